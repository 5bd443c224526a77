package dev.tongfu.payment;

import dev.tongfu.money.Money;
import java.time.Instant;

/**
 * A batch of refunds or debits as it stands at one {@code version}.
 *
 * @param contentSha256 the digest of what was asked for; the same number with another content is another request
 * @param sequence how many messages were told of it: one, once it is completed
 */
public record Batch(
        String merchantId,
        String id,
        BatchKind kind,
        String batchNo,
        String contentSha256,
        BatchStatus status,
        int version,
        int sequence,
        Tally total,
        Tally succeeded,
        Tally failed,
        Tally pending,
        Instant createdAt) {
    /** How many items, and their sum. */
    public record Tally(int count, Money amount) {
        static Tally none(Money like) {
            return new Tally(0, new Money(0, like.currency()));
        }
    }

    /** Taken, nothing sent yet. */
    static Batch accepted(
            String merchantId, String id, BatchKind kind, String batchNo, String sha256, Tally total, Instant now) {
        var none = Tally.none(total.amount());
        return new Batch(
                merchantId, id, kind, batchNo, sha256, BatchStatus.ACCEPTED, 1, 0, total, none, none, total, now);
    }
}
