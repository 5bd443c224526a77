package dev.tongfu.notification;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.TrustOptions;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Posts to an address that was checked, and reads no more of the answer than is kept.
 *
 * <p>Nothing is followed, nothing is decompressed; a connection with unread bytes is closed. Once the status line is
 * there it is the answer, however the rest of the body ends.
 */
final class WebhookClient {
    private static final int KEEP_ALIVE_SECONDS = 10;
    private static final int HEADERS_BYTES_MAX = 8_192;
    private static final char UNREADABLE = '\ufffd';

    private final Vertx vertx;
    private final Clock clock;
    private final NotificationConfig config;
    private final HttpClientAgent client;

    WebhookClient(Vertx vertx, Clock clock, NotificationConfig config, @Nullable TrustOptions trust) {
        this.vertx = vertx;
        this.clock = clock;
        this.config = config;
        var options = new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_1_1)
                .setConnectTimeout(config.connectTimeoutMs())
                .setIdleTimeout(config.totalTimeoutMs())
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setKeepAlive(true)
                .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
                .setPipelining(false)
                .setVerifyHost(true)
                .setDecompressionSupported(false)
                .setMaxHeaderSize(HEADERS_BYTES_MAX);
        if (trust != null) {
            options.setTrustOptions(trust);
        }
        var pool = new PoolOptions()
                .setHttp1MaxSize(config.inFlightPerHostMax())
                .setMaxWaitQueueSize(config.inFlightPerHostMax());
        this.client = vertx.createHttpClient(options, pool);
    }

    /** Fails when no status line came within the time, for whatever reason. */
    Future<Answer> post(UrlVerdict.Allowed target, Map<String, String> headers, Buffer body) {
        long begun = clock.millis();
        var options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(target.uri().toASCIIString())
                .setServer(target.address())
                .setConnectTimeout(config.connectTimeoutMs())
                .setFollowRedirects(false);
        headers.forEach(options::putHeader);
        return client.request(options).compose(request -> exchange(request, body, begun));
    }

    private Future<Answer> exchange(HttpClientRequest request, Buffer body, long begun) {
        return request.send(body)
                .map(HttpClientResponse::pause)
                .timeout(left(begun), TimeUnit.MILLISECONDS)
                .onFailure(cause -> request.reset())
                .compose(response -> read(request, response, begun));
    }

    private Future<Answer> read(HttpClientRequest request, HttpClientResponse response, long begun) {
        Promise<Boolean> whole = Promise.promise();
        var head = Buffer.buffer();
        long timer = vertx.setTimer(left(begun), late -> whole.tryComplete(false));
        response.exceptionHandler(broken -> whole.tryComplete(false));
        response.endHandler(end -> whole.tryComplete(true));
        response.handler(chunk -> {
            head.appendBuffer(chunk, 0, Math.min(chunk.length(), config.answerBytesMax() - head.length()));
            if (head.length() >= config.answerBytesMax()) {
                whole.tryComplete(false);
            }
        });
        response.resume();
        return whole.future().map(read -> {
            vertx.cancelTimer(timer);
            closeUnlessRead(request, read);
            return answer(response, head, begun);
        });
    }

    private static void closeUnlessRead(HttpClientRequest request, boolean read) {
        if (!read) {
            request.reset();
        }
    }

    private Answer answer(HttpClientResponse response, Buffer head, long begun) {
        return new Answer(
                response.statusCode(),
                readable(head),
                (int) (clock.millis() - begun),
                RetryAfter.parse(response.getHeader("Retry-After"), clock));
    }

    private long left(long begun) {
        return Math.max(1, config.totalTimeoutMs() - (clock.millis() - begun));
    }

    /** PostgreSQL keeps no NUL, and nobody can read the others. */
    private static String readable(Buffer head) {
        return head.toString(StandardCharsets.UTF_8)
                .codePoints()
                .map(point -> Character.isISOControl(point) && !Character.isWhitespace(point) ? UNREADABLE : point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    Future<Void> close() {
        return client.close();
    }
}
