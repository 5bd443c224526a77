package dev.tongfu.merchant;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a merchant is told, and how messages to it are signed.
 *
 * @param url for events without an address of their own; null: there is none
 * @param schemes never empty
 */
public record Webhook(@Nullable String url, Set<WebhookScheme> schemes) {
    /** What a new merchant has. */
    public static final Webhook NONE = new Webhook(null, Set.of(WebhookScheme.V1));

    public Webhook {
        schemes = Set.copyOf(schemes);
        Rules.require(!schemes.isEmpty(), "messages are signed by one scheme at least");
    }
}
