package dev.tongfu.notification;

import org.jspecify.annotations.Nullable;

/**
 * The latest message about a resource, for the payer's pages.
 *
 * @param body JSON on one line, the same bytes the merchant's server gets
 * @param customerUrl where the merchant sends the payer next
 */
public record PageNotice(
        String merchantId,
        String id,
        String type,
        String body,
        NotificationStatus status,
        @Nullable String customerUrl) {}
