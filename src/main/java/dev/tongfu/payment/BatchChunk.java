package dev.tongfu.payment;

import dev.tongfu.money.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A part of a batch that goes to one bank by one channel.
 *
 * @param bankBatchNo our number of it at the bank, chosen before it is sent; null where its items go one by one
 * @param serialNo the bank's own number of it, once it gave one
 * @param disputed the bank counts something else than we: only its items are asked after
 * @param nextIndex where items go one by one: the first place of the batch that was not begun
 * @param orderedAt when it was sent last; when it was made, before that
 * @param sends how often it was tried to be sent; more than once only when it provably did not leave
 */
record BatchChunk(
        String merchantId,
        String batchId,
        int number,
        BatchKind kind,
        String channelId,
        String bank,
        @Nullable String bankBatchNo,
        ChunkStatus status,
        int itemCount,
        Money amount,
        @Nullable String serialNo,
        boolean disputed,
        Payment.@Nullable Failure failure,
        int nextIndex,
        Instant orderedAt,
        int sends) {

    boolean oneByOne() {
        return bankBatchNo == null;
    }

    /** Our number of it at the bank; only of a chunk that goes in one call. */
    String number(String why) {
        if (bankBatchNo == null) {
            throw new IllegalStateException("a chunk sent item by item has no number: " + why);
        }
        return bankBatchNo;
    }

    /** About to be sent, once more or for the first time. */
    BatchChunk sent(Instant now) {
        return with(ChunkStatus.SENT, serialNo, disputed, failure, now, sends + 1);
    }

    BatchChunk to(ChunkStatus next) {
        return with(next, serialNo, disputed, failure, orderedAt, sends);
    }

    BatchChunk accepted(@Nullable String serial) {
        return with(ChunkStatus.ACCEPTED, serial, disputed, failure, orderedAt, sends);
    }

    BatchChunk refused(Payment.Failure why) {
        return with(ChunkStatus.REFUSED, serialNo, disputed, why, orderedAt, sends);
    }

    BatchChunk inDispute() {
        return with(ChunkStatus.UNKNOWN, serialNo, true, failure, orderedAt, sends);
    }

    private BatchChunk with(
            ChunkStatus next,
            @Nullable String serial,
            boolean inDispute,
            Payment.@Nullable Failure why,
            Instant at,
            int tries) {
        return new BatchChunk(
                merchantId,
                batchId,
                number,
                kind,
                channelId,
                bank,
                bankBatchNo,
                next,
                itemCount,
                amount,
                serial,
                inDispute,
                why,
                nextIndex,
                at,
                tries);
    }
}
