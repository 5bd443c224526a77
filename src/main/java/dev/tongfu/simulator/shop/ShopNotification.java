package dev.tongfu.simulator.shop;

import io.vertx.core.json.JsonObject;
import java.time.Instant;

/**
 * A result the shop was sent.
 *
 * @param road {@code server} or {@code page}
 * @param verdict what checking its signature found, {@code VALID} or why not
 * @param again whether the same {@code webhook-id} had come before
 */
record ShopNotification(
        String webhookId,
        String road,
        String type,
        String orderNo,
        String verdict,
        boolean again,
        Instant receivedAt,
        String payload) {

    JsonObject json() {
        return new JsonObject()
                .put("webhook_id", webhookId)
                .put("road", road)
                .put("type", type)
                .put("order_no", orderNo)
                .put("verdict", verdict)
                .put("again", again)
                .put("received_at", receivedAt.toString())
                .put("payload", payload);
    }
}
