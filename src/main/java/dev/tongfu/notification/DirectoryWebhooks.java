package dev.tongfu.notification;

import dev.tongfu.crypto.Signer;
import dev.tongfu.crypto.WebhookSecret;
import dev.tongfu.crypto.WebhookSigner;
import dev.tongfu.merchant.Merchant;
import dev.tongfu.merchant.MerchantDirectory;
import dev.tongfu.merchant.WebhookScheme;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Signs by the schemes each merchant asked for: its own secrets for {@code v1}, the gateway's keys for the others.
 *
 * <p>SM2 costs a third of a millisecond and is signed beside the event loop; a merchant that none of the keys serves
 * is not signed for at all.
 */
public final class DirectoryWebhooks implements MerchantWebhooks {
    private final Vertx vertx;
    private final MerchantDirectory merchants;
    private final Map<WebhookScheme, Signer> keys;

    /**
     * @param keys the gateway's own: Ed25519 for {@code v1a}, SM2 for {@code v1sm2}, as far as there are any
     */
    public DirectoryWebhooks(Vertx vertx, MerchantDirectory merchants, Map<WebhookScheme, Signer> keys) {
        this.vertx = vertx;
        this.merchants = merchants;
        this.keys = Map.copyOf(keys);
    }

    @Override
    public Future<Optional<String>> sign(String merchantId, String webhookId, long timestamp, byte[] body) {
        return merchants
                .merchant(merchantId)
                .map(merchant -> sign(merchant, webhookId, Instant.ofEpochSecond(timestamp), body))
                .orElse(Future.succeededFuture(Optional.empty()));
    }

    private Future<Optional<String>> sign(Merchant merchant, String webhookId, Instant timestamp, byte[] body) {
        var schemes = merchant.webhook().schemes();
        List<WebhookSecret> secrets =
                schemes.contains(WebhookScheme.V1) ? merchants.webhookSecrets(merchant.id()) : List.of();
        var signers = Stream.of(WebhookScheme.V1A, WebhookScheme.V1SM2)
                .filter(schemes::contains)
                .map(keys::get)
                .filter(Objects::nonNull)
                .toList();
        if (secrets.isEmpty() && signers.isEmpty()) {
            return Future.succeededFuture(Optional.empty());
        }
        var signer = new WebhookSigner(secrets, signers);
        return schemes.contains(WebhookScheme.V1SM2)
                ? vertx.executeBlocking(() -> Optional.of(signer.sign(webhookId, timestamp, body)), false)
                : Future.succeededFuture(Optional.of(signer.sign(webhookId, timestamp, body)));
    }

    @Override
    public Optional<String> defaultUrl(String merchantId) {
        return merchants.merchant(merchantId).map(merchant -> merchant.webhook().url());
    }
}
