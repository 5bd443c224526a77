package dev.tongfu.payment;

import dev.tongfu.ledger.Transfer;
import dev.tongfu.outbox.OutboxMessage;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that one piece of evidence about a refund writes, decided against one version of it.
 *
 * @param nextAt when its call needs attention again; null: never
 * @param replacement the call that is made instead of a refused void
 */
record RefundChange(
        Operation operation,
        OperationStatus operationStatus,
        @Nullable String bankTxnNo,
        @Nullable Instant nextAt,
        Refund before,
        Refund after,
        RefundStore.Amounts amounts,
        @Nullable String extraStatus,
        List<Transfer> transfers,
        List<OutboxMessage> messages,
        @Nullable Operation replacement,
        @Nullable Alarm alarm) {
    /** False: paid from elsewhere than it was reserved on (R6). */
    boolean fromSource() {
        return transfers.stream().noneMatch(transfer -> transfer.template().equals("R6"));
    }

    boolean refundChanged() {
        return after.version() != before.version();
    }

    /** The word kept with the evidence: what it did. */
    String effect() {
        if (after.status() != before.status()) {
            return "refund_" + after.status().word();
        }
        return alarm != null ? "alarm" : "none";
    }
}
