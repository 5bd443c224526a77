package dev.tongfu.crypto;

import java.util.Base64;

/**
 * A merchant's notification secret in the form of Standard Webhooks: {@code whsec_} and base64 of 24 to 64 bytes.
 *
 * <p>The key of the HMAC is the bytes, not the text. It never prints itself.
 */
public final class WebhookSecret {
    private static final String PREFIX = "whsec_";
    private static final int BYTES_MIN = 24;
    private static final int BYTES_MAX = 64;

    private final byte[] key;

    private WebhookSecret(byte[] key) {
        this.key = key;
    }

    public static WebhookSecret generate(Tokens tokens) {
        return new WebhookSecret(tokens.nextBytes(BYTES_MIN));
    }

    public static WebhookSecret parse(String text) {
        if (!text.startsWith(PREFIX)) {
            throw new UnreadableKeyException("a webhook secret begins with " + PREFIX);
        }
        byte[] key = WebhookKeys.decode(text.substring(PREFIX.length()));
        if (key.length < BYTES_MIN || key.length > BYTES_MAX) {
            throw new UnreadableKeyException("a webhook secret has " + BYTES_MIN + " to " + BYTES_MAX + " bytes");
        }
        return new WebhookSecret(key);
    }

    /** The text the merchant is shown; handle as a secret. */
    public String reveal() {
        return PREFIX + Base64.getEncoder().encodeToString(key);
    }

    byte[] hmac(byte[] signed) {
        return KeyedDigest.hmac(key, signed);
    }

    @Override
    public String toString() {
        return "WebhookSecret[…]";
    }
}
