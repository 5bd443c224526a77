package dev.tongfu.settlement;

import static dev.tongfu.settlement.SettlementWorld.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tongfu.Poll;
import dev.tongfu.payment.PaidWorld;
import dev.tongfu.payment.Payment;
import dev.tongfu.payment.PaymentStatus;
import dev.tongfu.reconciliation.Proposal;
import dev.tongfu.reconciliation.ProposalFault;
import dev.tongfu.reconciliation.ProposalOutcome;
import dev.tongfu.reconciliation.ProposalStatus;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Late money and second receipts that are paid out to their payers. */
class ApartPayoutIT {
    private static final long AMOUNT = PaidWorld.AMOUNT;
    private static final String O_LATE = " 2303/abc-1/CNY > 2202/payout-1/CNY " + AMOUNT;
    private static final String O_EXTRA = " 2304/abc-1/CNY > 2202/payout-1/CNY " + AMOUNT;

    private SuspenseWorld world;

    @BeforeEach
    void open() {
        world = new SuspenseWorld(Payouts.DIRECT);
    }

    @AfterEach
    void close() {
        assertThat(world.differences()).isEmpty();
        world.close();
    }

    private JsonObject of(Payment payment) {
        return world.toPayer().put("payment_id", payment.id());
    }

    private JsonObject ofReceipt(Payment payment) {
        return of(payment).put("bank_ref", row("select bank_ref from extra_receipt"));
    }

    private String row(String sql) {
        return world.breaks.paid().rows(sql).get(0);
    }

    private Proposal late(Payment payment) {
        return world.breaks.executed(null, "T2", "late_payout", of(payment));
    }

    private Proposal receipt(Payment payment) {
        return world.breaks.executed(null, "T2", "duplicate_payout", ofReceipt(payment));
    }

    private Payment now(Payment payment) {
        return world.breaks.paid().now(payment);
    }

    private List<String> told() {
        return world.breaks
                .paid()
                .rows("select type from notification where type like 'payment.late%' order by sequence");
    }

    private static List<String> codes(ProposalOutcome outcome) {
        return ((ProposalOutcome.Faulty) outcome)
                .faults().stream().map(ProposalFault::code).toList();
    }

    @Test
    void lateMoneyIsPaidOutAndItsMerchantIsToldThatItWentBack() {
        // Given
        var payment = world.breaks.paid().late();

        // When
        var proposal = late(payment);
        world.becomes(proposal, ProposalStatus.EXECUTED);

        // Then
        assertThat(now(payment).status()).isEqualTo(PaymentStatus.LATE_REFUNDED);
        assertThat(now(payment).refunded()).isEqualTo(AMOUNT);
        assertThat(now(payment).refundReserved()).isZero();
        assertThat(told()).containsExactly("payment.late_paid", "payment.late_refunded");
        assertThat(world.posted()).containsExactly("O1" + O_LATE, "O2" + O_LATE);
        assertThat(world.breaks.now(proposal).preview()).contains("2303/abc-1/CNY", "****0018 张三");
    }

    @Test
    void aSecondReceiptUnderTheSameOrderIsPaidOut() {
        // Given
        var payment = world.breaks.paid().paidTwice();

        // When
        var proposal = receipt(payment);
        world.becomes(proposal, ProposalStatus.EXECUTED);

        // Then
        assertThat(row("select status from extra_receipt")).isEqualTo("refunded");
        assertThat(now(payment).status()).isEqualTo(PaymentStatus.SUCCEEDED);
        assertThat(now(payment).refunded()).isZero();
        assertThat(world.posted()).containsExactly("O1" + O_EXTRA, "O2" + O_EXTRA);
    }

    @Test
    void whileItIsUnderWayNobodyElseGivesItToAnybody() {
        // Given
        world.bank.fault("timeout_after", 2);
        var late = world.breaks.paid().late();
        world.becomes(late(late), PayoutStatus.UNKNOWN);
        var twice = world.breaks.paid().paidTwice();
        world.becomes(receipt(twice), PayoutStatus.UNKNOWN);
        var byBank = new JsonObject().put("merchant_id", PaidWorld.MERCHANT).put("payment_id", late.id());

        // When
        var outcomes = List.of(
                codes(world.breaks.propose(null, "T2", "late_payout", of(late))),
                codes(world.breaks.propose(null, "T2", "late", byBank)),
                codes(world.breaks.propose(null, "T3", "honour", byBank)),
                codes(world.breaks.propose(null, "T2", "duplicate_payout", ofReceipt(twice))));

        // Then
        assertThat(outcomes).containsOnly(List.of("wrong-state"));
        assertThat(now(late).refundReserved()).isEqualTo(AMOUNT);
        assertThat(row("select status from extra_receipt")).isEqualTo("refunding");
        world.breaks.paid().advance(Duration.ofSeconds(6));
        done(world.payouts.advance());
    }

    @Test
    void ofTwoProposalsAboutTheSameMoneyOneIsBlocked() {
        // Given
        var payment = world.breaks.paid().late();
        var first = world.breaks.proposed(null, "T2", "late_payout", of(payment));
        var second = world.breaks.proposed(null, "T2", "late_payout", of(payment));

        // When
        var outcomes = List.of(world.breaks.approved(first), world.breaks.approved(second));

        // Then
        assertThat(outcomes.get(0)).isInstanceOf(ProposalOutcome.Done.class);
        assertThat(outcomes.get(1)).isInstanceOf(ProposalOutcome.Blocked.class);
        world.becomes(first, ProposalStatus.EXECUTED);
        assertThat(world.posted()).hasSize(2);
    }

