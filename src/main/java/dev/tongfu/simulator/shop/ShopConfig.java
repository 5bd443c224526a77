package dev.tongfu.simulator.shop;

/**
 * The demo shop as a merchant of the gateway.
 *
 * @param gatewayUrl scheme, host and port of the merchant API
 * @param merchantKeyFile Ed25519 private key, PKCS#8 in PEM
 * @param keyId the id under which the gateway knows its public key
 * @param webhookSecretFile holds {@code whsec_…}
 * @param timeoutMs milliseconds the gateway has for an answer
 * @param webhookToleranceSeconds how far a notification's time may be from ours
 * @param ordersMax orders remembered; the oldest are forgotten
 * @param notificationsMax notifications remembered; the oldest are forgotten
 */
public record ShopConfig(
        String gatewayUrl,
        String merchantKeyFile,
        String keyId,
        String webhookSecretFile,
        int timeoutMs,
        int webhookToleranceSeconds,
        int ordersMax,
        int notificationsMax) {
    public ShopConfig {
        if (timeoutMs < 1 || webhookToleranceSeconds < 1 || ordersMax < 1 || notificationsMax < 1) {
            throw new IllegalArgumentException("simulator.shop: the limits are at least 1");
        }
    }
}
