package dev.tongfu.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Turns merchants' calls away before anything is made for them, while too many wait for the database already.
 *
 * <p>Under overload most of what comes is turned away, so its price is what is missing for the rest: no route, no
 * signature, and the connection stays, since dialling again costs both sides more than the answer.
 */
final class EarlyShed implements Handler<HttpServerRequest> {
    /** Less than 10,000 bytes; most of it came with the headers. */
    private static final Pattern SHORT = Pattern.compile("[0-9]{1,4}");

    private final Traffic traffic;
    private final Supplier<String> requestIds;
    private final Problem problem;
    private final String retryAfter;
    private final Handler<HttpServerRequest> next;

    EarlyShed(Traffic traffic, Supplier<String> requestIds, int retryAfterS, Handler<HttpServerRequest> next) {
        this.traffic = traffic;
        this.requestIds = requestIds;
        this.problem = Problem.of(ProblemCode.OVERLOADED);
        this.retryAfter = Integer.toString(retryAfterS);
        this.next = next;
    }

    @Override
    public void handle(HttpServerRequest request) {
        if (!traffic.backlog().full() || !isCall(request) || !shortBody(request)) {
            next.handle(request);
            return;
        }
        if (!traffic.connections().headersRead(request.connection())) {
            return;
        }
        long began = System.nanoTime();
        String requestId = requestIds.get();
        traffic.observer().shed(HttpObserver.Gate.API);
        request.response()
                .setStatusCode(problem.code().status())
                .putHeader("X-Request-Id", requestId)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader(HttpHeaders.RETRY_AFTER, retryAfter)
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .end(problem.toJson(requestId))
                .onComplete(ended -> answered(request, ended.succeeded(), began));
    }

    private void answered(HttpServerRequest request, boolean whole, long began) {
        traffic.connections().answered(request.connection());
        traffic.observer()
                .answered(
                        request.method().name(), null, whole ? problem.code().status() : 0, System.nanoTime() - began);
    }

    private static boolean isCall(HttpServerRequest request) {
        String path = request.path();
        return path != null && path.startsWith(EntryHandler.API_PREFIX);
    }

    /** True where the connection may stay though the request's body was not read. */
    static boolean shortBody(HttpServerRequest request) {
        var headers = request.headers();
        if (headers.contains(HttpHeaders.TRANSFER_ENCODING) || headers.contains(HttpHeaders.EXPECT)) {
            return false;
        }
        String length = headers.get(HttpHeaders.CONTENT_LENGTH);
        return length == null || SHORT.matcher(length).matches();
    }
}
