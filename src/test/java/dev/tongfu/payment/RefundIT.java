package dev.tongfu.payment;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tongfu.Poll;
import dev.tongfu.bank.BankRefund;
import dev.tongfu.bank.BankReply;
import dev.tongfu.money.Money;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RefundIT {
    private PaymentWorld world;

    @BeforeEach
    void open() {
        world = new PaymentWorld();
    }

    @AfterEach
    void close() {
        assertThat(world.differences()).isEmpty();
        world.close();
    }

    @CanIgnoreReturnValue
    private RefundOutcome refund(Payment payment, String refundNo, long minor) {
        var request = new NewRefund(PaymentWorld.MERCHANT, refundNo, payment.id(), null, Money.cny(minor), "退货");
        return world.onLoop(() -> world.desk.refunds().create(request));
    }

    @CanIgnoreReturnValue
    private Refund created(Payment payment, String refundNo, long minor) {
        return ((RefundOutcome.Created) refund(payment, refundNo, minor)).refund();
    }

    @Test
    void aRefundIsReservedThenProcessingThenBookedByWhatTheBankSays() {
        // Given
        var payment = world.succeeded("abc");

        // When
        var refund = created(payment, "R1", 2_345);

        // Then
        assertThat(refund.status()).isEqualTo(RefundStatus.CREATED);
        assertThat(world.now(payment).refundReserved()).isEqualTo(2_345);
        var processing = world.refund("R1", RefundStatus.PROCESSING);
        var asked = world.bank.lastAct(BankRefund.class);
        assertThat(processing.bankRefundNo()).isEqualTo(asked.bankOrderNo());
        assertThat(asked.way()).isEqualTo(BankRefund.Way.REFUND);
        assertThat(asked.original().orderNo()).isEqualTo(world.bank.lastOrder().bankOrderNo());

        // When
        world.heard(asked.bankOrderNo(), ScriptedBank.paid(2_345, "BACK-1"));

        // Then
        assertThat(world.refund("R1").status()).isEqualTo(RefundStatus.SUCCEEDED);
        assertThat(world.now(payment).refunded()).isEqualTo(2_345);
        assertThat(world.now(payment).refundReserved()).isZero();
        assertThat(world.balances()).containsExactly("1101/abc-1:2026-11-23/CNY=10000", "2101/m_test/CNY=-10000");
        assertThat(world.rows(
                        "select sequence || ' ' || type from notification where resource_id = '" + refund.id() + "'"))
                .containsExactly("1 refund.succeeded");
    }

    @Test
    void aCallThatSomebodyElseHasMadeIsNotMadeAgain() {
        // Given: another node still holds the call as it was before it was made
        var payment = world.succeeded("abc");
        var refund = created(payment, "R1", 2_345);
        world.refund("R1", RefundStatus.PROCESSING);
        var made = world.bank.lastAct(BankRefund.class);
        var target = new Operation.Target(
                refund.merchantId(), refund.id(), refund.paymentId(), refund.channelId(), refund.bank());
        var stale = Operation.prepared(made.bankOrderNo(), OperationKind.REFUND, target, 1, world.clock.instant());

        // When
        var outcome = world.onLoop(() -> world.desk.operations().send(stale));

        // Then
        assertThat(outcome).isEqualTo(new OperationOutcome.Stale());
        assertThat(world.bank.acts).containsExactly(made);
    }

    @Test
    void aWordAboutARefundAsItWasReadBeforeItWasDoneDoesNotUndoIt() {
        // Given
        var payment = world.succeeded("abc");
        created(payment, "R1", 2_345);
        world.refund("R1", RefundStatus.PROCESSING);
        String number = world.bank.lastAct(BankRefund.class).bankOrderNo();
        var read = world.call(number);
        world.heard(number, ScriptedBank.paid(2_345, "BACK-1"));

        // When
        var answer = world.evidence(EvidenceSource.ANSWER, number, new BankReply.Processing("0000"));
        var outcome = world.onLoop(() -> world.desk.operations().applyTo(read, answer));

        // Then
        assertThat(outcome).isEqualTo(new OperationOutcome.Stale());
        assertThat(world.call(number).status()).isEqualTo(OperationStatus.DONE);
    }

    @Test
    void theSameNumberIsReplayedAndWithOtherContentRefused() {
        // Given
        var payment = world.succeeded("abc");
        var first = created(payment, "R1", 100);

        // Then
        assertThat(refund(payment, "R1", 100))
                .isInstanceOfSatisfying(
                        RefundOutcome.Replayed.class,
                        replayed -> assertThat(replayed.refund().id()).isEqualTo(first.id()));
        assertThat(refund(payment, "R1", 101)).isEqualTo(new RefundOutcome.Conflict("/amount"));
        assertThat(world.now(payment).refundReserved()).isEqualTo(100);
    }

    @Test
    void moreThanWasTakenIsNeverReservedWhileAnUnknownRefundKeepsItsPlace() {
        // Given
        var payment = world.succeeded("abc");
        world.bank.answersActsWith(act -> new BankReply.Unknown("no answer"));
        created(payment, "R1", 12_000);
        assertThat(world.refund("R1", RefundStatus.UNKNOWN).status()).isEqualTo(RefundStatus.UNKNOWN);

        // Then
        assertThat(refund(payment, "R2", 346))
                .isInstanceOfSatisfying(
                        RefundOutcome.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(RefundOutcome.Reason.EXCEEDS));
        assertThat(refund(payment, "R3", 345)).isInstanceOf(RefundOutcome.Created.class);
    }

    @Test
    void aRefusedRefundGivesItsReservationBack() {
        // Given
        var payment = world.succeeded("abc");
        world.bank.answersActsWith(act -> new BankReply.Declined("9999", "不可退货"));

        // When
        var refund = created(payment, "R1", 500);

        // Then
        assertThat(world.refund("R1", RefundStatus.FAILED).failure()).isEqualTo(new Payment.Failure("9999", "不可退货"));
        assertThat(world.now(payment).refundReserved()).isZero();
        assertThat(world.rows("select (sum(debits_pending) + sum(credits_pending))::text from balance"))
                .containsExactly("0");
        assertThat(world.rows("select type from notification where resource_id = '" + refund.id() + "'"))
                .containsExactly("refund.failed");
    }

    @Test
    void whatProvablyNeverLeftUsIsSentAgainUnderTheSameNumber() {
        // Given
        var payment = world.succeeded("abc");
        world.bank.answersActsWith(act -> new BankReply.NotSent("no connection"));
        created(payment, "R1", 500);
        Poll.await(Duration.ofSeconds(10), () -> !world.bank.acts.isEmpty());
        var first = world.bank.lastAct(BankRefund.class);

        // When
        world.bank.answersActsWith(act -> new BankReply.Processing("0000"));
        world.clock.advance(Duration.ofSeconds(30));
        Poll.await(Duration.ofSeconds(10), () -> attendedTo() > 0);

        // Then
        assertThat(world.refund("R1", RefundStatus.PROCESSING).bankRefundNo()).isEqualTo(first.bankOrderNo());
        assertThat(world.bank.acts).hasSizeGreaterThanOrEqualTo(2);
    }

    private int attendedTo() {
        return world.onLoop(() -> world.desk
                .operations()
                .claimDue(10, 1)
                .compose(due -> Future.join(due.stream()
                                .map(world.desk.operations()::attend)
                                .toList())
                        .map(due.size())));
    }

    @Test
    void aFailedRefundThatProvesExecutedIsBookedAndBeyondWhatWasTakenAsAShortage() {
        // Given: two refunds of the whole, of which the first is held as failed
        var payment = world.succeeded("abc");
        world.bank.answersActsWith(act -> new BankReply.Declined("9999", "refused"));
        created(payment, "R1", 12_345);
        var failed = world.refund("R1", RefundStatus.FAILED);
        world.bank.answersActsWith(act -> new BankReply.Processing("0000"));
        created(payment, "R2", 300);
        var second = world.refund("R2", RefundStatus.PROCESSING);
        world.heard(String.valueOf(second.bankRefundNo()), ScriptedBank.paid(300, "BACK-2"));

        // When
        world.heard(String.valueOf(failed.bankRefundNo()), ScriptedBank.paid(12_345, "BACK-1"));

        // Then
        assertThat(world.refund("R1").status()).isEqualTo(RefundStatus.SUCCEEDED);
        assertThat(world.now(payment).refunded()).isEqualTo(300);
        assertThat(world.balances())
                .containsExactly("1101/abc-1:2026-11-23/CNY=-300", "1201/abc-1/CNY=12345", "2101/m_test/CNY=-12045");
        assertThat(world.alarms()).containsExactly("refund_beyond");
    }

    @Test
    void aFailedRefundThatProvesExecutedAndFitsCountsAgain() {
        // Given
        var payment = world.succeeded("abc");
        world.bank.answersActsWith(act -> new BankReply.Declined("9999", "refused"));
        created(payment, "R1", 345);
        var failed = world.refund("R1", RefundStatus.FAILED);

        // When
        world.heard(String.valueOf(failed.bankRefundNo()), ScriptedBank.paid(345, "BACK-1"));

        // Then
        assertThat(world.now(payment).refunded()).isEqualTo(345);
        assertThat(world.balances()).containsExactly("1101/abc-1:2026-11-23/CNY=12000", "2101/m_test/CNY=-12000");
        assertThat(world.alarms()).containsExactly("refund_proven");
    }

    @Test
    void aReturnedRefundComesBackToItsMerchant() {
        // Given
        var payment = world.succeeded("abc");
        created(payment, "R1", 345);
        var refund = world.refund("R1", RefundStatus.PROCESSING);
        world.heard(String.valueOf(refund.bankRefundNo()), ScriptedBank.paid(345, "BACK-1"));
        var day = LocalDate.of(2026, 11, 25);

        // When
        world.onLoop(() -> world.desk.refundReturns().returned(PaymentWorld.MERCHANT, refund.id(), day));
        world.onLoop(() -> world.desk.refundReturns().returned(PaymentWorld.MERCHANT, refund.id(), day));

        // Then
        assertThat(world.refund("R1").status()).isEqualTo(RefundStatus.RETURNED);
        assertThat(world.now(payment).refunded()).isZero();
        assertThat(world.balances())
                .containsExactly(
                        "1101/abc-1:2026-11-23/CNY=12000", "1101/abc-1:2026-11-25/CNY=345", "2101/m_test/CNY=-12345");
        assertThat(world.rows(
                        "select type from notification where resource_id = '" + refund.id() + "' order by sequence"))
                .containsExactly("refund.succeeded", "refund.returned");
    }

    @Test
    void aMerchantWithTooLittlePendingIsRefusedUnlessItsPolicyAllowsIt() {
        // Given: the pending balance was used up otherwise
        var payment = world.succeeded("abc");
        world.sql("update balance set debits_posted = debits_posted + 12000 where account = '2101/m_test/CNY'");

        // Then
        assertThat(refund(payment, "R1", 346))
                .isInstanceOfSatisfying(
                        RefundOutcome.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(RefundOutcome.Reason.INSUFFICIENT));
        assertThat(world.now(payment).refundReserved()).isZero();
        assertThat(world.rows("select refund_no from refund")).isEmpty();

        // When
        world.sql("update merchant_policy set pending_floor = -1");
        PaymentWorld.done(world.merchants.refreshNow());

        // Then
        assertThat(refund(payment, "R1", 346)).isInstanceOf(RefundOutcome.Created.class);
    }

    @Test
    void theWholeOfTodaysPaymentIsVoidedAndARefusedVoidBecomesARefund() {
        // Given: paid on the bank's date of today
        var payment = world.succeeded(PaymentWorld.SECOND_BANK);
        world.sql("update payment set bank_date = (now() at time zone 'Asia/Shanghai')::date");
        world.bank.answersActsWith(act -> act instanceof BankRefund refund && refund.way() == BankRefund.Way.VOID
                ? new BankReply.Declined("35", "not today")
                : new BankReply.Processing("00"));

        // When
        created(payment, "R1", 12_345);

        // Then
        Poll.await(Duration.ofSeconds(10), () -> world.bank.acts.size() == 2);
        assertThat(world.refund("R1", RefundStatus.PROCESSING).status()).isEqualTo(RefundStatus.PROCESSING);
        assertThat(world.bank.acts.stream().map(act -> ((BankRefund) act).way()))
                .containsExactly(BankRefund.Way.VOID, BankRefund.Way.REFUND);
        assertThat(world.rows("select kind || ' ' || status from operation order by number"))
                .containsExactly("void declined", "refund accepted");
        assertThat(world.now(payment).refundReserved()).isEqualTo(12_345);

        // When the refusal is heard once more
        world.heard(world.bank.acts.peek().bankOrderNo(), new BankReply.Declined("35", "not today"));

        // Then
        assertThat(world.refund("R1").status()).isEqualTo(RefundStatus.PROCESSING);
    }

    @Test
    void lateMoneyThatThePolicyDoesNotHonourGoesBackByItself() {
        // Given
        var payment = world.submitted();
        String number = world.bank.lastOrder().bankOrderNo();
        world.onLoop(() -> world.desk.service().close(PaymentWorld.MERCHANT, payment.id()));
        world.apply(world.paid(number, "LATE"));
        assertThat(world.now(payment).status()).isEqualTo(PaymentStatus.LATE_PAID);

        // When
        world.onLoop(() -> world.desk.giveBack(10));
        world.onLoop(() -> world.desk.giveBack(10));
        Poll.await(Duration.ofSeconds(10), () -> !world.bank.acts.isEmpty());
        world.heard(world.bank.lastAct(BankRefund.class).bankOrderNo(), ScriptedBank.paid(12_345, "BACK"));

        // Then
        assertThat(world.now(payment).status()).isEqualTo(PaymentStatus.LATE_REFUNDED);
        assertThat(world.balances()).isEmpty();
        assertThat(world.told(payment))
                .containsExactly("1 payment.closed", "2 payment.late_paid", "3 payment.late_refunded");
        assertThat(world.rows("select count(*)::text from refund")).containsExactly("1");
    }

    @Test
    void aSecondReceiptAtAnotherBankGoesBackByItself() {
        // Given
        var payment = world.submitted();
        String first = world.bank.lastOrder().bankOrderNo();
        world.bank.queries.put(first, new BankReply.NotPaid("01"));
        world.pay(payment, PaymentWorld.SECOND_BANK);
        String second = world.bank.lastOrder().bankOrderNo();
        world.apply(world.paid(first, "ONE"));
        world.apply(world.paid(second, "TWO"));

        // When
        world.onLoop(() -> world.desk.giveBack(10));
        Poll.await(Duration.ofSeconds(10), () -> !world.bank.acts.isEmpty());
        var asked = world.bank.lastAct(BankRefund.class);
        world.heard(asked.bankOrderNo(), ScriptedBank.paid(12_345, "BACK"));

        // Then
        assertThat(asked.original().orderNo()).isEqualTo(second);
        assertThat(world.rows("select status from extra_receipt")).containsExactly("refunded");
        assertThat(world.now(payment).refunded()).isZero();
        assertThat(world.balances()).containsExactly("1101/abc-1:2026-11-23/CNY=12345", "2101/m_test/CNY=-12345");
        assertThat(List.of(world.alarms().get(0))).containsExactly("extra_receipt");
    }
}
