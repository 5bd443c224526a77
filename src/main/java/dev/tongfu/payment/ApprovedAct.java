package dev.tongfu.payment;

import java.util.Optional;

/**
 * What two operators may do to a payment; its edges beside those of evidence ({@link PaymentTable}).
 *
 * <pre>
 * REMAP    created, awaiting_code, submitted, unknown, failed, closed → succeeded
 * HONOUR   late_paid → succeeded
 * REVERSE  succeeded, captured → reversed
 * </pre>
 */
enum ApprovedAct {
    /** T1: money on a statement turns out to be its own. */
    REMAP,
    /** T3: late money is given to the merchant after all. */
    HONOUR,
    /** T5: it was never paid. */
    REVERSE;

    /** Where the payment goes; empty: not from there. */
    Optional<PaymentStatus> after(PaymentStatus from) {
        return switch (this) {
            case REMAP -> remapped(from);
            case HONOUR -> from == PaymentStatus.LATE_PAID ? Optional.of(PaymentStatus.SUCCEEDED) : Optional.empty();
            case REVERSE ->
                from == PaymentStatus.SUCCEEDED || from == PaymentStatus.CAPTURED
                        ? Optional.of(PaymentStatus.REVERSED)
                        : Optional.empty();
        };
    }

    private static Optional<PaymentStatus> remapped(PaymentStatus from) {
        return switch (from) {
            case CREATED, AWAITING_CODE, SUBMITTED, UNKNOWN, FAILED, CLOSED -> Optional.of(PaymentStatus.SUCCEEDED);
            case SUCCEEDED, AUTHORIZED, CAPTURED, CANCELLED, EXPIRED, LATE_PAID, LATE_REFUNDED, REVERSED ->
                Optional.empty();
        };
    }
}
