package dev.tongfu.payment;

import dev.tongfu.ledger.Transfer;
import dev.tongfu.outbox.OutboxMessage;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that one piece of evidence writes, decided against one version of the payment.
 *
 * @param attempt the order the evidence is about, as it was read
 * @param before the payment as it was read; the change holds only while its version does
 * @param after the payment as it will be; equal to {@code before} when only the evidence is kept
 * @param cancel a cancel of our own, of a hold that came too late
 * @param nextQueryAt null: the order needs no more asking
 */
record Change(
        String evidenceId,
        Evidence evidence,
        Attempt attempt,
        Payment before,
        Payment after,
        AttemptStatus attemptStatus,
        @Nullable String attemptBankTxnNo,
        @Nullable Instant nextQueryAt,
        List<Transfer> transfers,
        List<OutboxMessage> messages,
        @Nullable ExtraReceipt extra,
        @Nullable HoldAct cancel,
        @Nullable Alarm alarm) {

    /** The word kept with the evidence: what it did. */
    String effect() {
        if (after.status() != before.status()) {
            return after.status().word();
        }
        if (extra != null) {
            return "extra_receipt";
        }
        return alarm != null ? "alarm" : "none";
    }
}
