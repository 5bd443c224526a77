package dev.tongfu.payment;

import dev.tongfu.bank.BankReply;
import dev.tongfu.bank.PayerForward;
import org.jspecify.annotations.Nullable;

/** What the payer sees after choosing a bank. */
public sealed interface CheckoutOutcome {
    /** To the bank. */
    record Forward(PayerForward forward) implements CheckoutOutcome {}

    /** Paid, closed, expired or not there; null when it is not there. */
    record NotPayable(@Nullable Payment payment) implements CheckoutOutcome {}

    /** An earlier attempt is unclear; it is being asked after, the payer looks again in a moment. */
    record Checking() implements CheckoutOutcome {}

    /** The bank refused this order; another bank, or another try, may do. */
    record Refused(String code, String message) implements CheckoutOutcome {}

    /** The bank cannot be reached; nothing was ordered there. */
    record BankUnavailable() implements CheckoutOutcome {}

    record BankNotOffered() implements CheckoutOutcome {}

    record TooManyAttempts() implements CheckoutOutcome {}

    /** From the bank's answer to an order, after it was applied. */
    static CheckoutOutcome of(BankReply reply, ApplyOutcome applied) {
        if (!(applied instanceof ApplyOutcome.Applied)) {
            return new Checking();
        }
        if (reply instanceof BankReply.Accepted accepted) {
            return new Forward(accepted.forward());
        }
        if (reply instanceof BankReply.Declined declined) {
            return new Refused(declined.code(), declined.message());
        }
        return reply instanceof BankReply.NotSent ? new BankUnavailable() : new Checking();
    }
}
