package dev.tongfu.payment;

import dev.tongfu.bank.BankReply;
import dev.tongfu.bank.RawMessage;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A row of evidence.
 *
 * @param object the bank order number it is about; {@code -} when it names none of ours
 * @param effect the word for what it did: the payment's new status, {@code extra_receipt}, {@code alarm}, {@code none}
 */
record KeptEvidence(
        String id,
        String channelId,
        String object,
        EvidenceSource source,
        RawMessage raw,
        @Nullable String merchantId,
        @Nullable String paymentId,
        String kind,
        @Nullable String detail,
        BankReply.@Nullable Receipt receipt,
        String effect,
        Instant receivedAt) {

    /** Of a call at a bank that is no payer's order. */
    static KeptEvidence of(String id, Operation operation, Evidence evidence, String effect) {
        return new KeptEvidence(
                id,
                evidence.channelId(),
                evidence.bankOrderNo(),
                evidence.source(),
                evidence.raw(),
                operation.merchantId(),
                operation.paymentId(),
                evidence.reply().kind(),
                ReplyFacts.detail(evidence.reply()),
                ReplyFacts.receipt(evidence.reply()),
                effect,
                evidence.receivedAt());
    }

    static KeptEvidence of(Change change) {
        var evidence = change.evidence();
        return new KeptEvidence(
                change.evidenceId(),
                evidence.channelId(),
                evidence.bankOrderNo(),
                evidence.source(),
                evidence.raw(),
                change.before().merchantId(),
                change.before().id(),
                evidence.kind().word(),
                ReplyFacts.detail(evidence.reply()),
                ReplyFacts.receipt(evidence.reply()),
                change.effect(),
                evidence.receivedAt());
    }
}
