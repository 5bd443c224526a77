package dev.tongfu.payment;

import java.util.Locale;

/**
 * The life of one call at a bank.
 *
 * <pre>
 * prepared → sent → accepted | unknown → done | declined
 * sent → prepared                                  (provably not sent: it is sent again)
 * declined → done                                  (proven executed after all)
 * </pre>
 */
enum OperationStatus {
    PREPARED,
    SENT,
    ACCEPTED,
    UNKNOWN,
    DONE,
    DECLINED;

    /** What the call is after a reply about it; itself where the reply changes nothing. */
    OperationStatus after(EvidenceKind evidence) {
        if (this == DONE) {
            return DONE;
        }
        return switch (evidence) {
            case PAID, PAID_LATE, AUTHORISED, CANCELLED, OTHER -> DONE;
            case DECLINED -> DECLINED;
            case ACCEPTED, PROCESSING, CODE_SENT, WRONG_CODE -> this == DECLINED ? this : ACCEPTED;
            case NOT_SENT -> this == SENT ? PREPARED : this;
            case UNKNOWN, NOT_PAID -> this == PREPARED || this == SENT ? UNKNOWN : this;
        };
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static OperationStatus of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
