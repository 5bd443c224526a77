package dev.tongfu.settlement;

import java.util.Locale;
import java.util.Optional;

/**
 * The life of one attempt to pay out.
 *
 * <pre>
 * created → submitted → paid → returned
 *           submitted → unknown → paid | failed;  submitted → failed;  failed → paid when proven late
 * </pre>
 *
 * An unknown attempt is asked after and never made again; a failed or returned one is followed by the next attempt.
 */
public enum PayoutStatus {
    CREATED,
    SUBMITTED,
    PAID,
    FAILED,
    UNKNOWN,
    RETURNED;

    /** What is learnt of an attempt. */
    public enum Event {
        SUBMITTED,
        PAID,
        FAILED,
        /** Provably never left us; failed too. */
        NOT_SENT,
        UNKNOWN,
        RETURNED;

        public static Optional<Event> of(String word) {
            return switch (word) {
                case "paid" -> Optional.of(PAID);
                case "failed" -> Optional.of(FAILED);
                case "returned" -> Optional.of(RETURNED);
                default -> Optional.empty();
            };
        }

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Empty: this does not happen in this status. */
    public Optional<PayoutStatus> after(Event event) {
        return Optional.ofNullable(
                switch (event) {
                    case SUBMITTED -> this == CREATED ? SUBMITTED : null;
                    case PAID -> this == PAID || this == RETURNED ? null : PAID;
                    case FAILED -> this == SUBMITTED || this == UNKNOWN ? FAILED : null;
                    case NOT_SENT -> this == SUBMITTED ? FAILED : null;
                    case UNKNOWN -> this == SUBMITTED ? UNKNOWN : null;
                    case RETURNED -> this == PAID ? RETURNED : null;
                });
    }

    /** The next attempt may follow. */
    public boolean retryable() {
        return this == FAILED || this == RETURNED;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static PayoutStatus of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
