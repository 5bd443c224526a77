package dev.tongfu.simulator.frame;

import dev.tongfu.money.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Many refunds or debits that the bank took in one call and carries out by itself.
 *
 * @param kind {@link ChargeKind#REFUND} or {@link ChargeKind#DEBIT}
 * @param serialNo the bank's number of it
 * @param doneAt null while items wait
 * @param detail what the bank's own protocol wants kept, as JSON; never card data
 */
public record Batch(
        String bank,
        String merchantNo,
        ChargeKind kind,
        String batchNo,
        String serialNo,
        Instant acceptedAt,
        @Nullable Instant doneAt,
        String detail) {

    /** One that nothing is done of yet. */
    public static Batch accepted(
            String bank, String merchantNo, ChargeKind kind, String batchNo, Instant acceptedAt, String detail) {
        return new Batch(bank, merchantNo, kind, batchNo, Tokens.number(), acceptedAt, null, detail);
    }

    /**
     * One refund or debit of a batch.
     *
     * @param seq its place, from 1
     * @param originalNo the order to refund, or what names the contract to debit under
     * @param reason why it failed; empty otherwise
     * @param detail goes into the books with the movement
     */
    public record Item(
            int seq, String orderNo, String originalNo, Money amount, Status status, String reason, String detail) {
        /** Where an item stands; {@code WAITING → DONE | FAILED}. */
        public enum Status {
            WAITING,
            DONE,
            FAILED
        }

        public static Item waiting(int seq, String orderNo, String originalNo, Money amount, String detail) {
            return new Item(seq, orderNo, originalNo, amount, Status.WAITING, "", detail);
        }
    }

    public boolean done() {
        return doneAt != null;
    }

    @Override
    public String toString() {
        return "Batch[" + bank + " " + merchantNo + " " + kind.word() + " " + batchNo + "]";
    }
}
