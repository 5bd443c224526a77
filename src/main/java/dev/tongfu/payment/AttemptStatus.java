package dev.tongfu.payment;

import java.util.Locale;

/**
 * The life of one order at one bank.
 *
 * <pre>
 * prepared → sent → accepted → paid | declined | not_paid
 *            sent → unknown  → paid | declined | not_paid
 * </pre>
 *
 * {@code not_paid} and {@code declined} stay open to proof of payment; {@code not_paid} says what the last query
 * said, so a later one may say it again.
 */
public enum AttemptStatus {
    PREPARED,
    SENT,
    ACCEPTED,
    UNKNOWN,
    PAID,
    DECLINED,
    NOT_PAID;

    /** What the attempt is after the evidence; itself where the evidence changes nothing. */
    public AttemptStatus after(EvidenceKind evidence) {
        if (this == PAID) {
            return PAID;
        }
        return switch (evidence) {
            case PAID, PAID_LATE, AUTHORISED -> PAID;
            case ACCEPTED -> this == PREPARED || this == SENT || this == UNKNOWN ? ACCEPTED : this;
            case NOT_PAID, CANCELLED -> this == DECLINED ? this : NOT_PAID;
            case DECLINED -> DECLINED;
            case NOT_SENT -> this == PREPARED || this == SENT ? NOT_PAID : this;
            case CODE_SENT, WRONG_CODE -> this == PREPARED || this == SENT || this == UNKNOWN ? ACCEPTED : this;
            case UNKNOWN, PROCESSING -> this == PREPARED || this == SENT ? UNKNOWN : this;
            case OTHER -> this;
        };
    }

    /** True where the attempt may have been or may yet be paid without our knowing; no other attempt beside it. */
    public boolean unclear() {
        return this == PREPARED || this == SENT || this == ACCEPTED || this == UNKNOWN;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static AttemptStatus of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
