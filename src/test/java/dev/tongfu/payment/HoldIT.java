package dev.tongfu.payment;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tongfu.Poll;
import dev.tongfu.bank.BankHoldAct;
import dev.tongfu.bank.BankRefund;
import dev.tongfu.bank.BankReply;
import dev.tongfu.money.Money;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HoldIT {
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
    private HoldOutcome capture(Payment payment, String captureNo, long minor) {
        return world.onLoop(
                () -> world.desk.holds().capture(PaymentWorld.MERCHANT, payment.id(), captureNo, Money.cny(minor)));
    }

    @CanIgnoreReturnValue
    private HoldOutcome cancel(Payment payment, String cancelNo) {
        return world.onLoop(() -> world.desk.holds().cancel(PaymentWorld.MERCHANT, payment.id(), cancelNo));
    }

    private BankHoldAct asked() {
        Poll.await(Duration.ofSeconds(10), () -> !world.bank.acts.isEmpty());
        return world.bank.lastAct(BankHoldAct.class);
    }

    private String status(String actNo) {
        return world.rows("select status from hold_act where act_no = '" + actNo + "'")
                .get(0);
    }

    private void awaitStatus(String actNo, String wished) {
        Poll.await(Duration.ofSeconds(10), () -> status(actNo).equals(wished));
    }

    @Test
    void aHoldIsPendingAndItsCaptureTakesAPartAndReleasesTheRest() {
        // Given
        var payment = world.authorized("abc");
        assertThat(payment.status()).isEqualTo(PaymentStatus.AUTHORIZED);
        assertThat(world.balances()).isEmpty();
        assertThat(world.rows("select credits_pending::text from balance where account = '2101/m_test/CNY'"))
                .containsExactly("12345");

        // When
        assertThat(capture(payment, "C1", 10_000)).isInstanceOf(HoldOutcome.Created.class);
        var asked = asked();
        awaitStatus("C1", "processing");
        world.heard(asked.bankOrderNo(), ScriptedBank.paid(10_000, "TAKEN"));

        // Then
        assertThat(asked.hold().bankTxnNo()).startsWith("HELD-");
        var after = world.now(payment);
        assertThat(after.status()).isEqualTo(PaymentStatus.CAPTURED);
        assertThat(after.captured()).isEqualTo(10_000);
        assertThat(status("C1")).isEqualTo("succeeded");
        assertThat(world.balances()).containsExactly("1101/abc-1:2026-11-23/CNY=10000", "2101/m_test/CNY=-10000");
        assertThat(world.rows("select sum(credits_pending + debits_pending)::text from balance"))
                .containsExactly("0");
        assertThat(world.told(payment)).containsExactly("1 payment.authorized", "2 payment.captured");
    }

    @Test
    void aCancelledHoldIsGoneAndACaptureProvenAfterwardsIsBooked() {
        // Given
        var payment = world.authorized("abc");
        world.bank.answersActsWith(act -> new BankReply.Unknown("lost"));
        capture(payment, "C1", 12_345);
        var capture = asked();
        awaitStatus("C1", "unknown");
        world.sql("update hold_act set status = 'failed' where act_no = 'C1'");
        world.bank.answersActsWith(act -> new BankReply.Processing("0000"));

        // When
        cancel(payment, "X1");
        awaitStatus("X1", "processing");
        world.heard(asked().bankOrderNo(), new BankReply.Cancelled("00"));

        // Then
        assertThat(world.now(payment).status()).isEqualTo(PaymentStatus.CANCELLED);
        assertThat(world.rows("select sum(credits_pending + debits_pending)::text from balance"))
                .containsExactly("0");

        // When
        world.heard(capture.bankOrderNo(), ScriptedBank.paid(12_345, "TAKEN"));

        // Then
        assertThat(world.now(payment).status()).isEqualTo(PaymentStatus.CAPTURED);
        assertThat(world.balances()).containsExactly("1101/abc-1:2026-11-23/CNY=12345", "2101/m_test/CNY=-12345");
        assertThat(world.alarms()).containsExactly("hold_proven");
    }

    @Test
    void oneActAtATimeAndAtMostWhatIsHeld() {
        // Given
        var payment = world.authorized("abc");

        // Then
        assertThat(capture(payment, "C0", 12_346)).isInstanceOf(HoldOutcome.Exceeds.class);
        assertThat(capture(payment, "C1", 10_000)).isInstanceOf(HoldOutcome.Created.class);
        assertThat(capture(payment, "C1", 10_000)).isInstanceOf(HoldOutcome.Replayed.class);
        assertThat(capture(payment, "C1", 10_001)).isEqualTo(new HoldOutcome.Conflict("/amount"));
        assertThat(capture(payment, "C2", 10_000)).isInstanceOf(HoldOutcome.InFlight.class);
        assertThat(cancel(payment, "X1")).isInstanceOf(HoldOutcome.InFlight.class);
    }

    @Test
    void aRefusedCaptureLeavesTheHold() {
        // Given
        var payment = world.authorized("abc");
        world.bank.answersActsWith(act -> new BankReply.Declined("9999", "no"));

        // When
        capture(payment, "C1", 10_000);
        awaitStatus("C1", "failed");

        // Then
        assertThat(world.now(payment).status()).isEqualTo(PaymentStatus.AUTHORIZED);
        assertThat(cancel(payment, "X1")).isInstanceOf(HoldOutcome.Created.class);
    }

    @Test
    void aHoldThatComesAfterTheCloseIsLetGoAtOnce() {
        // Given
        var payment = world.submitted();
        world.sql("update payment set kind = 'preauth' where id = '" + payment.id() + "'");
        String number = world.bank.lastOrder().bankOrderNo();
        world.onLoop(() -> world.desk.service().close(PaymentWorld.MERCHANT, payment.id()));

        // When
        var held = world.evidence(EvidenceSource.NOTICE, number, ScriptedBank.authorised(12_345, "HELD"));
        world.apply(held);
        world.apply(world.evidence(EvidenceSource.QUERY, number, ScriptedBank.authorised(12_345, "HELD")));
        world.onLoop(() -> world.desk
                .operations()
                .claimDue(10, 30)
                .compose(due -> world.desk.operations().attend(due.get(0))));

        // Then
        assertThat(asked().kind()).isEqualTo(BankHoldAct.Kind.CANCEL);
        world.heard(asked().bankOrderNo(), new BankReply.Cancelled("00"));
        assertThat(world.now(payment).status()).isEqualTo(PaymentStatus.CLOSED);
        assertThat(world.rows("select kind || ' ' || status from hold_act")).containsExactly("cancel succeeded");
        assertThat(world.alarms()).containsExactly("late_hold");
    }

    @Test
    void aCapturedPaymentIsRefundedAgainstItsCapture() {
        // Given
        var payment = world.authorized("abc");
        capture(payment, "C1", 10_000);
        awaitStatus("C1", "processing");
        world.heard(asked().bankOrderNo(), ScriptedBank.paid(10_000, "TAKEN"));
        var captureNo = asked().bankOrderNo();

        // When
        var request = new NewRefund(PaymentWorld.MERCHANT, "R1", payment.id(), null, Money.cny(10_000), null);
        world.onLoop(() -> world.desk.refunds().create(request));
        world.refund("R1", RefundStatus.PROCESSING);

        // Then
        var refund = world.bank.lastAct(dev.tongfu.bank.BankRefund.class);
        assertThat(refund.original().movementNo()).isEqualTo(captureNo);
        assertThat(refund.original().bankTxnNo()).isEqualTo("TAKEN");
    }

    @Test
    void aWordAboutACaptureAsItWasReadBeforeItWasDoneDoesNotUndoIt() {
        // Given: a notice is faster than the answer that was read before it
        var payment = world.authorized("abc");
        capture(payment, "C1", 12_345);
        var asked = asked();
        awaitStatus("C1", "processing");
        var read = world.call(asked.bankOrderNo());
        world.heard(asked.bankOrderNo(), ScriptedBank.paid(12_345, "TAKEN"));

        // When
        var answer = world.evidence(EvidenceSource.ANSWER, asked.bankOrderNo(), new BankReply.Processing("0000"));
        var outcome = world.onLoop(() -> world.desk.operations().applyTo(read, answer));

        // Then: a refund still finds what the capture took
        assertThat(outcome).isEqualTo(new OperationOutcome.Stale());
        assertThat(world.call(asked.bankOrderNo()).status()).isEqualTo(OperationStatus.DONE);
        var request = new NewRefund(PaymentWorld.MERCHANT, "R1", payment.id(), null, Money.cny(12_345), null);
        world.onLoop(() -> world.desk.refunds().create(request));
        world.refund("R1", RefundStatus.PROCESSING);
        assertThat(world.bank.lastAct(BankRefund.class).original().bankTxnNo()).isEqualTo("TAKEN");
    }
}
