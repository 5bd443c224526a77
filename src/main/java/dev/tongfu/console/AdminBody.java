package dev.tongfu.console;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** What routes of the admin API read from a small body; what is not as it must be is empty. */
final class AdminBody {
    private static final int WORD_MAX = 300;
    private static final int TEXT_MAX = 4_096;

    private AdminBody() {}

    /** A member that is text, not blank and not longer than anybody needs. */
    static Optional<String> text(RoutingContext context, String name) {
        return text(context, name, TEXT_MAX);
    }

    /** A short text; empty where there is none. */
    static String word(RoutingContext context, String name) {
        return text(context, name, WORD_MAX).orElse("");
    }

    static String reason(RoutingContext context) {
        return word(context, "reason");
    }

    private static Optional<String> text(RoutingContext context, String name, int max) {
        return body(context).getValue(name) instanceof String text && !text.isBlank() && text.length() <= max
                ? Optional.of(text)
                : Optional.empty();
    }

    /** No members where the body is no JSON object, or not there. */
    private static JsonObject body(RoutingContext context) {
        try {
            var found = context.body().asJsonObject();
            return found == null ? new JsonObject() : found;
        } catch (DecodeException | ClassCastException notJson) {
            return new JsonObject();
        }
    }
}
