package dev.tongfu.http;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One event loop of the public listener; all instances share one port.
 *
 * <p>Stopping lets calls under way end, up to the configured time.
 */
public final class HttpVerticle extends VerticleBase {
    private static final Logger LOGGER = LoggerFactory.getLogger(HttpVerticle.class);
    private static final long SWEEP_MS = 1000;

    private final HttpConfig config;
    private final ApiRouter routes;
    private final Traffic traffic;
    private final Supplier<String> requestIds;
    private @Nullable HttpServer server;

    public HttpVerticle(HttpConfig config, ApiRouter routes, Traffic traffic, Supplier<String> requestIds) {
        this.config = config;
        this.routes = routes;
        this.traffic = traffic;
        this.requestIds = requestIds;
    }

    @Override
    public Future<?> start() {
        long sweep = vertx.setPeriodic(SWEEP_MS, timer -> traffic.connections().sweep());
        LOGGER.atDebug().addKeyValue("timer", sweep).log("sweeping connections");
        server = vertx.createHttpServer(options())
                .connectionHandler(traffic.connections()::opened)
                .invalidRequestHandler(this::refuse)
                .requestHandler(routes.build(vertx));
        return server.listen();
    }

    /** The port really bound; 0 before the start. */
    public int actualPort() {
        return server == null ? 0 : server.actualPort();
    }

    /** Nobody speaks WebSocket to us; without its compression each message passes one handler less. */
    private HttpServerOptions options() {
        return new HttpServerOptions()
                .setHost(config.host())
                .setPort(config.port())
                .setIdleTimeout(config.idleTimeoutS())
                .setIdleTimeoutUnit(TimeUnit.SECONDS)
                .setHttp2ClearTextEnabled(false)
                .setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false)
                .setTcpKeepAlive(true)
                .setMaxInitialLineLength(config.initialLineMax())
                .setMaxHeaderSize(config.headersMax());
    }

    /** What is not HTTP, or too long: answered without ever reaching the router. */
    private void refuse(HttpServerRequest request) {
        Throwable cause = request.decoderResult().cause();
        boolean tooLong = cause instanceof TooLongHttpHeaderException || cause instanceof TooLongHttpLineException;
        var problem = Problem.of(tooLong ? ProblemCode.HEADERS_TOO_LARGE : ProblemCode.MALFORMED_REQUEST);
        String requestId = requestIds.get();
        request.response()
                .setStatusCode(problem.code().status())
                .putHeader("X-Request-Id", requestId)
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
                .end(problem.toJson(requestId))
                .eventually(() -> request.connection().close())
                .onFailure(failure -> LOGGER.atDebug().setCause(failure).log("a broken request was not answered"));
    }

    @Override
    public Future<?> stop() {
        return server == null ? Future.succeededFuture() : server.shutdown(config.shutdownMs(), TimeUnit.MILLISECONDS);
    }
}
