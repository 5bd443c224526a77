package dev.tongfu.payment;

import dev.tongfu.bank.BankReply;
import org.jspecify.annotations.Nullable;

/** Looks into a reply for what several places need of it. */
final class ReplyFacts {
    private ReplyFacts() {}

    /** The money the reply names, where it says that money moved or is held. */
    static BankReply.@Nullable Receipt receipt(BankReply reply) {
        if (reply instanceof BankReply.Paid paid) {
            return paid.receipt();
        }
        if (reply instanceof BankReply.PaidLate late) {
            return late.receipt();
        }
        return reply instanceof BankReply.Authorised authorised ? authorised.receipt() : null;
    }

    /** The bank's code or our reason, for people. */
    static @Nullable String detail(BankReply reply) {
        if (reply instanceof BankReply.Declined declined) {
            return declined.code() + " " + declined.message();
        }
        if (reply instanceof BankReply.Unknown unknown) {
            return unknown.reason();
        }
        if (reply instanceof BankReply.NotSent notSent) {
            return notSent.reason();
        }
        if (reply instanceof BankReply.WrongCode wrong) {
            return wrong.code() + " " + wrong.message();
        }
        if (reply instanceof BankReply.Mismatched mismatched) {
            return mismatched.code() + " " + mismatched.message();
        }
        return reply instanceof BankReply.NotPaid notPaid ? notPaid.code() : null;
    }

    static Payment.@Nullable Failure failure(BankReply reply) {
        if (reply instanceof BankReply.WrongCode wrong) {
            return new Payment.Failure(wrong.code(), wrong.message());
        }
        return reply instanceof BankReply.Declined declined
                ? new Payment.Failure(declined.code(), declined.message())
                : null;
    }

    /** The same, where what provably never left us has failed too. */
    static Payment.@Nullable Failure failureOrNotSent(BankReply reply) {
        return reply instanceof BankReply.NotSent
                ? new Payment.Failure("not-sent", "the bank could not be reached")
                : failure(reply);
    }
}
