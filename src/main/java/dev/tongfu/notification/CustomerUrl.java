package dev.tongfu.notification;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Finds where the merchant's answer sends the payer: {@code {"customer_url":"…"}} or {@code <URL>…</URL>}.
 *
 * <p>The payer's browser goes there, not the gateway, so only the shape is checked.
 */
final class CustomerUrl {
    private static final Pattern TAG = Pattern.compile("<URL>\\s*([^<\\s]+)\\s*</URL>");

    private CustomerUrl() {}

    static Optional<String> find(String answer) {
        return candidate(answer.strip())
                .filter(url -> UrlRules.refusalOfShape(url).isEmpty());
    }

    private static Optional<String> candidate(String answer) {
        if (answer.startsWith("{")) {
            return member(answer);
        }
        var tag = TAG.matcher(answer);
        return tag.find() ? Optional.of(tag.group(1)) : Optional.empty();
    }

    private static Optional<String> member(String answer) {
        try {
            return new JsonObject(answer).getValue("customer_url") instanceof String url
                    ? Optional.of(url)
                    : Optional.empty();
        } catch (DecodeException unreadable) {
            return Optional.empty();
        }
    }
}
