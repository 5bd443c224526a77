package dev.tongfu.reconciliation;

import static dev.tongfu.reconciliation.BreakWorld.ABC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tongfu.Poll;
import dev.tongfu.bank.BankRefund;
import dev.tongfu.bank.BankReply;
import dev.tongfu.payment.PaidWorld;
import dev.tongfu.payment.Payment;
import dev.tongfu.payment.PaymentStatus;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProposalRefundIT {
    private static final Duration SOON = Duration.ofSeconds(10);

    private final FakePayouts payouts = new FakePayouts();
    private BreakWorld world;

    @BeforeEach
    void open() {
        world = new BreakWorld(paid -> payouts);
    }

    @AfterEach
    void close() {
        assertThat(world.differences()).isEmpty();
        world.close();
    }

    private BreakView surplusOfAnOrder(long minor) {
        var payment = world.paid.succeeded();
        return world.surplus(ABC, minor, payment, world.paid.lastOrderNo());
    }

    private void ends(Proposal proposal, ProposalStatus wished) {
        Poll.await(SOON, () -> world.now(proposal).status() == wished);
    }

    private List<String> acts(Proposal proposal) {
        return world.paid.rows("select action from audit_entry where object = '" + proposal.id() + "' order by seq");
    }

    @Test
    void aSurplusGoesBackToItsPayerByTheBank() {
        // Given
        var about = surplusOfAnOrder(700);
        var asked = new java.util.concurrent.atomic.AtomicReference<BankRefund>();
        world.paid.answers(act -> {
            asked.set((BankRefund) act);
            return PaidWorld.paid(700, "BACK");
        });

        // When
        var proposal = world.executed(about, "T2", "surplus", new JsonObject());

        // Then
        ends(proposal, ProposalStatus.EXECUTED);
        assertThat(Objects.requireNonNull(asked.get()).amount().minor()).isEqualTo(700);
        assertThat(world.now(about).status()).isEqualTo(BreakStatus.RESOLVED);
        assertThat(world.now(about).suspense()).isZero();
        assertThat(acts(proposal)).containsExactly("proposal.propose", "proposal.approve", "proposal.execute");
        assertThat(world.posted("R2"))
                .containsExactlyInAnyOrder(
                        "2301/abc-1/CNY > 2201/abc-1/CNY 700",
                        "2201/abc-1/CNY > 1101/abc-1:" + PaidWorld.BANK_DATE + "/CNY 700");
    }

    @Test
    void whatTheBankRefusesLeavesTheBreakOpen() {
        // Given
        var about = surplusOfAnOrder(700);
        world.paid.answers(act -> new BankReply.Declined("9999", "no"));

        // When
        var proposal = world.executed(about, "T2", "surplus", new JsonObject());

        // Then
        ends(proposal, ProposalStatus.FAILED);
        assertThat(world.now(about).status()).isEqualTo(BreakStatus.OPEN);
        assertThat(world.now(about).suspense()).isEqualTo(700);
        assertThat(world.now(proposal).failure()).contains("9999");
        assertThat(acts(proposal)).endsWith("proposal.fail");
    }

    @Test
    void anUnclearRefundKeepsTheBreakResolvingUntilTheBankSays() {
        // Given
        var about = surplusOfAnOrder(700);
        world.paid.answers(act -> new BankReply.Unknown("no answer"));
        var proposal = world.executed(about, "T2", "surplus", new JsonObject());
        String refund = String.valueOf(world.now(proposal).refundId());
        Poll.await(SOON, () -> world.paid.rows("select status from refund").contains("unknown"));
        var between = world.now(about);

        // When
        world.paid.heard(refund, PaidWorld.paid(700, "BACK"));

        // Then
        assertThat(between.status()).isEqualTo(BreakStatus.RESOLVING);
        assertThat(between.suspense()).isEqualTo(700);
        assertThat(world.now(proposal).status()).isEqualTo(ProposalStatus.EXECUTED);
        assertThat(world.now(about).status()).isEqualTo(BreakStatus.RESOLVED);
    }

    @Test
    void whatTheBankHadRefusedAndExecutedAllTheSameHasLeftSuspense() {
        // Given
        var about = surplusOfAnOrder(700);
        world.paid.answers(act -> new BankReply.Declined("9999", "no"));
        var proposal = world.executed(about, "T2", "surplus", new JsonObject());
        ends(proposal, ProposalStatus.FAILED);

        // When
        world.paid.heard(String.valueOf(world.now(proposal).refundId()), PaidWorld.paid(700, "BACK"));

        // Then
        assertThat(world.now(about).status()).isEqualTo(BreakStatus.RESOLVED);
        assertThat(world.now(about).suspense()).isZero();
        assertThat(world.now(proposal).failure()).contains("after all");
    }

    @Test
    void lateMoneyGoesBackByProposal() {
        // Given
        var payment = world.paid.late();
        world.paid.answers(act -> PaidWorld.paid(PaidWorld.AMOUNT, "BACK"));

        // When
        var proposal = world.executed(null, "T2", "late", ofPayment(payment));

        // Then
        ends(proposal, ProposalStatus.EXECUTED);
        assertThat(world.paid.now(payment).status()).isEqualTo(PaymentStatus.LATE_REFUNDED);
    }

    @Test
    void aSecondReceiptGoesBackByProposal() {
        // Given
        var payment = world.paid.paidTwice();
        world.paid.answers(act -> PaidWorld.paid(PaidWorld.AMOUNT, "BACK"));

        // When
        var proposal = world.executed(null, "T2", "duplicate", ofReceipt(payment));

        // Then
        ends(proposal, ProposalStatus.EXECUTED);
        assertThat(world.paid.rows("select status from extra_receipt")).containsExactly("refunded");
    }

    private Proposal refusedByTheBank(@Nullable BreakView about, String variant, JsonObject parameters) {
        world.paid.answers(act -> new BankReply.Declined("9999", "no"));
        var proposal = world.executed(about, "T2", variant, parameters);
        ends(proposal, ProposalStatus.FAILED);
        return world.now(proposal);
    }

    private void provenExecuted(Proposal refused, long minor) {
        world.paid.heard(String.valueOf(refused.refundId()), PaidWorld.paid(minor, "AFTER-ALL"));
    }

    @Test
    void lateMoneyThatTheBankHadRefusedToReturnAndReturnedAllTheSameIsRefunded() {
        // Given
        var payment = world.paid.late();
        var refused = refusedByTheBank(null, "late", ofPayment(payment));

        // When
        provenExecuted(refused, PaidWorld.AMOUNT);

        // Then
        assertThat(world.paid.now(payment).status()).isEqualTo(PaymentStatus.LATE_REFUNDED);
        assertThat(world.now(refused).failure()).contains("after all");
        assertThat(world.paid.rows("select type from notification order by sequence"))
                .endsWith("payment.late_refunded");
    }

    @Test
    void lateMoneyThatIsTheMerchantsByNowIsMissingWhereTheBankReturnedItAfterAll() {
        // Given
        var payment = world.paid.late();
        var refused = refusedByTheBank(null, "late", ofPayment(payment));
        world.executed(null, "T3", "honour", ofPayment(payment));

        // When
        provenExecuted(refused, PaidWorld.AMOUNT);

        // Then
        assertThat(world.paid.now(payment).status()).isEqualTo(PaymentStatus.SUCCEEDED);
        assertThat(world.posted("R6"))
                .containsExactly("1201/abc-1/CNY > 1101/abc-1:" + PaidWorld.BANK_DATE + "/CNY " + PaidWorld.AMOUNT);
    }

    @Test
    void aSecondReceiptThatWentBackByTheNextProposalIsMissingWhereTheFirstWentAfterAll() {
        // Given
        var payment = world.paid.paidTwice();
        var refused = refusedByTheBank(null, "duplicate", ofReceipt(payment));
        world.paid.answers(act -> PaidWorld.paid(PaidWorld.AMOUNT, "BACK"));
        var again = world.executed(null, "T2", "duplicate", ofReceipt(payment));
        ends(again, ProposalStatus.EXECUTED);

        // When
        provenExecuted(refused, PaidWorld.AMOUNT);

        // Then
        assertThat(world.posted("R6")).hasSize(1);
        assertThat(world.paid.rows("select status from extra_receipt")).containsExactly("refunded");
    }

    @Test
    void aSurplusThatIsAMerchantsByNowIsMissingWhereTheBankReturnedItAfterAll() {
        // Given
        var about = surplusOfAnOrder(700);
        world.surplus(9_000);
        var refused = refusedByTheBank(about, "surplus", new JsonObject());
        world.executed(world.now(about), "T1", "merchant", new JsonObject().put("merchant_id", PaidWorld.MERCHANT));

        // When
        provenExecuted(refused, 700);

        // Then
        assertThat(world.posted("R6"))
                .containsExactly("1201/abc-1/CNY > 1101/abc-1:" + PaidWorld.BANK_DATE + "/CNY 700");
        assertThat(world.now(about).suspense()).isZero();
    }

    private static JsonObject ofPayment(Payment payment) {
        return new JsonObject().put("merchant_id", PaidWorld.MERCHANT).put("payment_id", payment.id());
    }

    private JsonObject ofReceipt(Payment payment) {
        return ofPayment(payment)
                .put(
                        "bank_ref",
                        world.paid.rows("select bank_ref from extra_receipt").get(0))
                .put("amount", PaidWorld.AMOUNT);
    }

    @Test
    void aSurplusIsPaidOut() {
        // Given
        var about = world.surplus(700);
        var parameters = new JsonObject().put("merchant_id", PaidWorld.MERCHANT).put("beneficiary", "工单 17");

        // When
        var proposal = world.executed(about, "T2", "surplus_payout", parameters);
        var between = world.now(about).status();
        var order = payouts.orders.element();
        PaidWorld.done(world.paid
                .ledger()
                .prepare(world.paid.pool(), FakePayouts.paid("pyo_1", order))
                .compose(ready -> world.paid
                        .pool()
                        .withTransaction(transaction -> world.paid
                                .ledger()
                                .post(transaction, FakePayouts.paid("pyo_1", order))
                                .compose(posted -> world.ends.payoutEnded(transaction, "pyo_1", true, "")))));

        // Then
        assertThat(between).isEqualTo(BreakStatus.RESOLVING);
        assertThat(payouts.sent).containsExactly("pyo_1");
        assertThat(world.now(proposal).status()).isEqualTo(ProposalStatus.EXECUTED);
        assertThat(world.now(about).status()).isEqualTo(BreakStatus.RESOLVED);
    }

    @Test
    void whereNobodyPaysOutAPayoutIsRefusedInWords() {
        try (var without = new BreakWorld()) {
            // Given
            var about = without.surplus(700);
            var parameters =
                    new JsonObject().put("merchant_id", PaidWorld.MERCHANT).put("beneficiary", "工单 17");

            // When
            var outcome = without.propose(about, "T2", "surplus_payout", parameters);

            // Then
            assertThat(((ProposalOutcome.Faulty) outcome).faults())
                    .extracting(ProposalFault::code)
                    .containsExactly("not-offered");
        }
    }
}
