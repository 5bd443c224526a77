package dev.tongfu.bank;

import dev.tongfu.money.Money;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Chunks of batches as a bank takes them: refunds or debits, sent once and asked after. */
public final class BankBatch {
    private BankBatch() {}

    /**
     * One item of a chunk.
     *
     * @param bankOrderNo its own number at the bank
     * @param originalOrderNo for a refund the payer's order, for a debit the number under which the contract was signed
     * @param signNo for a debit the bank's number of the contract
     */
    public record Item(
            String bankOrderNo,
            String originalOrderNo,
            @Nullable String signNo,
            Money amount) {}

    /** @param bankOrderNo our number of the chunk, 20 characters {@code A-Z0-9} */
    public record Refunds(String channelId, String bankOrderNo, List<Item> items, Instant orderedAt)
            implements BankAct {
        public Refunds {
            items = List.copyOf(items);
        }

        @Override
        public String operation() {
            return "batch";
        }

        @Override
        public Bank.Capability needs() {
            return Bank.Capability.REFUND_BATCH;
        }

        @Override
        public Future<BankCall> at(Bank bank, BankChannel channel) {
            return ((RefundBatches) bank).send(channel, this);
        }
    }

    /** @param serialNo the bank's number of the chunk, from its answer */
    public record RefundsQuery(String channelId, String bankOrderNo, String serialNo, Instant orderedAt)
            implements BankAct {
        @Override
        public String operation() {
            return "query";
        }

        @Override
        public Bank.Capability needs() {
            return Bank.Capability.REFUND_BATCH;
        }

        @Override
        public Future<BankCall> at(Bank bank, BankChannel channel) {
            return ((RefundBatches) bank).query(channel, this);
        }
    }

    /** @param bankOrderNo our number of the chunk, 20 characters {@code A-Z0-9} */
    public record Debits(String channelId, String bankOrderNo, List<Item> items, Instant orderedAt) implements BankAct {
        public Debits {
            items = List.copyOf(items);
        }

        @Override
        public String operation() {
            return "batch";
        }

        @Override
        public Bank.Capability needs() {
            return Bank.Capability.DEBIT_BATCH;
        }

        @Override
        public Future<BankCall> at(Bank bank, BankChannel channel) {
            return ((DebitBatches) bank).send(channel, this);
        }
    }

    /** Asks by our own number. */
    public record DebitsQuery(String channelId, String bankOrderNo, Instant orderedAt) implements BankAct {
        @Override
        public String operation() {
            return "query";
        }

        @Override
        public Bank.Capability needs() {
            return Bank.Capability.DEBIT_BATCH;
        }

        @Override
        public Future<BankCall> at(Bank bank, BankChannel channel) {
            return ((DebitBatches) bank).query(channel, this);
        }
    }
}
