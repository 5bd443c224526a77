package dev.tongfu.payment;

import dev.tongfu.bank.BankReply;
import java.util.Map;

/** The kinds of evidence the state tables are written in; one per variant of {@link BankReply}. */
public enum EvidenceKind {
    ACCEPTED,
    PAID,
    PAID_LATE,
    AUTHORISED,
    CANCELLED,
    PROCESSING,
    NOT_PAID,
    DECLINED,
    NOT_SENT,
    CODE_SENT,
    WRONG_CODE,
    UNKNOWN,
    /** A word about something else than a payment: a contract, an identity, a batch. Moves no payment. */
    OTHER;

    private static final Map<Class<? extends BankReply>, EvidenceKind> OF = Map.ofEntries(
            Map.entry(BankReply.Accepted.class, ACCEPTED),
            Map.entry(BankReply.Paid.class, PAID),
            Map.entry(BankReply.PaidLate.class, PAID_LATE),
            Map.entry(BankReply.Authorised.class, AUTHORISED),
            Map.entry(BankReply.Cancelled.class, CANCELLED),
            Map.entry(BankReply.Processing.class, PROCESSING),
            Map.entry(BankReply.NotPaid.class, NOT_PAID),
            Map.entry(BankReply.Declined.class, DECLINED),
            Map.entry(BankReply.NotSent.class, NOT_SENT),
            Map.entry(BankReply.CodeSent.class, CODE_SENT),
            Map.entry(BankReply.WrongCode.class, WRONG_CODE),
            Map.entry(BankReply.Unknown.class, UNKNOWN),
            Map.entry(BankReply.Signed.class, OTHER),
            Map.entry(BankReply.NotSigned.class, OTHER),
            Map.entry(BankReply.Terminated.class, OTHER),
            Map.entry(BankReply.Matched.class, OTHER),
            Map.entry(BankReply.Mismatched.class, OTHER),
            Map.entry(BankReply.BatchAccepted.class, OTHER),
            Map.entry(BankReply.BatchState.class, OTHER));

    static EvidenceKind of(BankReply reply) {
        return java.util.Objects.requireNonNull(OF.get(reply.getClass()), "a reply without a kind");
    }

    /** True where the bank says that money moved or is held. */
    boolean saysMoneyMoved() {
        return this == PAID || this == PAID_LATE || this == AUTHORISED;
    }

    String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
