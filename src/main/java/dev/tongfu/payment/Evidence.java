package dev.tongfu.payment;

import dev.tongfu.bank.BankReply;
import dev.tongfu.bank.RawMessage;
import java.time.Instant;

/**
 * What a bank was heard to say about one of our orders.
 *
 * @param strong false where the message may not change anything by itself (a weakly signed notice of a large amount,
 *     what a payer's browser brought); it is kept, and a query decides
 * @param closing true for the query made because the merchant closes the payment
 */
public record Evidence(
        EvidenceSource source,
        String channelId,
        String bankOrderNo,
        BankReply reply,
        boolean strong,
        boolean closing,
        RawMessage raw,
        Instant receivedAt) {

    EvidenceKind kind() {
        return EvidenceKind.of(reply);
    }
}
