package dev.tongfu.http;

import dev.tongfu.bank.PayerCard;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads what several bodies have in common: card and person, and the merchant's own entries. */
final class BodyCards {
    private BodyCards() {}

    /** Card and person as far as the body has them. */
    static PayerCard card(Body body) {
        return new PayerCard(
                text(body, "card_no"),
                text(body, "mobile"),
                text(body, "name"),
                body.optionalText("certificate_type")
                        .map(word -> PayerCard.CertificateType.valueOf(word.toUpperCase(Locale.ROOT)))
                        .orElse(null),
                text(body, "certificate_no"),
                text(body, "expiry"),
                text(body, "cvv"));
    }

    /** In order of names, so that the same entries in another order are the same content. */
    static @Nullable String metadata(Body body) {
        return body.has("metadata")
                ? new JsonObject(new TreeMap<String, Object>(body.metadata("metadata"))).encode()
                : null;
    }

    private static @Nullable String text(Body body, String name) {
        return body.optionalText(name).orElse(null);
    }
}
