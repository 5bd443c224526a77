package dev.tongfu.cashier;

import io.vertx.core.Future;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.ext.web.RoutingContext;

/** Writes payer's pages with the headers that keep them safe: no framing, no foreign script, no caching. */
final class PayerAnswer {
    private static final String POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
            + "form-action 'self' https: http:; base-uri 'none'; frame-ancestors 'none'";

    private static final String LANGUAGE = "lang";

    private PayerAnswer() {}

    static Future<Void> page(RoutingContext context, int status, String html) {
        keepLanguage(context);
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

    /** What the payer chose here, or chose on an earlier page, or what the browser asks for. */
    static Language language(RoutingContext context) {
        var request = context.request();
        String chosen = request.getParam(LANGUAGE);
        var kept = request.getCookie(LANGUAGE);
        return Language.of(
                chosen != null ? chosen : kept == null ? null : kept.getValue(), request.getHeader("Accept-Language"));
    }

    /** The way over the bank's pages comes back without the choice in its address. */
    private static void keepLanguage(RoutingContext context) {
        if (context.request().getParam(LANGUAGE) != null) {
            context.response()
                    .addCookie(Cookie.cookie(LANGUAGE, language(context).tag())
                            .setPath("/")
                            .setHttpOnly(true)
                            .setSameSite(CookieSameSite.LAX));
        }
    }
}
