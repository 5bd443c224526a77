package dev.tongfu.simulator.frame;

import io.pebbletemplates.pebble.PebbleEngine;
import io.pebbletemplates.pebble.loader.ClasspathLoader;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/** The simulated world's HTML pages, from templates that escape every value. */
public final class Pages {
    private final PebbleEngine engine;
    private final SecureRandom random = new SecureRandom();

    public Pages() {
        var loader = new ClasspathLoader(Pages.class.getClassLoader());
        loader.setPrefix("templates/simulator");
        loader.setSuffix(".peb");
        this.engine = new PebbleEngine.Builder()
                .loader(loader)
                .strictVariables(true)
                .autoEscaping(true)
                .build();
    }

    /** Answers with a page; the template finds a fresh {@code nonce} for its one script. */
    public Future<Void> send(RoutingContext context, int status, String template, Map<String, Object> values) {
        var bytes = new byte[16];
        random.nextBytes(bytes);
        var nonce = HexFormat.of().formatHex(bytes);
        var model = new HashMap<>(values);
        model.put("nonce", nonce);
        return context.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/html; charset=UTF-8")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'; "
                                + "form-action http: https:; base-uri 'none'; script-src 'nonce-" + nonce + "'")
                .end(render(template, model));
    }

    private String render(String template, Map<String, Object> model) {
        try {
            var text = new StringWriter();
            engine.getTemplate(template).evaluate(text, model);
            return text.toString();
        } catch (IOException broken) {
            throw new UncheckedIOException("page " + template, broken);
        }
    }
}
