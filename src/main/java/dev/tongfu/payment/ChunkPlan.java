package dev.tongfu.payment;

import dev.tongfu.db.Ids;
import dev.tongfu.money.Money;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Cuts a batch into chunks, channel by channel, as its items come in their order. */
final class ChunkPlan {
    private static final int BANK_BATCH_NO_LENGTH = 20;

    private final BatchKind kind;
    private final String batchId;
    private final Instant now;
    private final Ids ids;
    private final List<Filling> chunks = new ArrayList<>();
    private final Map<String, Filling> open = new HashMap<>();

    ChunkPlan(BatchKind kind, String batchId, Instant now, Ids ids) {
        this.kind = kind;
        this.batchId = batchId;
        this.now = now;
        this.ids = ids;
    }

    String batchId() {
        return batchId;
    }

    /**
     * The number of the chunk in which the item goes.
     *
     * @param max how many items the bank takes at once; 0: it takes them one by one
     */
    int place(String merchantId, String channelId, String bank, Money amount, int max) {
        var filling = open.get(channelId);
        if (filling == null || (max > 0 && filling.count == max)) {
            String bankBatchNo = max > 0 ? ids.next().substring(0, BANK_BATCH_NO_LENGTH) : null;
            filling = new Filling(chunks.size() + 1, merchantId, channelId, bank, bankBatchNo, amount);
            chunks.add(filling);
            open.put(channelId, filling);
        } else {
            filling.add(amount);
        }
        return filling.number;
    }

    List<BatchChunk> chunks() {
        return chunks.stream().map(filling -> filling.chunk(kind, batchId, now)).toList();
    }

    private static final class Filling {
        private final int number;
        private final String merchantId;
        private final String channelId;
        private final String bank;
        private final @Nullable String bankBatchNo;
        private int count = 1;
        private Money amount;

        Filling(
                int number,
                String merchantId,
                String channelId,
                String bank,
                @Nullable String bankBatchNo,
                Money first) {
            this.number = number;
            this.merchantId = merchantId;
            this.channelId = channelId;
            this.bank = bank;
            this.bankBatchNo = bankBatchNo;
            this.amount = first;
        }

        void add(Money more) {
            count++;
            amount = amount.plus(more);
        }

        BatchChunk chunk(BatchKind kind, String batchId, Instant now) {
            return new BatchChunk(
                    merchantId,
                    batchId,
                    number,
                    kind,
                    channelId,
                    bank,
                    bankBatchNo,
                    ChunkStatus.CREATED,
                    count,
                    amount,
                    null,
                    false,
                    null,
                    0,
                    now,
                    0);
        }
    }
}
