package dev.tongfu.http;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What every merchant call passes after its body is read: signature, quota, media type, address, query, handler.
 *
 * <p>The signature is checked over the raw bytes before anything of them is parsed.
 */
final class ApiPipeline {
    private static final Logger LOGGER = LoggerFactory.getLogger(ApiPipeline.class);

    private final Authenticator authenticator;
    private final Traffic traffic;
    private final Answers answers;
    private final Function<Throwable, Optional<ProblemCode>> failures;
    private final Deadlines deadlines;
    private final HttpConfig config;

    ApiPipeline(
            Authenticator authenticator,
            Traffic traffic,
            Answers answers,
            Function<Throwable, Optional<ProblemCode>> failures,
            HttpConfig config) {
        this.authenticator = authenticator;
        this.traffic = traffic;
        this.answers = answers;
        this.failures = failures;
        this.config = config;
        this.deadlines = new Deadlines(config.answerTimeoutMs());
    }

    void handle(RoutingContext context, ApiContract.Operation operation, ApiHandler handler) {
        deadlines
                .of(context.vertx(), answerOf(context, operation, handler))
                .recover(cause -> Future.succeededFuture(failed(context, operation, cause)))
                .onSuccess(answer -> answers.answer(context, answer))
                .onFailure(context::fail);
    }

    private Future<ApiAnswer> answerOf(RoutingContext context, ApiContract.Operation operation, ApiHandler handler) {
        HttpServerRequest request = context.request();
        Buffer body = Optional.ofNullable(context.body().buffer()).orElseGet(Buffer::buffer);
        var outcome = authenticator.check(request, body);
        if (outcome instanceof Authenticator.Outcome.Refused refused) {
            return refused(refused.problem());
        }
        var caller = (Authenticator.Outcome.Accepted) outcome;
        if (!traffic.quotas().take(caller.merchantId())) {
            traffic.observer().shed(HttpObserver.Gate.QUOTA);
            return refused(Problem.of(ProblemCode.QUOTA_EXCEEDED).retryAfter(config.retryAfterS()));
        }
        if (body.length() > 0 && !isJson(request)) {
            return refused(Problem.of(ProblemCode.UNSUPPORTED_MEDIA_TYPE));
        }
        if (!QueryReader.fits(context.pathParams(), operation.path())) {
            return refused(Problem.of(ProblemCode.NOT_FOUND));
        }
        var query = QueryReader.read(request.query(), operation.query());
        if (query instanceof QueryReader.Reading.Faulty faulty) {
            return refused(faulty.problem());
        }
        return handler.handle(new ApiRequest(
                caller.merchantId(),
                caller.keyId(),
                Answers.requestId(context),
                context.pathParams(),
                ((QueryReader.Reading.Valid) query).query(),
                Optional.ofNullable(request.getHeader(HttpHeaders.ACCEPT)).orElse(""),
                body));
    }

    private static Future<ApiAnswer> refused(Problem problem) {
        return Future.succeededFuture(ApiAnswer.refused(problem));
    }

    private ApiAnswer failed(RoutingContext context, ApiContract.Operation operation, Throwable cause) {
        var known = failures.apply(cause);
        boolean changes = !HttpMethod.GET.equals(context.request().method());
        if (known.isPresent()) {
            boolean nobodyKnows = changes && known.get() == ProblemCode.NOT_READY;
            var problem = Problem.of(nobodyKnows ? ProblemCode.OUTCOME_UNKNOWN : known.get());
            return ApiAnswer.refused(
                    problem.code().status() == 503 ? problem.retryAfter(config.retryAfterS()) : problem);
        }
        LOGGER.atError()
                .addKeyValue("requestId", Answers.requestId(context))
                .addKeyValue("operation", operation.id())
                .setCause(cause)
                .log("a call failed");
        return ApiAnswer.refused(changes ? ProblemCode.OUTCOME_UNKNOWN : ProblemCode.INTERNAL_ERROR);
    }

    private static boolean isJson(HttpServerRequest request) {
        String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
        String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        if (type == null || (encoding != null && !encoding.equalsIgnoreCase("identity"))) {
            return false;
        }
        String plain = type.toLowerCase(Locale.ROOT).replace(" ", "");
        return plain.equals("application/json")
                || plain.equals("application/json;charset=utf-8")
                || plain.equals("application/json;charset=\"utf-8\"");
    }
}
