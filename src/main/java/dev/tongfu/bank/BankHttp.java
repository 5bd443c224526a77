package dev.tongfu.bank;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.PemTrustOptions;
import java.util.concurrent.TimeUnit;

/**
 * Posts to one bank over its own connections and tells what is certain about each exchange.
 *
 * <p>The two phases are kept apart on purpose: without a connection nothing was sent; once writing may have begun,
 * everything but a whole answer is lost and stays unknown. Nothing is ever sent twice, redirects are not followed.
 */
public final class BankHttp {
    private final HttpClient client;
    private final BankHttpConfig config;

    public BankHttp(Vertx vertx, BankHttpConfig config) {
        this.config = config;
        this.client = vertx.createHttpClient(options(config), pool(config));
    }

    /** What became of one exchange. */
    public sealed interface Exchange {
        /** A whole answer. */
        record Answered(int status, Buffer body) implements Exchange {}

        /** No byte of the request left us. */
        record NotSent(String reason) implements Exchange {}

        /** The request may have arrived and there is no whole answer. */
        record Lost(String reason) implements Exchange {}
    }

    /** Never fails for what a network or a bank does. */
    public Future<Exchange> post(String path, MultiMap headers, Buffer body) {
        return post(path, headers, body, config.answerBytesMax());
    }

    /** The same for a call whose answer may be larger or smaller than ordinary ones. */
    public Future<Exchange> post(String path, MultiMap headers, Buffer body, int answerBytesMax) {
        var options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(config.baseUrl() + path)
                .setHeaders(headers)
                .setFollowRedirects(false)
                .setConnectTimeout(config.connectTimeoutMs());
        return client.request(options)
                .transform(connection -> connection.succeeded()
                        ? exchange(connection.result(), body, answerBytesMax)
                        : Future.succeededFuture(new Exchange.NotSent(name(connection.cause()))));
    }

    public Future<Void> close() {
        return client.shutdown(config.totalTimeoutMs(), TimeUnit.MILLISECONDS);
    }

    private Future<Exchange> exchange(HttpClientRequest request, Buffer body, int answerBytesMax) {
        return request.send(body)
                .compose(response -> read(response, answerBytesMax))
                .timeout(config.totalTimeoutMs(), TimeUnit.MILLISECONDS)
                .recover(failure -> abandon(request, failure));
    }

    /** A time-out does not stop the exchange by itself: the connection is closed so that it can't hold a place. */
    private static Future<Exchange> abandon(HttpClientRequest request, Throwable failure) {
        return request.reset().transform(closed -> Future.succeededFuture(new Exchange.Lost(name(failure))));
    }

    private static Future<Exchange> read(HttpClientResponse response, int answerBytesMax) {
        Promise<Exchange> whole = Promise.promise();
        Buffer received = Buffer.buffer();
        response.exceptionHandler(whole::tryFail);
        response.endHandler(end -> whole.tryComplete(new Exchange.Answered(response.statusCode(), received)));
        response.handler(part -> {
            if (received.length() + part.length() > answerBytesMax) {
                response.handler(null);
                whole.tryFail(new AnswerTooLarge(answerBytesMax));
            } else {
                received.appendBuffer(part);
            }
        });
        return whole.future();
    }

    private static String name(Throwable failure) {
        return failure.getClass().getSimpleName();
    }

    private static PoolOptions pool(BankHttpConfig config) {
        return new PoolOptions().setHttp1MaxSize(config.poolMax()).setMaxWaitQueueSize(config.waitQueueMax());
    }

    private static HttpClientOptions options(BankHttpConfig config) {
        var options = new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_1_1)
                .setSsl(config.baseUrl().startsWith("https:"))
                .setVerifyHost(true)
                .setTrustAll(false)
                .setConnectTimeout(config.connectTimeoutMs())
                .setKeepAlive(true)
                .setKeepAliveTimeout(config.keepAliveSeconds())
                .setPipelining(false)
                .setDecompressionSupported(false);
        String caFile = config.caFile();
        if (caFile != null) {
            options.setTrustOptions(new PemTrustOptions().addCertPath(caFile));
        }
        return options;
    }

    private static final class AnswerTooLarge extends RuntimeException {
        private static final long serialVersionUID = 1L;

        AnswerTooLarge(int bytesMax) {
            super("the answer is larger than " + bytesMax + " bytes", null, false, false);
        }
    }
}
