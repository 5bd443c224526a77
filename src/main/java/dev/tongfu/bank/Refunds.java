package dev.tongfu.bank;

import io.vertx.core.Future;

/** What a bank implements that offers {@link Bank.Capability#REFUND}. */
public interface Refunds {
    /**
     * Replies {@code Processing} when the bank accepted (a bank whose profile calls the acceptance final may reply
     * {@code Paid}), {@code Declined} for a signed refusal, {@code NotSent}, or {@code Unknown}. What became of it is
     * asked by {@link BankQuery.Kind#REFUND}: {@code Paid} means refunded.
     */
    Future<BankCall> refund(BankChannel channel, BankRefund refund);
}
