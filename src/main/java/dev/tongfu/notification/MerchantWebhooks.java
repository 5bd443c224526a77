package dev.tongfu.notification;

import io.vertx.core.Future;
import java.util.Optional;

/** What the sender must know of a merchant: how messages to it are signed, and its address for want of another. */
public interface MerchantWebhooks {
    /**
     * The {@code webhook-signature} over {@code id.timestamp.body}; empty while the merchant has no secret.
     *
     * @param timestamp seconds since 1970
     */
    Future<Optional<String>> sign(String merchantId, String webhookId, long timestamp, byte[] body);

    Optional<String> defaultUrl(String merchantId);
}
