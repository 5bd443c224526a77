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
    UNKNOWN;

    private static final Map<Class<? extends BankReply>, EvidenceKind> OF = Map.of(
            BankReply.Accepted.class, ACCEPTED,
            BankReply.Paid.class, PAID,
            BankReply.PaidLate.class, PAID_LATE,
            BankReply.Authorised.class, AUTHORISED,
            BankReply.Cancelled.class, CANCELLED,
            BankReply.Processing.class, PROCESSING,
            BankReply.NotPaid.class, NOT_PAID,
            BankReply.Declined.class, DECLINED,
            BankReply.NotSent.class, NOT_SENT,
            BankReply.Unknown.class, UNKNOWN);

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
