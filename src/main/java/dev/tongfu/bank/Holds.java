package dev.tongfu.bank;

import io.vertx.core.Future;

/** What a bank implements that offers {@link Bank.Capability#PREAUTH}. */
public interface Holds {
    /**
     * Replies {@code Processing} when accepted ({@code Paid} or {@code Cancelled} where the profile calls that final),
     * {@code Declined}, {@code NotSent} or {@code Unknown}. Asked after by {@link BankQuery.Kind#CAPTURE}, where
     * {@code Paid} means captured, and {@link BankQuery.Kind#CANCEL}, where {@code Cancelled} means let go.
     */
    Future<BankCall> act(BankChannel channel, BankHoldAct act);
}
