package dev.tongfu.bank;

import io.vertx.core.Future;

/** What a bank implements that offers {@link Bank.Capability#CONTRACT}: contracts, and debits under them. */
public interface Mandates {
    /**
     * Replies {@code Accepted} (page), {@code CodeSent} (SMS), {@code Declined}, {@code NotSent} or {@code Unknown}.
     */
    Future<BankCall> sign(BankChannel channel, BankMandate.Sign sign);

    /** Replies {@code CodeSent}, {@code Declined}, {@code NotSent} or {@code Unknown}. */
    Future<BankCall> resendCode(BankChannel channel, BankMandate.ResendCode resend);

    /** Replies {@code Signed}, {@code WrongCode}, {@code Declined}, {@code NotSent} or {@code Unknown}. */
    Future<BankCall> submitCode(BankChannel channel, BankMandate.SubmitCode submit);

    /** Replies {@code Terminated}, {@code Declined}, {@code NotSent} or {@code Unknown}. */
    Future<BankCall> terminate(BankChannel channel, BankMandate.Terminate terminate);

    /** Replies {@code Signed}, {@code NotSigned}, {@code Terminated} or {@code Unknown}. */
    Future<BankCall> queryContract(BankChannel channel, BankMandate.Query query);

    /**
     * Replies {@code Processing} when accepted, {@code Declined}, {@code NotSent} or {@code Unknown}; asked after by
     * {@link BankQuery.Kind#DEBIT}.
     */
    Future<BankCall> debit(BankChannel channel, BankDebit debit);
}
