package dev.tongfu.reconciliation;

import static dev.tongfu.reconciliation.BreakWorld.ABC;
import static dev.tongfu.reconciliation.BreakWorld.UNIONPAY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tongfu.payment.PaidWorld;
import dev.tongfu.payment.PaymentStatus;
import dev.tongfu.payment.RefundStatus;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ProposalTemplatesIT {
    private static final String PENDING = "2101/m_test/CNY";
    private static final String FROZEN = "2104/m_test/CNY";
    private static final String SURPLUS = "2301/abc-1/CNY";
    private static final String SHORTAGE = "1201/abc-1/CNY";

    private BreakWorld world;

    @BeforeEach
    void open() {
        world = new BreakWorld();
    }

    @AfterEach
    void close() {
        assertThat(world.differences()).isEmpty();
        world.close();
    }

    private static JsonObject merchant() {
        return new JsonObject().put("merchant_id", PaidWorld.MERCHANT);
    }

    static Stream<Arguments> oneTransfer() {
        return Stream.of(
                Arguments.of("T1", "merchant", true, SURPLUS + " > " + PENDING),
                Arguments.of("T8", "charged", false, PENDING + " > " + SHORTAGE),
                Arguments.of("T8", "won", true, SURPLUS + " > " + PENDING),
                Arguments.of("T9", "charge", false, "5101/abc-1/CNY > " + SHORTAGE),
                Arguments.of("T10", "shortage", false, "5901/house/CNY > " + SHORTAGE),
                Arguments.of("T15", "in", true, SURPLUS + " > 3101/house/CNY"),
                Arguments.of("T15", "out", false, "3101/house/CNY > " + SHORTAGE));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("oneTransfer")
    void aBreakIsResolvedByTheTransferOfItsTemplate(String template, String variant, boolean surplus, String moved) {
        // Given
        var about = surplus ? world.surplus(700) : world.shortage(700);
        boolean named = template.equals("T1") || template.equals("T8");

        // When
        var proposal = world.executed(about, template, variant, named ? merchant() : new JsonObject());

        // Then
        assertThat(world.posted(template)).containsExactly(moved + " 700");
        assertThat(proposal.status()).isEqualTo(ProposalStatus.EXECUTED);
        assertThat(proposal.approvers()).containsExactly(BreakWorld.CHEN);
        assertThat(world.paid.rows("select event_key from transfer where template = '" + template + "'"))
                .containsExactly(proposal.id() + ":1");
        assertThat(world.now(about).status()).isEqualTo(BreakStatus.RESOLVED);
        assertThat(world.now(about).suspense()).isZero();
    }

    @Test
    void partOfABreakLeavesTheRestOpen() {
        // Given
        var about = world.shortage(700);

        // When
        var proposal = world.executed(about, "T9", "charge", new JsonObject().put("amount", 300));

        // Then
        assertThat(proposal.status()).isEqualTo(ProposalStatus.EXECUTED);
        assertThat(world.now(about).status()).isEqualTo(BreakStatus.OPEN);
        assertThat(world.now(about).suspense()).isEqualTo(400);
    }

    @Test
    void anOldSurplusBecomesIncomeAndAYoungOneDoesNot() {
        // Given
        var about = world.surplus(700);
        var young = world.propose(about, "T10", "surplus", new JsonObject());
        world.paid.advance(Duration.ofDays(31));

        // When
        world.executed(about, "T10", "surplus", new JsonObject());

        // Then
        assertThat(((ProposalOutcome.Faulty) young).faults())
                .extracting(ProposalFault::code)
                .containsExactly("too-young");
        assertThat(world.posted("T10")).containsExactly(SURPLUS + " > 4901/house/CNY 700");
    }

    @Test
    void aSurplusIsRemappedToItsPayment() {
        // Given
        var payment = world.paid.closed();
        var about = world.surplus(ABC, PaidWorld.AMOUNT, payment, world.paid.lastOrderNo());

        // When
        world.executed(about, "T1", "payment", new JsonObject());

        // Then
        var now = world.paid.now(payment);
        assertThat(now.status()).isEqualTo(PaymentStatus.SUCCEEDED);
        assertThat(now.captured()).isEqualTo(PaidWorld.AMOUNT);
        assertThat(world.paid.rows("select event_key from transfer where template = 'T1'"))
                .containsExactly(payment.id() + ":succeeded");
        assertThat(world.paid.told(payment.id())).containsExactly("payment.succeeded");
        assertThat(world.now(about).status()).isEqualTo(BreakStatus.RESOLVED);
    }

    @Test
    void aRemappedPaymentCanBeRefundedAndItsBankSayingPaidChangesNothing() {
        // Given
        var payment = world.paid.closed();
        var about = world.surplus(ABC, PaidWorld.AMOUNT, payment, world.paid.lastOrderNo());
        world.executed(about, "T1", "payment", new JsonObject());

        // When
        var refund = world.paid.refunded(world.paid.now(payment), "R-1", 345);

        // Then
        assertThat(refund.status()).isEqualTo(RefundStatus.SUCCEEDED);
        assertThat(world.paid.rows("select count(*)::text from extra_receipt")).containsExactly("0");
    }

    @Test
    void lateMoneyIsHonoured() {
        // Given
        var payment = world.paid.late();

        // When
        world.executed(null, "T3", "honour", merchant().put("payment_id", payment.id()));

        // Then
        assertThat(world.paid.now(payment).status()).isEqualTo(PaymentStatus.SUCCEEDED);
        assertThat(world.posted("T3")).containsExactly("2303/abc-1/CNY > " + PENDING + " " + PaidWorld.AMOUNT);
        assertThat(world.paid.told(payment.id())).endsWith("payment.succeeded");
    }

    @ParameterizedTest
    @CsvSource({
        "true, out, 1101", "true, in, 1101", "false, out, 1101", "false, in, 1101",
        "true, out, 2101", "true, in, 2101", "false, out, 2101", "false, in, 2101"
    })
    void suspenseIsMovedByHandToAndFromEachAllowedAccount(boolean surplus, String variant, String account) {
        // Given
        var payment = world.paid.succeeded();
        var about = surplus ? world.surplus(700) : world.shortage(700);
        var parameters = new JsonObject().put("account", account).put("amount", 300);
        if (account.equals("1101")) {
            parameters.put("bank_date", PaidWorld.BANK_DATE.toString());
        } else {
            parameters.put("merchant_id", payment.merchantId());
        }

        // When
        world.executed(about, "T4", variant, parameters);

        // Then
        boolean out = variant.equals("out");
        String other = account.equals("1101") ? "1101/abc-1:" + PaidWorld.BANK_DATE + "/CNY" : PENDING;
        String held = surplus ? SURPLUS : SHORTAGE;
        assertThat(world.posted("T4"))
                .containsExactly((out == surplus ? held + " > " + other : other + " > " + held) + " 300");
        assertThat(world.now(about).suspense()).isEqualTo(out ? 400 : 1_000);
        assertThat(world.now(about).status()).isEqualTo(BreakStatus.OPEN);
    }

    @Test
    void aSurplusBecomesASecondReceiptAndGoesBackToSuspense() {
        // Given
        var payment = world.paid.succeeded();
        var about = world.surplus(ABC, 700, payment, world.paid.lastOrderNo());
        var parameters = new JsonObject().put("account", "2304").put("bank_ref", "AGAIN");
        world.executed(about, "T4", "out", parameters.copy());
        var another = world.shortage(700);

        // When
        world.executed(
                another, "T4", "out", parameters.put("payment_id", payment.id()).mergeIn(merchant()));

        // Then
        assertThat(world.posted("T4"))
                .containsExactly(SURPLUS + " > 2304/abc-1/CNY 700", "2304/abc-1/CNY > " + SHORTAGE + " 700");
        assertThat(world.paid.rows("select status from extra_receipt")).containsExactly("moved");
    }

    @ParameterizedTest
    @CsvSource({"true, frozen", "false, pending"})
    void aPaymentThatWasNeverPaidIsReversed(boolean frozen, String variant) {
        // Given
        var payment = world.paid.succeeded();
        var about = frozen ? world.unpaid(payment) : world.missing(payment);

        // When
        world.executed(about, "T5", variant, new JsonObject());

        // Then
        assertThat(world.posted("T5"))
                .containsExactly((frozen ? FROZEN : PENDING) + " > " + SHORTAGE + " " + PaidWorld.AMOUNT);
        assertThat(world.paid.now(payment).status()).isEqualTo(PaymentStatus.REVERSED);
        assertThat(world.paid.now(payment).frozen()).isFalse();
        assertThat(world.paid.told(payment.id())).endsWith("payment.reversed");
        assertThat(world.now(about).status()).isEqualTo(BreakStatus.RESOLVED);
        assertThat(world.now(about).frozen()).isZero();
    }

    @Test
    void whatTheBankHadPaidAfterAllIsUnfrozen() {
        // Given: its line came, and nothing is in suspense any more
        var payment = world.paid.succeeded();
        var about = world.unpaid(payment);
        world.post(dev.tongfu.ledger.BreakPostings.paymentFound(
                "lin_found", ABC, PaidWorld.BANK_DATE, dev.tongfu.money.Money.cny(PaidWorld.AMOUNT)));
        world.paid.sql("update break set suspense = 0, status = 'cleared', version = version + 1");

        // When
        world.executed(about, "T6", "unfreeze", new JsonObject());

        // Then
        assertThat(world.posted("T6")).containsExactly(FROZEN + " > " + PENDING + " " + PaidWorld.AMOUNT);
        assertThat(world.paid.now(payment).frozen()).isFalse();
        assertThat(world.now(about).frozen()).isZero();
        assertThat(world.now(about).status()).isEqualTo(BreakStatus.CLEARED);
    }

    @Test
    void aRefundThatWasNeverExecutedIsReversed() {
        // Given
        var payment = world.paid.succeeded();
        var refund = world.paid.refunded(payment, "R-1", 2_000);
        var about = world.missing(refund);

        // When
        world.executed(about, "T7", "refund", new JsonObject());

        // Then
        assertThat(world.posted("T7")).containsExactly(SURPLUS + " > " + PENDING + " 2000");
        assertThat(world.paid.now(refund).status()).isEqualTo(RefundStatus.RETURNED);
        assertThat(world.paid.now(payment).refunded()).isZero();
        assertThat(world.paid.told(refund.id())).endsWith("refund.returned");
    }

    @Test
    void aRefundThatStayedUnclearIsGivenUpOnlyWhenBothStatementsAndTheBankLackIt() {
        // Given
        var payment = world.paid.succeeded();
        var refund = world.paid.unclear(payment, "R-1", 2_000);
        var parameters = merchant().put("refund_id", refund.id());
        var early = world.propose(null, "T7", "unsettled", parameters);
        world.paid.heard(refund.id(), new dev.tongfu.bank.BankReply.NotPaid("01"));
        var unread = world.propose(null, "T7", "unsettled", parameters);
        world.paid.sql("insert into statement_reading (channel_id, bank_date, version, status, read_at)"
                + " select 'abc-1', (ordered_at at time zone 'Asia/Shanghai')::date + d, 1, 'parsed', now()"
                + " from operation, generate_series(0, 1) d");

        // When
        var proposal = world.executed(null, "T7", "unsettled", parameters);

        // Then
        assertThat(code(early)).isEqualTo("not-asked");
        assertThat(code(unread)).isEqualTo("not-absent");
        assertThat(proposal.status()).isEqualTo(ProposalStatus.EXECUTED);
        assertThat(world.paid.now(refund).status()).isEqualTo(RefundStatus.FAILED);
        assertThat(world.paid.now(payment).refundReserved()).isZero();
        assertThat(world.paid.told(refund.id())).endsWith("refund.failed");
    }

    @ParameterizedTest
    @CsvSource({"500, 700, 0, 200", "700, 500, 200, 0", "600, 600, 0, 0"})
    void aSurplusAndAShortageAreOffset(long more, long less, long surplusLeft, long shortageLeft) {
        // Given
        var surplus = world.surplus(more);
        var shortage = world.shortage(less);

        // When
        world.executed(surplus, "T11", "offset", new JsonObject().put("other_break_id", shortage.id()));

        // Then
        assertThat(world.posted("T11")).containsExactly(SURPLUS + " > " + SHORTAGE + " " + Math.min(more, less));
        assertThat(world.now(surplus).suspense()).isEqualTo(surplusLeft);
        assertThat(world.now(shortage).suspense()).isEqualTo(shortageLeft);
        assertThat(world.now(surplus).status()).isEqualTo(surplusLeft == 0 ? BreakStatus.RESOLVED : BreakStatus.OPEN);
        assertThat(world.now(shortage).status()).isEqualTo(shortageLeft == 0 ? BreakStatus.RESOLVED : BreakStatus.OPEN);
    }

    @Test
    void aSweepBetweenTwoChannelsIsOffset() {
        // Given
        var from = world.shortage(ABC, 700);
        var to = world.surplus(UNIONPAY, 700, null, null);

        // When
        world.executed(from, "T14", "sweep", new JsonObject().put("other_break_id", to.id()));

        // Then
        assertThat(world.posted("T14")).containsExactly("2301/unionpay-1/CNY > " + SHORTAGE + " 700");
        assertThat(world.now(from).status()).isEqualTo(BreakStatus.RESOLVED);
        assertThat(world.now(to).status()).isEqualTo(BreakStatus.RESOLVED);
    }

    @Test
    void aMerchantIsAdjustedForAndAgainstAndItsMoneyFrozenAndReleased() {
        // Given
        var parameters = merchant().put("amount", 300);

        // When
        world.executed(null, "T12", "for", parameters);
        world.executed(null, "T12", "against", parameters.copy().put("amount", 100));
        world.executed(null, "T13", "freeze", parameters.copy().put("amount", 150));
        world.executed(null, "T13", "release", parameters.copy().put("amount", 50));

        // Then
        assertThat(world.posted("T12"))
                .containsExactly("5901/house/CNY > " + PENDING + " 300", PENDING + " > 4901/house/CNY 100");
        assertThat(world.posted("T13"))
                .containsExactly(PENDING + " > " + FROZEN + " 150", FROZEN + " > " + PENDING + " 50");
    }

    @Test
    void anyTransferOfTheHouseIsCorrectedOnce() {
        // Given
        world.executed(null, "T12", "for", merchant().put("amount", 300));
        String id = world.paid
                .rows("select id from transfer where template = 'T12'")
                .get(0);
        var again = world.proposed(null, "T16", "correct", new JsonObject().put("transfer_id", id));

        // When
        world.executed(null, "T16", "correct", new JsonObject().put("transfer_id", id));

        // Then
        assertThat(world.posted("T16")).containsExactly(PENDING + " > 5901/house/CNY 300");
        assertThat(world.approve(again, BreakWorld.CHEN)).isInstanceOf(ProposalOutcome.Blocked.class);
        assertThat(world.now(again).failure()).contains("corrected already");
    }

    @Test
    void aTransferOfSuspenseIsCorrectedAtItsBreak() {
        // Given
        var about = world.shortage(700);
        world.executed(about, "T9", "charge", new JsonObject().put("amount", 300));
        String id =
                world.paid.rows("select id from transfer where template = 'T9'").get(0);
        var parameters = new JsonObject().put("transfer_id", id);
        var without = world.propose(null, "T16", "correct", parameters);

        // When
        world.executed(about, "T16", "correct", parameters);

        // Then
        assertThat(code(without)).isEqualTo("needs-break");
        assertThat(world.posted("T16")).containsExactly(SHORTAGE + " > 5101/abc-1/CNY 300");
        assertThat(world.now(about).suspense()).isEqualTo(700);
    }

    @ParameterizedTest
    @CsvSource({"P1", "B2"})
    void whatMustAgreeWithStatementsOrPaymentsIsNotCorrectedByItself(String template) {
        // Given
        var payment = world.paid.succeeded();
        world.missing(payment);
        world.shortage(700);
        String id = world.paid
                .rows("select id from transfer where template = '" + template + "'")
                .get(0);

        // When
        var refused = world.propose(null, "T16", "correct", new JsonObject().put("transfer_id", id));

        // Then
        assertThat(code(refused)).isEqualTo("held-elsewhere");
    }

    private static String code(ProposalOutcome outcome) {
        return ((ProposalOutcome.Faulty) outcome).faults().get(0).code();
    }
}
