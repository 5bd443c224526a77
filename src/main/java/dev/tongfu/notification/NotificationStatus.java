package dev.tongfu.notification;

import java.util.Locale;
import java.util.Optional;

/**
 * The life of a notification, decided by {@link #after}; an edge that is not here does not exist.
 *
 * <pre>
 *   pending ──LEASED──▶ sending ──ACCEPTED──▶ delivered
 *      ▲                   │ ├────EXHAUSTED──▶ dead
 *      │                   │ └────REFUSED────▶ suspended
 *      ├─FAILED, POSTPONED─┤
 *      ├─LEASE_LOST────────┘
 *      └─REDELIVERED─── dead, suspended, delivered
 * </pre>
 */
public enum NotificationStatus {
    PENDING,
    SENDING,
    DELIVERED,
    DEAD,
    SUSPENDED;

    /** What can happen to a notification. */
    public enum Event {
        /** A sender took the lease. */
        LEASED,
        /** The merchant answered 2xx. */
        ACCEPTED,
        /** Any other answer or none, and tries are left. */
        FAILED,
        /** Not sent at all, because too much is under way to that host. */
        POSTPONED,
        /** The sender fell silent. */
        LEASE_LOST,
        /** Any other answer or none, and the tries are used up. */
        EXHAUSTED,
        /** 410, an address the guard refuses, or an endpoint that is disabled. */
        REFUSED,
        /** Asked for again by the merchant, an operator or the payer's button: a new series of tries. */
        REDELIVERED
    }

    /** The next status; empty where the event means nothing in this one. */
    public Optional<NotificationStatus> after(Event event) {
        return switch (this) {
            case PENDING -> event == Event.LEASED ? Optional.of(SENDING) : Optional.empty();
            case SENDING -> afterSending(event);
            case DELIVERED, DEAD, SUSPENDED -> event == Event.REDELIVERED ? Optional.of(PENDING) : Optional.empty();
        };
    }

    private static Optional<NotificationStatus> afterSending(Event event) {
        return switch (event) {
            case ACCEPTED -> Optional.of(DELIVERED);
            case FAILED, POSTPONED, LEASE_LOST -> Optional.of(PENDING);
            case EXHAUSTED -> Optional.of(DEAD);
            case REFUSED -> Optional.of(SUSPENDED);
            case LEASED, REDELIVERED -> Optional.empty();
        };
    }

    /** The word in the database and in the merchant API. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static NotificationStatus ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
