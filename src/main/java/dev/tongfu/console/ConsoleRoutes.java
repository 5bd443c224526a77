package dev.tongfu.console;

import dev.tongfu.crypto.Digests;
import dev.tongfu.ledger.LedgerProof;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.sqlclient.Pool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.function.Supplier;

/** {@code /console}: pages for operators, made on the server, which work without script. */
public final class ConsoleRoutes implements AdminRoutes {
    private static final int VERSION_LENGTH = 12;

    private final Parts parts;
    private final Buffer style = resource("/web/console.css");
    private final Buffer script = resource("/web/console.js");
    private final ConsolePages pages;

    /** Reads its templates; not for an event loop. */
    public ConsoleRoutes(Parts parts) {
        this.parts = parts;
        String version =
                Digests.sha256Hex(style.copy().appendBuffer(script).getBytes()).substring(0, VERSION_LENGTH);
        this.pages = new ConsolePages(version);
    }

    /**
     * What the console is made of.
     *
     * @param evidenceBytesMax of a file that a proposal shows
     */
    public record Parts(
            Pool pool,
            Clock clock,
            OperatorConfig config,
            ConsoleSessions sessions,
            SecondFactor factor,
            OperatorActs acts,
            Supplier<Future<LedgerProof.Result>> proof,
            DemoLogins demo,
            int evidenceBytesMax) {}

    @Override
    public void mount(Router router, OperatorAccess access) {
        asset(router, "/console/console.css", "text/css; charset=utf-8", style);
        asset(router, "/console/icon.svg", "image/svg+xml", resource("/web/console.svg"));
        asset(router, "/console/console.js", "text/javascript; charset=utf-8", script);
        var config = parts.config();
        var fields = BodyHandler.create(false).setBodyLimit(config.bodyMax()).setMergeFormAttributes(false);
        var withFile = new FormWithFile(fields, parts.evidenceBytesMax(), config.bodyMax());
        router.post("/console/*")
                .handler(context ->
                        (BreakPages.takesFile(context.request().path()) ? withFile : fields).handle(context));
        var answer = new ConsoleAnswer(!config.loopback());
        var desk = new ConsoleDesk(parts.sessions(), parts.factor(), pages, parts.demo(), answer);
        new LogInRoutes(parts.sessions(), pages, answer, parts.demo()).mount(router, desk);
        int rows = config.console().pageRows();
        new TodayPages(parts.pool(), parts.clock(), parts.acts()).mount(router, desk);
        new PaymentPages(parts.pool(), parts.clock(), parts.acts(), rows).mount(router, desk);
        new ReconciliationPages(parts.pool(), parts.clock(), parts.acts()).mount(router, desk);
        new BreakPages(parts.pool(), parts.clock(), parts.acts(), rows, parts.evidenceBytesMax()).mount(router, desk);
        new SettlementPages(parts.pool(), parts.clock(), parts.acts(), rows).mount(router, desk);
        new LedgerPages(parts.pool(), parts.clock(), parts.acts(), parts.proof(), rows).mount(router, desk);
        new AuditPages(parts.pool(), parts.clock(), rows).mount(router, desk);
    }

    private static void asset(Router router, String path, String type, Buffer content) {
        router.get(path).handler(context -> send(context, type, content));
    }

    private static void send(RoutingContext context, String type, Buffer content) {
        boolean versioned = context.queryParams().contains("v");
        context.response()
                .putHeader("Content-Type", type)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Cache-Control", versioned ? "public, max-age=31536000, immutable" : "no-cache")
                .end(content)
                .onFailure(context::fail);
    }

    private static Buffer resource(String name) {
        try (var in = ConsoleRoutes.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the program lacks its resource " + name);
            }
            return Buffer.buffer(in.readAllBytes());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
