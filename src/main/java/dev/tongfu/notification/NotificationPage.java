package dev.tongfu.notification;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a list.
 *
 * @param next where the following piece begins; null: this was the last
 */
public record NotificationPage(
        List<NotificationView> notifications, @Nullable NotificationCursor next) {
    public NotificationPage {
        notifications = List.copyOf(notifications);
    }
}
