package dev.tongfu.http;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes answers: the edge where the chains of futures end. */
public final class Answers {
    private static final Logger LOGGER = LoggerFactory.getLogger(Answers.class);
    private static final long LINGER_MS = 500;
    private static final String REQUEST_ID = "requestId";

    private final ProblemPages pages;
    private final Consumer<HttpConnection> givenUp;

    /** For a listener that keeps no account of its connections. */
    public Answers(ProblemPages pages) {
        this(pages, connection -> {});
    }

    /** @param givenUp hears of connections of which nothing more may be believed */
    Answers(ProblemPages pages, Consumer<HttpConnection> givenUp) {
        this.pages = pages;
        this.givenUp = givenUp;
    }

    /** For the public listener. */
    public static Answers of(ProblemPages pages, Traffic traffic) {
        return new Answers(pages, traffic.connections()::refused);
    }

    /** Names the exchange, on the context and on the answer. */
    public static void name(RoutingContext context, String requestId) {
        context.put(REQUEST_ID, requestId);
        context.response()
                .putHeader("X-Request-Id", requestId)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    }

    /** Empty before the request was named. */
    public static String requestId(RoutingContext context) {
        return context.get(REQUEST_ID, "");
    }

    public void answer(RoutingContext context, ApiAnswer answer) {
        if (answer instanceof ApiAnswer.Refused refused) {
            refuse(context, refused.problem());
            return;
        }
        if (answer instanceof ApiAnswer.Streamed streamed) {
            stream(context, streamed);
            return;
        }
        var success = (ApiAnswer.Success) answer;
        HttpServerResponse response = context.response().setStatusCode(success.status());
        success.headers().forEach(response::putHeader);
        end(context, success.contentType(), success.body());
    }

    /** An answer that breaks off ends its connection, so that nobody takes it for a whole one. */
    private static void stream(RoutingContext context, ApiAnswer.Streamed answer) {
        HttpServerResponse response = context.response().setStatusCode(200).setChunked(true);
        answer.headers().forEach(response::putHeader);
        response.putHeader(HttpHeaders.CONTENT_TYPE, answer.contentType());
        parts(response, answer).onFailure(cause -> {
            LOGGER.atWarn()
                    .addKeyValue("requestId", requestId(context))
                    .setCause(cause)
                    .log("an answer broke off");
            context.request().connection().close();
        });
    }

    private static Future<Void> parts(HttpServerResponse response, ApiAnswer.Streamed answer) {
        return answer.parts()
                .get()
                .compose(part -> part.length() == 0
                        ? response.end()
                        : response.write(part).compose(written -> parts(response, answer)));
    }

    /** A problem: JSON for programs, its page for a browser outside the API. */
    public void refuse(RoutingContext context, Problem problem) {
        HttpServerResponse response =
                context.response().setStatusCode(problem.code().status());
        if (problem.retryAfterSeconds() > 0) {
            response.putHeader(HttpHeaders.RETRY_AFTER, Integer.toString(problem.retryAfterSeconds()));
        }
        String accept = context.request().getHeader(HttpHeaders.ACCEPT);
        boolean browser = accept != null
                && accept.contains("text/html")
                && !context.request().path().startsWith("/v1");
        if (browser) {
            response.putHeader("Content-Security-Policy", ProblemPages.SECURITY_POLICY);
            end(context, ProblemPages.HTML, pages.page(problem.code()));
        } else {
            end(context, Problem.MEDIA_TYPE, problem.toJson(requestId(context)));
        }
    }

    /**
     * The same, and the connection goes. At once where nothing that follows on it can be trusted; after a while where
     * an honest client may still be sending its body and would otherwise lose the answer.
     */
    void refuseAndClose(RoutingContext context, Problem problem) {
        context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        boolean broken = problem.code() == ProblemCode.MALFORMED_REQUEST;
        HttpConnection connection = context.request().connection();
        givenUp.accept(connection);
        context.addEndHandler(ended -> {
            if (broken) {
                connection.close();
            } else {
                context.vertx().setTimer(LINGER_MS, timer -> connection.close());
            }
        });
        refuse(context, problem);
    }

    /** What the router refused by itself, or a handler that failed: a problem by its status, and never a cause. */
    public void failed(RoutingContext context, int status) {
        if (context.failure() instanceof HttpClosedException) {
            return;
        }
        switch (status) {
            case 400 -> refuseAndClose(context, Problem.of(ProblemCode.MALFORMED_REQUEST));
            case 404 -> refuse(context, Problem.of(ProblemCode.UNKNOWN_PATH));
            case 405 -> refuse(context, Problem.of(ProblemCode.METHOD_NOT_ALLOWED));
            case 413 -> refuseAndClose(context, Problem.of(ProblemCode.BODY_TOO_LARGE));
            default -> {
                LOGGER.atError()
                        .addKeyValue("requestId", requestId(context))
                        .setCause(context.failure())
                        .log("a request failed");
                refuse(context, Problem.of(ProblemCode.INTERNAL_ERROR));
            }
        }
    }

    void end(RoutingContext context, String contentType, Buffer body) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed()) {
            return;
        }
        response.putHeader(HttpHeaders.CONTENT_TYPE, contentType)
                .end(body)
                .onFailure(cause -> LOGGER.atDebug()
                        .addKeyValue("requestId", requestId(context))
                        .setCause(cause)
                        .log("the client left before its answer"));
    }
}
