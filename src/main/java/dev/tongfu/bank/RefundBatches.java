package dev.tongfu.bank;

import io.vertx.core.Future;

/** What a bank implements that offers {@link Bank.Capability#REFUND_BATCH}. */
public interface RefundBatches {
    /**
     * Replies {@code BatchAccepted}, {@code Declined}, {@code NotSent} or {@code Unknown}; a chunk is never sent twice.
     */
    Future<BankCall> send(BankChannel channel, BankBatch.Refunds batch);

    /**
     * Replies {@code BatchState}, {@code Unknown}, or {@code Declined} where the bank refused the whole chunk and lists
     * no items of it.
     */
    Future<BankCall> query(BankChannel channel, BankBatch.RefundsQuery query);
}
