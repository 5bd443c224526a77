package dev.tongfu.payment;

import dev.tongfu.bank.BankReply;
import java.util.Map;

/** The edges of an identity check. Pure; the merchant is told of every state that is an end. */
final class IdentityCheckTable {
    private IdentityCheckTable() {}

    /** The kinds of evidence the table is written in. */
    enum Heard {
        ACCEPTED,
        MATCHED,
        MISMATCHED,
        /** A refusal, silence, or what never left us: no result, and none to come. */
        NO_RESULT,
        /** A word about something else than an identity. */
        OTHER;

        private static final Map<Class<? extends BankReply>, Heard> OF = Map.of(
                BankReply.Accepted.class, ACCEPTED,
                BankReply.Matched.class, MATCHED,
                BankReply.Mismatched.class, MISMATCHED,
                BankReply.Declined.class, NO_RESULT,
                BankReply.NotSent.class, NO_RESULT,
                BankReply.Unknown.class, NO_RESULT);

        static Heard of(BankReply reply) {
            return OF.getOrDefault(reply.getClass(), OTHER);
        }
    }

    /** @param byPage the payer is checked on the bank's page */
    static IdentityCheckStatus decide(IdentityCheckStatus from, Heard heard, boolean byPage) {
        return switch (from) {
            case CREATED -> answered(heard, byPage);
            case PENDING -> noticed(heard);
            case MATCHED, MISMATCHED, UNKNOWN, EXPIRED -> from;
        };
    }

    /** The time to be checked on the page is over. */
    static IdentityCheckStatus windowOver(IdentityCheckStatus from) {
        return from == IdentityCheckStatus.PENDING ? IdentityCheckStatus.EXPIRED : from;
    }

    /** Whoever hears nothing of the page's address can't send the payer there, so that too is the end. */
    private static IdentityCheckStatus answered(Heard heard, boolean byPage) {
        return switch (heard) {
            case ACCEPTED -> byPage ? IdentityCheckStatus.PENDING : IdentityCheckStatus.UNKNOWN;
            case MATCHED -> IdentityCheckStatus.MATCHED;
            case MISMATCHED -> IdentityCheckStatus.MISMATCHED;
            case NO_RESULT, OTHER -> IdentityCheckStatus.UNKNOWN;
        };
    }

    private static IdentityCheckStatus noticed(Heard heard) {
        return switch (heard) {
            case MATCHED -> IdentityCheckStatus.MATCHED;
            case MISMATCHED -> IdentityCheckStatus.MISMATCHED;
            case ACCEPTED, NO_RESULT, OTHER -> IdentityCheckStatus.PENDING;
        };
    }
}
