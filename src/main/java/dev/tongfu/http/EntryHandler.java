package dev.tongfu.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * What every request passes before its body is read: its id, its form, the load of the process and an empty quota.
 *
 * <p>No request id is taken from outside.
 */
final class EntryHandler implements Handler<RoutingContext> {
    static final String API_PREFIX = "/v1/";

    private static final Pattern KEY_ID = Pattern.compile(";keyid=\"([^\"]{1,128})\"");

    /** Less than 10,000 bytes; most of it came with the headers. */
    private static final Pattern SHORT = Pattern.compile("[0-9]{1,4}");

    private final Traffic traffic;
    private final Authenticator authenticator;
    private final Answers answers;
    private final Supplier<String> requestIds;
    private final int retryAfterS;

    EntryHandler(
            Traffic traffic,
            Authenticator authenticator,
            Answers answers,
            Supplier<String> requestIds,
            int retryAfterS) {
        this.traffic = traffic;
        this.authenticator = authenticator;
        this.answers = answers;
        this.requestIds = requestIds;
        this.retryAfterS = retryAfterS;
    }

    @Override
    public void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (!traffic.connections().headersRead(request.connection())) {
            return;
        }
        long began = System.nanoTime();
        Answers.name(context, requestIds.get());
        context.addEndHandler(ended -> answered(context, ended.succeeded(), began));
        Optional<Problem> malformed = malformed(context);
        if (malformed.isPresent()) {
            answers.refuseAndClose(context, malformed.get());
            return;
        }
        boolean api = request.path().startsWith(API_PREFIX);
        if (api && traffic.backlog().full()) {
            shed(context, HttpObserver.Gate.API);
            return;
        }
        Optional<Problem> usedUp = quotaUsedUp(request);
        if (usedUp.isPresent()) {
            answers.refuseAndClose(context, usedUp.get());
            return;
        }
        LoadGate gate = api ? traffic.api() : traffic.pages();
        if (!gate.enter()) {
            shed(context, api ? HttpObserver.Gate.API : HttpObserver.Gate.PAGES);
            return;
        }
        context.addEndHandler(ended -> gate.leave());
        context.next();
    }

    /** A caller who has to dial again costs more than the rest of a body that is short. */
    private void shed(RoutingContext context, HttpObserver.Gate gate) {
        traffic.observer().shed(gate);
        var problem = Problem.of(ProblemCode.OVERLOADED).retryAfter(retryAfterS);
        if (shortBody(context.request())) {
            answers.refuse(context, problem);
        } else {
            answers.refuseAndClose(context, problem);
        }
    }

    private static boolean shortBody(HttpServerRequest request) {
        var headers = request.headers();
        if (headers.contains(HttpHeaders.TRANSFER_ENCODING) || headers.contains(HttpHeaders.EXPECT)) {
            return false;
        }
        String length = headers.get(HttpHeaders.CONTENT_LENGTH);
        return length == null || SHORT.matcher(length).matches();
    }

    private void answered(RoutingContext context, boolean whole, long began) {
        HttpServerRequest request = context.request();
        traffic.connections().answered(request.connection());
        Route route = context.currentRoute();
        traffic.observer()
                .answered(
                        request.method().name(),
                        route == null ? null : route.getPath(),
                        whole ? context.response().getStatusCode() : 0,
                        System.nanoTime() - began);
    }

    private static Optional<Problem> malformed(RoutingContext context) {
        HttpServerRequest request = context.request();
        int hosts = request.headers().getAll(HttpHeaders.HOST).size();
        if (hosts > 1 || (hosts == 0 && request.version() != HttpVersion.HTTP_1_0)) {
            return Optional.of(Problem.of(ProblemCode.MALFORMED_REQUEST, "There must be exactly one Host header."));
        }
        boolean visible = request.uri().chars().allMatch(c -> c > 0x20 && c < 0x7f && c != '#');
        if (!visible || !request.uri().startsWith("/") || request.path() == null) {
            return Optional.of(Problem.of(ProblemCode.MALFORMED_REQUEST, "The target must be a path."));
        }
        if (!request.path().equals(context.normalizedPath())) {
            return Optional.of(Problem.of(ProblemCode.MALFORMED_REQUEST, "The path is not in its normal form."));
        }
        if (request.path().startsWith(API_PREFIX) && request.path().endsWith("/")) {
            return Optional.of(Problem.of(ProblemCode.UNKNOWN_PATH));
        }
        return Optional.empty();
    }

    private Optional<Problem> quotaUsedUp(HttpServerRequest request) {
        String signature = request.getHeader("Signature-Input");
        if (signature == null || !request.path().startsWith(API_PREFIX)) {
            return Optional.empty();
        }
        var keyId = KEY_ID.matcher(signature);
        if (!keyId.find()) {
            return Optional.empty();
        }
        return authenticator
                .merchantOfKey(keyId.group(1))
                .filter(merchant -> traffic.quotas().exhausted(merchant))
                .map(merchant -> quotaExceeded());
    }

    private Problem quotaExceeded() {
        traffic.observer().shed(HttpObserver.Gate.QUOTA);
        return Problem.of(ProblemCode.QUOTA_EXCEEDED).retryAfter(retryAfterS);
    }
}