    @Test
    void whatTheBankRefusesWaitsAgainAndTheNextProposalPaysIt() {
        // Given
        world.bank.fault("refuse", 2);
        var late = world.breaks.paid().late();
        var refused = late(late);
        world.becomes(refused, ProposalStatus.FAILED);
        var between = now(late);
        var twice = world.breaks.paid().paidTwice();
        world.becomes(receipt(twice), ProposalStatus.FAILED);
        var receiptBetween = row("select status from extra_receipt");

        // When
        world.becomes(late(late), ProposalStatus.EXECUTED);
        world.becomes(receipt(twice), ProposalStatus.EXECUTED);

        // Then
        assertThat(world.breaks.now(refused).failure()).contains("account closed");
        assertThat(between.status()).isEqualTo(PaymentStatus.LATE_PAID);
        assertThat(between.refundReserved()).isZero();
        assertThat(receiptBetween).isEqualTo("open");
        assertThat(now(late).status()).isEqualTo(PaymentStatus.LATE_REFUNDED);
        assertThat(row("select status from extra_receipt")).isEqualTo("refunded");
    }

    @Test
    void whatNeverLeftStaysReservedUntilItIsGivenUp() {
        // Given
        world.bank.stop();
        var payment = world.breaks.paid().late();
        var proposal = late(payment);

        // When
        Poll.await(Duration.ofSeconds(10), () -> {
            done(world.payouts.advance());
            return world.breaks.now(proposal).status() == ProposalStatus.FAILED;
        });

        // Then
        assertThat(world.posted())
                .extracting(row -> row.substring(0, 2))
                .containsExactly("O1", "O3", "O1", "O3", "O1", "O3");
        assertThat(now(payment).status()).isEqualTo(PaymentStatus.LATE_PAID);
        assertThat(now(payment).refundReserved()).isZero();
    }

    @Test
    void whatComesBackWaitsAgainAndCanBePaidOnceMore() throws Exception {
        // Given
        world.bank.fault("return", 2);
        var late = world.breaks.paid().late();
        var first = late(late);
        world.becomes(first, ProposalStatus.EXECUTED);
        var twice = world.breaks.paid().paidTwice();
        world.becomes(receipt(twice), ProposalStatus.EXECUTED);

        // When
        world.stated();
        world.stated();

        // Then
        assertThat(world.payout(first).status()).isEqualTo(PayoutStatus.RETURNED);
        assertThat(now(late).status()).isEqualTo(PaymentStatus.LATE_PAID);
        assertThat(now(late).refunded()).isZero();
        assertThat(told()).containsExactly("payment.late_paid", "payment.late_refunded", "payment.late_paid");
        assertThat(row("select status from extra_receipt")).isEqualTo("open");
        assertThat(world.breaks.paid().rows("select id from break")).isEmpty();
        assertThat(world.breaks.paid().rows("select action from audit_entry where action = 'proposal.return'"))
                .hasSize(2);
        world.becomes(late(late), ProposalStatus.EXECUTED);
        world.becomes(receipt(twice), ProposalStatus.EXECUTED);
    }

    @Test
    void aRefusedPayoutProvenPaidTakesWhatStillWaits() throws Exception {
        // Given
        world.bank.fault("failed_but_paid", 2);
        var late = world.breaks.paid().late();
        var lateProposal = late(late);
        world.becomes(lateProposal, ProposalStatus.FAILED);
        var twice = world.breaks.paid().paidTwice();
        world.becomes(receipt(twice), ProposalStatus.FAILED);

        // When
        world.stated();

        // Then
        assertThat(now(late).status()).isEqualTo(PaymentStatus.LATE_REFUNDED);
        assertThat(row("select status from extra_receipt")).isEqualTo("refunded");
        assertThat(world.breaks.now(lateProposal).failure()).contains("after all");
        assertThat(world.posted()).contains("O6" + O_LATE, "O6" + O_EXTRA);
    }

    @Test
    void aRefusedPayoutProvenPaidWhenTheMerchantHasTheMoneyIsAShortage() throws Exception {
        // Given
        world.bank.fault("failed_but_paid", 1);
        var payment = world.breaks.paid().late();
        world.becomes(late(payment), ProposalStatus.FAILED);
        world.breaks.executed(
                null,
                "T3",
                "honour",
                new JsonObject().put("merchant_id", PaidWorld.MERCHANT).put("payment_id", payment.id()));

        // When
        world.stated();

        // Then
        assertThat(now(payment).status()).isEqualTo(PaymentStatus.SUCCEEDED);
        assertThat(world.posted()).contains("O6 1201/payout-1/CNY > 2202/payout-1/CNY " + AMOUNT);
        assertThat(world.breaks.paid().rows("select kind from alarm")).contains("payout-twice");
    }

    @Test
    void onlyMoneyThatWaitsIsPaidOut() {
        // Given
        var succeeded = world.breaks.paid().succeeded();
        var unknown = world.toPayer().put("payment_id", "pay_none");
        var noReceipt = of(succeeded).put("bank_ref", "none");

        // When
        var outcomes = List.of(
                codes(world.breaks.propose(null, "T2", "late_payout", of(succeeded))),
                codes(world.breaks.propose(null, "T2", "duplicate_payout", noReceipt)),
                codes(world.breaks.propose(null, "T2", "late_payout", unknown)),
                codes(world.breaks.propose(
                        null, "T2", "late_payout", of(succeeded).put("beneficiary", "pya_none"))));

        // Then
        assertThat(outcomes)
                .containsExactly(
                        List.of("wrong-state"), List.of("wrong-state"), List.of("not-found"), List.of("not-found"));
    }
}
