package dev.tongfu.merchant;

import java.util.Locale;

/** How notifications are signed: HMAC-SHA-256, Ed25519, or SM2 with SM3. */
public enum WebhookScheme {
    V1,
    V1A,
    V1SM2;

    /** As in the {@code webhook-signature} header. */
    public String prefix() {
        return name().toLowerCase(Locale.ROOT);
    }
}
