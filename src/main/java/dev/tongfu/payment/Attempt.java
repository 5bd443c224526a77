package dev.tongfu.payment;

import dev.tongfu.bank.PayerForward;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One order at one bank for one payment, under a bank order number of its own that is committed before the call.
 *
 * @param deadline until when the bank lets the payer pay
 * @param forward how the payer gets to the bank, once the bank accepted
 * @param queryCount how many scheduled queries were made
 * @param calledAt when a later call for the order was made; null where there was none
 */
public record Attempt(
        String bankOrderNo,
        String merchantId,
        String paymentId,
        int number,
        String channelId,
        String bank,
        AttemptStatus status,
        Instant orderedAt,
        Instant deadline,
        @Nullable PayerForward forward,
        @Nullable String bankTxnNo,
        int queryCount,
        @Nullable Instant calledAt) {

    /** Its call may still be under way; not asked after yet, since it could reach the bank after the answer. */
    boolean inFlight(Instant now, int bankTimeoutMs) {
        return status == AttemptStatus.SENT && now.isBefore(lastCallAt().plusMillis(bankTimeoutMs));
    }

    /** When the bank was told last to do something about it. */
    Instant lastCallAt() {
        return calledAt == null ? orderedAt : calledAt;
    }
}
