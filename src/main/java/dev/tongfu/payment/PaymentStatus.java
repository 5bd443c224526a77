package dev.tongfu.payment;

import java.util.Locale;
import java.util.Set;

/**
 * The life of a payment; its edges are in {@link PaymentTable}.
 *
 * <pre>
 * created → awaiting_code → submitted → unknown            (open)
 *   open → succeeded | authorized | failed | closed
 *   closed, failed → late_paid → succeeded | late_refunded
 *   authorized → captured | cancelled | expired;  cancelled, expired → captured when proven
 *   succeeded, captured → reversed                          (approved proposal only)
 * </pre>
 */
public enum PaymentStatus {
    CREATED,
    AWAITING_CODE,
    SUBMITTED,
    UNKNOWN,
    SUCCEEDED,
    AUTHORIZED,
    CAPTURED,
    CANCELLED,
    EXPIRED,
    FAILED,
    CLOSED,
    LATE_PAID,
    LATE_REFUNDED,
    REVERSED;

    private static final Set<PaymentStatus> OPEN = Set.of(CREATED, AWAITING_CODE, SUBMITTED, UNKNOWN);

    /** No outcome is known yet. */
    public boolean open() {
        return OPEN.contains(this);
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static PaymentStatus of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
