package dev.tongfu.console;

import dev.tongfu.http.Answers;
import dev.tongfu.http.LoadGate;
import dev.tongfu.http.Problem;
import dev.tongfu.http.ProblemCode;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The operators' listener: health, metrics and the admin API; never reachable by merchants or payers. */
public final class OperatorVerticle extends VerticleBase {
    private static final String JSON = "application/json";
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

    private final OperatorConfig config;
    private final Health health;
    private final Supplier<Future<String>> metrics;
    private final OperatorAccess access;
    private final List<AdminRoutes> routes;
    private final Supplier<String> requestIds;
    private final LoadGate gate;
    private @Nullable HttpServer server;

    /** @param metrics all of them, in Prometheus' text format */
    public OperatorVerticle(
            OperatorConfig config,
            Health health,
            Supplier<Future<String>> metrics,
            OperatorAccess access,
            List<AdminRoutes> routes,
            Supplier<String> requestIds) {
        this.config = config;
        this.health = health;
        this.metrics = metrics;
        this.access = access;
        this.routes = List.copyOf(routes);
        this.requestIds = requestIds;
        this.gate = new LoadGate(config.inFlightMax());
    }

    @Override
    public Future<?> start() {
        server = vertx.createHttpServer(options()).requestHandler(router());
        return server.listen();
    }

    /** The port really bound; 0 before the start. */
    public int actualPort() {
        return server == null ? 0 : server.actualPort();
    }

    @Override
    public Future<?> stop() {
        return server == null ? Future.succeededFuture() : server.shutdown(config.shutdownMs(), TimeUnit.MILLISECONDS);
    }

    private HttpServerOptions options() {
        return new HttpServerOptions()
                .setHost(config.host())
                .setPort(config.port())
                .setIdleTimeout(config.idleTimeoutS())
                .setIdleTimeoutUnit(TimeUnit.SECONDS)
                .setHttp2ClearTextEnabled(false)
                .setMaxHeaderSize(config.headersMax());
    }

    private Router router() {
        Router router = Router.router(vertx);
        router.route().handler(this::enter);
        router.get("/health/live").handler(this::live);
        router.get("/health/ready").handler(this::ready);
        router.get("/metrics").handler(this::metrics);
        routes.forEach(part -> part.mountLargeBodies(router, access));
        router.route("/admin/v1/*")
                .handler(
                        BodyHandler.create(false).setBodyLimit(config.bodyMax()).setMergeFormAttributes(false));
        routes.forEach(part -> part.mount(router, access));
        router.route().failureHandler(context -> failed(context, context.statusCode()));
        Set.of(404, 405).forEach(status -> router.errorHandler(status, context -> failed(context, status)));
        return router;
    }

    private void enter(RoutingContext context) {
        Answers.name(context, requestIds.get());
        if (!gate.enter()) {
            access.answers().refuse(context, Problem.of(ProblemCode.OVERLOADED).retryAfter(1));
            return;
        }
        context.addEndHandler(ended -> gate.leave());
        context.next();
    }

    private void live(RoutingContext context) {
        boolean turning = health.turning().getAsBoolean();
        end(context, turning ? 200 : 503, new JsonObject().put("status", turning ? "up" : "stalled"));
    }

    private void ready(RoutingContext context) {
        health.readiness()
                .reasons(config.readyTimeoutMs())
                .onSuccess(reasons -> ready(context, reasons))
                .onFailure(context::fail);
    }

    private static void ready(RoutingContext context, List<String> reasons) {
        boolean ready = reasons.isEmpty();
        var body = new JsonObject().put("status", ready ? "ready" : "not-ready").put("reasons", new JsonArray(reasons));
        end(context, ready ? 200 : 503, body);
    }

    private void metrics(RoutingContext context) {
        metrics.get()
                .compose(text ->
                        context.response().putHeader("Content-Type", PROMETHEUS).end(text))
                .onFailure(context::fail);
    }

    private static void end(RoutingContext context, int status, JsonObject body) {
        context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", JSON)
                .end(body.toBuffer())
                .onFailure(context::fail);
    }

    private void failed(RoutingContext context, int status) {
        access.answers().failed(context, status);
    }
}
