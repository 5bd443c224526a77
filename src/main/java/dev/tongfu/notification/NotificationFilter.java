package dev.tongfu.notification;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which notifications a list holds; what is null does not matter.
 *
 * @param merchantId null is for operators only
 * @param from inclusive
 * @param to exclusive
 */
public record NotificationFilter(
        @Nullable String merchantId,
        @Nullable NotificationStatus status,
        @Nullable String type,
        @Nullable String resourceId,
        @Nullable Instant from,
        @Nullable Instant to) {

    public static NotificationFilter ofMerchant(String merchantId) {
        return new NotificationFilter(merchantId, null, null, null, null, null);
    }
}
