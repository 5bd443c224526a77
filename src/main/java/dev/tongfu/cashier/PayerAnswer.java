package dev.tongfu.cashier;

import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;

/** Writes payer's pages with the headers that keep them safe: no framing, no foreign script, no caching. */
final class PayerAnswer {
    private static final String POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
            + "form-action 'self' https: http:; base-uri 'none'; frame-ancestors 'none'";

    private PayerAnswer() {}

    static Future<Void> page(RoutingContext context, int status, String html) {
        return context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "text/html; charset=utf-8")
                .putHeader("Content-Security-Policy", POLICY)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("Cache-Control", "no-store")
                .end(html);
    }

    /** After a POST, so that going back does not post again. */
    static Future<Void> seeOther(RoutingContext context, String url) {
        return context.response()
                .setStatusCode(303)
                .putHeader("Location", url)
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("Cache-Control", "no-store")
                .end();
    }

    static Language language(RoutingContext context) {
        return Language.of(context.request().getParam("lang"), context.request().getHeader("Accept-Language"));
    }
}
