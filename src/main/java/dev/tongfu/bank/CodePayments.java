package dev.tongfu.bank;

import io.vertx.core.Future;

/** What a bank implements that offers {@link Bank.Capability#KCODE}. */
public interface CodePayments {
    /** Replies {@code CodeSent}, {@code Declined}, {@code NotSent} or {@code Unknown}; no money can move yet. */
    Future<BankCall> sendCode(BankChannel channel, BankCode.Order order);

    /** The same replies. */
    Future<BankCall> resendCode(BankChannel channel, BankCode.Resend resend);

    /**
     * Replies {@code Processing} when accepted, {@code WrongCode} for a signed refusal of the code, {@code Declined}
     * for any other, {@code NotSent} or {@code Unknown}. Asked after by {@link BankQuery.Kind#PURCHASE}.
     */
    Future<BankCall> pay(BankChannel channel, BankCode.Pay payment);
}
