package dev.tongfu.console;

import io.vertx.core.Future;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** Writes the console's answers and cookies: no framing, no foreign script, no caching, nothing for other sites. */
final class ConsoleAnswer {
    private static final String POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
            + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
    private static final String LANGUAGE = "lang";
    private static final String LOG_IN = "/console/login";

    private final boolean secure;
    private final String cookie;

    /** @param secure whether the cookie is for TLS only; false where the listener is for this machine alone */
    ConsoleAnswer(boolean secure) {
        this.secure = secure;
        this.cookie = secure ? "__Host-tongfu" : "tongfu-console";
    }

    Future<Void> html(RoutingContext context, int status, String html) {
        if (context.queryParams().contains(LANGUAGE)) {
            context.response().addCookie(own(LANGUAGE, language(context).tag()).setHttpOnly(true));
        }
        return guarded(context)
                .setStatusCode(status)
                .putHeader("Content-Type", "text/html; charset=utf-8")
                .end(html);
    }

    Future<Void> file(Visit visit, ActOutcome.Exported file) {
        String plain = file.fileName().replaceAll("[^A-Za-z0-9._-]", "_");
        String exact = Visit.encoded(file.fileName()).replace("+", "%20");
        String disposition = "attachment; filename=\"" + plain + "\""
                + (plain.equals(file.fileName()) ? "" : "; filename*=UTF-8''" + exact);
        return guarded(visit.context())
                .putHeader("Content-Type", file.contentType())
                .putHeader("Content-Disposition", disposition)
                .end(file.content());
    }

    /** After a POST, so that going back does not post again. */
    Future<Void> seeOther(RoutingContext context, String url) {
        return guarded(context).setStatusCode(303).putHeader("Location", url).end();
    }

    /** To the log-in, and from there to the page that was asked for. */
    Future<Void> toLogIn(RoutingContext context) {
        boolean get = context.request().method().name().equals("GET");
        return seeOther(
                context,
                get ? LOG_IN + "?next=" + Visit.encoded(context.request().uri()) : LOG_IN);
    }

    private static HttpServerResponse guarded(RoutingContext context) {
        return context.response()
                .putHeader("Content-Security-Policy", POLICY)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("Cross-Origin-Opener-Policy", "same-origin")
                .putHeader("Cache-Control", "no-store");
    }

    Optional<String> secret(RoutingContext context) {
        var found = context.request().getCookie(cookie);
        return Optional.ofNullable(found).map(Cookie::getValue).filter(value -> value.length() <= 64);
    }

    void remember(RoutingContext context, ConsoleSession session) {
        context.response().addCookie(own(cookie, session.secret()).setHttpOnly(true));
    }

    void forget(RoutingContext context) {
        context.response().addCookie(own(cookie, "").setHttpOnly(true).setMaxAge(0));
    }

    private Cookie own(String name, String value) {
        return Cookie.cookie(name, value).setPath("/").setSecure(secure).setSameSite(CookieSameSite.STRICT);
    }

    /** Whether the form came from a page of this session. */
    boolean ownForm(Visit visit) {
        return sameSite(visit.context()) && visit.session().owns(visit.field("csrf"));
    }

    /** What the browser itself says about where a form came from; older ones say nothing. */
    static boolean sameSite(RoutingContext context) {
        String site = context.request().getHeader("Sec-Fetch-Site");
        return site == null || site.equals("same-origin") || site.equals("none");
    }

    /** What the operator chose here, or on an earlier page, or what the browser asks for. */
    static ConsoleLanguage language(RoutingContext context) {
        String chosen = context.queryParams().get(LANGUAGE);
        var kept = context.request().getCookie(LANGUAGE);
        return ConsoleLanguage.of(
                chosen != null ? chosen : kept == null ? null : kept.getValue(),
                context.request().getHeader("Accept-Language"));
    }
}
