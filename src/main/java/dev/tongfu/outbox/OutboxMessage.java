package dev.tongfu.outbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a merchant is to be told, fixed when its cause is written: id and body are the same bytes at every attempt.
 *
 * @param id {@code ntf_…}; the webhook-id
 * @param sequence counts the messages of one resource from 1
 * @param url where to; null: the merchant has no address for it, it is kept for the page and for replay
 * @param body JSON on one line
 */
public record OutboxMessage(
        String id,
        String merchantId,
        String type,
        String resourceId,
        long sequence,
        @Nullable String url,
        String body,
        Instant at) {}
