package dev.tongfu.bank;

import io.vertx.core.Future;

/** What a bank implements that offers {@link Bank.Capability#IDENTITY}. */
public interface IdentityChecks {
    /**
     * A page check replies {@code Accepted} with the bank's page, and a notice brings the result; a direct one replies
     * {@code Matched} or {@code Mismatched}. Both may be {@code Declined}, {@code NotSent} or {@code Unknown}.
     */
    Future<BankCall> check(BankChannel channel, BankIdentityCheck check);
}
