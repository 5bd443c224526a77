package dev.tongfu.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.openapi.router.OpenAPIRoute;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Builds the public listener's router: the operations of {@code openapi.yaml}, the pages, and a problem for the rest.
 */
public final class ApiRouter {
    private static final ApiHandler NOT_OFFERED =
            request -> io.vertx.core.Future.succeededFuture(ApiAnswer.refused(ProblemCode.NOT_OFFERED_YET));

    private final HttpConfig config;
    private final ApiContract contract;
    private final Authenticator authenticator;
    private final Traffic traffic;
    private final Map<String, ApiHandler> operations;
    private final Features features;
    private final Answers answers;
    private final Supplier<String> requestIds;

    public ApiRouter(
            HttpConfig config,
            ApiContract contract,
            Authenticator authenticator,
            Traffic traffic,
            Features features,
            Answers answers,
            Supplier<String> requestIds) {
        this.config = config;
        this.contract = contract;
        this.authenticator = authenticator;
        this.traffic = traffic;
        this.operations = operations(contract, features.api());
        this.features = features;
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
        var pipeline = new ApiPipeline(authenticator, traffic, answers, features.failures(), config);
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
        features.pages().forEach(part -> part.mount(router));
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
        if (Answers.requestId(context).isEmpty()) {
            Answers.name(context, requestIds.get());
        }
        if (status == 405) {
            context.response()
                    .putHeader(
                            HttpHeaders.ALLOW,
                            contract.methodsOf(context.request().path()));
        }
        answers.failed(context, status);
    }
}
