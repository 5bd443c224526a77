package dev.tongfu.bank;

import io.vertx.core.Future;

/** What a bank implements that offers {@link Bank.Capability#DEBIT_BATCH}. */
public interface DebitBatches {
    /**
     * Replies {@code BatchAccepted}, {@code Declined}, {@code NotSent} or {@code Unknown}; a chunk is never sent twice.
     */
    Future<BankCall> send(BankChannel channel, BankBatch.Debits batch);

    /**
     * Replies {@code BatchState}, {@code Unknown}, or {@code Declined} where the bank refused the whole chunk and lists
     * no items of it.
     */
    Future<BankCall> query(BankChannel channel, BankBatch.DebitsQuery query);
}
