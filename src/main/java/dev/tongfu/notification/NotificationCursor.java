package dev.tongfu.notification;

import java.time.Instant;

/** The last notification of a page; lists run from the newest to the oldest. */
public record NotificationCursor(Instant createdAt, String id) {
    /** Before the newest. */
    public static final NotificationCursor START = new NotificationCursor(Instant.parse("9999-01-01T00:00:00Z"), "");
}
