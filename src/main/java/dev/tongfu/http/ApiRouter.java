package dev.tongfu.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.openapi.router.OpenAPIRoute;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Builds the public listener's router: the operations of {@code openapi.yaml}, the pages, and a problem for the rest.
 */
public final class ApiRouter {
    private static final Logger LOGGER = LoggerFactory.getLogger(ApiRouter.class);
    private static final ApiHandler NOT_OFFERED =
            request -> io.vertx.core.Future.succeededFuture(ApiAnswer.refused(ProblemCode.NOT_OFFERED_YET));

    private static final Set<Integer> KNOWN = Set.of(400, 404, 405, 413);

    private final HttpConfig config;
    private final ApiContract contract;
    private final Authenticator authenticator;
    private final Traffic traffic;
    private final Map<String, ApiHandler> operations;
    private final List<PageRoutes> pages;
    private final Answers answers;
    private final Supplier<String> requestIds;

    public ApiRouter(
            HttpConfig config,
            ApiContract contract,
            Authenticator authenticator,
            Traffic traffic,
            List<ApiRoutes> routes,
            List<PageRoutes> pages,
            Answers answers,
            Supplier<String> requestIds) {
        this.config = config;
        this.contract = contract;
        this.authenticator = authenticator;
        this.traffic = traffic;
        this.operations = operations(contract, routes);
        this.pages = List.copyOf(pages);
        this.answers = answers;
        this.requestIds = requestIds;
    }

    private static Map<String, ApiHandler> operations(ApiContract contract, List<ApiRoutes> routes) {
        var all = new HashMap<String, ApiHandler>();
        for (ApiRoutes part : routes) {
            part.operations().forEach((id, handler) -> {
                if (!contract.operations().containsKey(id) || all.put(id, handler) != null) {
                    throw new IllegalStateException("not in openapi.yaml, or handled twice: " + id);
                }
            });
        }
        return Map.copyOf(all);
    }

    Router build(Vertx vertx) {
        var pipeline = new ApiPipeline(authenticator, traffic.quotas(), answers, config);
        RouterBuilder builder = RouterBuilder.create(vertx, contract.routes())
                .rootHandler(new EntryHandler(traffic, authenticator, answers, requestIds, config.retryAfterS()))
                .rootHandler(this.body())
                .rootHandler(this::bodyRead);
        for (OpenAPIRoute route : builder.getRoutes()) {
            var operation = contract.operation(route.getOperation().getOperationId());
            ApiHandler handler = operations.getOrDefault(operation.id(), NOT_OFFERED);
            route.setDoValidation(false)
                    .setDoSecurity(false)
                    .addHandler(context -> pipeline.handle(context, operation, handler));
        }
        Router router = builder.createRouter();
        router.get("/openapi.yaml").handler(context -> answers.end(context, "application/yaml", contract.text()));
        pages.forEach(part -> part.mount(router));
        router.route().failureHandler(context -> failed(context, context.statusCode()));
        List.of(400, 404, 405, 413, 500)
                .forEach(status -> router.errorHandler(status, context -> failed(context, status)));
        return router;
    }

    private io.vertx.core.Handler<RoutingContext> body() {
        BodyHandler usual = bodyHandler(config.bodyMax());
        BodyHandler batch = bodyHandler(config.batchBodyMax());
        return context -> (isBatch(context) ? batch : usual).handle(context);
    }

    private static BodyHandler bodyHandler(int limit) {
        return BodyHandler.create(false).setBodyLimit(limit).setMergeFormAttributes(false);
    }

    private static boolean isBatch(RoutingContext context) {
        return context.request().path().endsWith("-batches");
    }

    private void bodyRead(RoutingContext context) {
        if (traffic.connections().bodyRead(context.request().connection())) {
            context.next();
        }
    }

    private void failed(RoutingContext context, int status) {
        if (context.failure() instanceof HttpClosedException) {
            return;
        }
        if (Answers.requestId(context).isEmpty()) {
            Answers.name(context, requestIds.get());
        }
        if (context.failure() != null && !KNOWN.contains(status)) {
            LOGGER.atError()
                    .addKeyValue("requestId", Answers.requestId(context))
                    .setCause(context.failure())
                    .log("a request failed");
        }
        switch (status) {
            case 404 -> answers.refuse(context, Problem.of(ProblemCode.UNKNOWN_PATH));
            case 405 -> {
                context.response()
                        .putHeader(
                                HttpHeaders.ALLOW,
                                contract.methodsOf(context.request().path()));
                answers.refuse(context, Problem.of(ProblemCode.METHOD_NOT_ALLOWED));
            }
            case 413 -> answers.refuseAndClose(context, Problem.of(ProblemCode.BODY_TOO_LARGE));
            case 400 -> answers.refuseAndClose(context, Problem.of(ProblemCode.MALFORMED_REQUEST));
            default -> answers.refuse(context, Problem.of(ProblemCode.INTERNAL_ERROR));
        }
    }
}
