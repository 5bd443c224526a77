package dev.tongfu.notification;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A notification with what became of it, as merchants and operators see it.
 *
 * @param version grows with every change
 * @param nextAt when it is tried next; null: it is not
 */
public record NotificationView(
        String merchantId,
        String id,
        String type,
        String resourceId,
        long sequence,
        NotificationStatus status,
        @Nullable String url,
        Instant createdAt,
        @Nullable Instant nextAt,
        @Nullable Instant deliveredAt,
        long version,
        List<Attempt> attempts) {

    public NotificationView {
        attempts = List.copyOf(attempts);
    }

    /**
     * One attempt, oldest first; the latest ones only when there were very many.
     *
     * @param status the merchant's HTTP status; null: no answer, or still under way
     * @param answer the first bytes of the answer
     * @param error why there was no answer
     */
    public record Attempt(
            int series,
            int number,
            Instant at,
            @Nullable Integer status,
            @Nullable Integer ms,
            @Nullable String answer,
            @Nullable String error) {}

    NotificationView with(List<Attempt> found) {
        return new NotificationView(
                merchantId,
                id,
                type,
                resourceId,
                sequence,
                status,
                url,
                createdAt,
                nextAt,
                deliveredAt,
                version,
                found);
    }

    NotificationCursor cursor() {
        return new NotificationCursor(createdAt, id);
    }
}
