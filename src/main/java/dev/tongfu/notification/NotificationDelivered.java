package dev.tongfu.notification;

import dev.tongfu.bus.Event;
import org.jspecify.annotations.Nullable;

/** Says that a merchant took a message, and where it sends the payer next, if anywhere. */
public record NotificationDelivered(
        String notificationId, @Nullable String customerUrl) {
    public static final Event<NotificationDelivered> ADDRESS = new Event<>("notification.delivered");
}
