package dev.tongfu.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Properties;

/** The pages that explain every problem, in Chinese and English; made once, when the program starts. */
public final class ProblemPages implements PageRoutes {
    static final String HTML = "text/html; charset=utf-8";
    static final String SECURITY_POLICY =
            "default-src 'none'; style-src 'self'; base-uri 'none'; " + "form-action 'none'; frame-ancestors 'none'";

    private static final String PAGE = """
            <!DOCTYPE html>
            <html lang="zh-CN">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>%s</title>
            <link rel="stylesheet" href="/problems/style.css">
            </head>
            <body>
            <header><a href="/problems">统付 Tongfu</a></header>
            <main>
            %s
            </main>
            </body>
            </html>
            """;
    private static final String CARD = """
            <p class="status"><b>%d</b> <code>%s</code> <span class="%s">%s</span></p>
            <h1>%s</h1>
            <p>%s</p>
            <section lang="en">
            <h2>%s</h2>
            <p>%s</p>
            </section>
            """;
    private static final String ROW = """
            <tr><td>%d</td><td><a href="/problems/%s"><code>%s</code></a></td>
            <td>%s</td><td lang="en">%s</td></tr>
            """;

    private final Map<ProblemCode, Buffer> pages = new EnumMap<>(ProblemCode.class);
    private final Buffer index;
    private final Buffer style;

    private ProblemPages(Properties texts, Buffer style) {
        this.style = style;
        var rows = new StringBuilder();
        for (ProblemCode code : ProblemCode.values()) {
            pages.put(code, Buffer.buffer(PAGE.formatted(code.code(), card(code, texts))));
            rows.append(ROW.formatted(
                    code.status(),
                    code.code(),
                    code.code(),
                    escaped(text(texts, code, "title.zh")),
                    escaped(code.title())));
        }
        this.index =
                Buffer.buffer(PAGE.formatted("问题 Problems", "<h1>问题一览 Problems</h1>\n<table>\n" + rows + "</table>"));
    }

    /** Reads the texts from the class path; a code without its texts stops the start. */
    public static ProblemPages load() {
        try (var texts = resource("problems.properties");
                var style = resource("web/problems.css")) {
            var properties = new Properties();
            properties.load(new InputStreamReader(texts, StandardCharsets.UTF_8));
            return new ProblemPages(properties, Buffer.buffer(style.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void mount(Router router) {
        router.get("/problems").handler(context -> send(context, 200, HTML, index));
        router.get("/problems/style.css").handler(context -> send(context, 200, "text/css; charset=utf-8", style));
        router.get("/problems/:code").handler(this::show);
    }

    /** The page of one code. */
    Buffer page(ProblemCode code) {
        return pages.getOrDefault(code, index);
    }

    private void show(RoutingContext context) {
        String wanted = context.pathParam("code");
        for (ProblemCode code : ProblemCode.values()) {
            if (code.code().equals(wanted)) {
                send(context, 200, HTML, page(code));
                return;
            }
        }
        send(context, 404, HTML, index);
    }

    private static void send(RoutingContext context, int status, String type, Buffer body) {
        context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", type)
                .putHeader("Content-Security-Policy", SECURITY_POLICY)
                .putHeader("Cache-Control", "public, max-age=300")
                .end(body)
                .onFailure(context::fail);
    }

    private static String card(ProblemCode code, Properties texts) {
        return CARD.formatted(
                code.status(),
                code.code(),
                code.retryable() ? "again" : "final",
                code.retryable() ? "可重试 retryable" : "勿原样重试 do not repeat unchanged",
                escaped(text(texts, code, "title.zh")),
                escaped(text(texts, code, "do.zh")),
                escaped(code.title()),
                escaped(text(texts, code, "do.en")));
    }

    private static String text(Properties texts, ProblemCode code, String part) {
        String text = texts.getProperty(code.code() + "." + part);
        if (text == null || text.isBlank()) {
            throw new IllegalStateException("problems.properties lacks " + code.code() + "." + part);
        }
        return text;
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private static java.io.InputStream resource(String name) {
        var stream = ProblemPages.class.getClassLoader().getResourceAsStream(name);
        if (stream == null) {
            throw new IllegalStateException(name + " is not on the class path");
        }
        return stream;
    }
}
