package dev.tongfu.simulator.tour;

import dev.tongfu.crypto.HttpMessageSigner;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Many calls at once, as merchants with signatures and as payers' browsers without; follows no redirects. */
final class DayClient {
    private static final int WAITING_MAX = 10_000;
    private static final int CONNECT_TIMEOUT_MS = 5_000;
    private static final long LIMIT_MS = 60_000;

    private static final int BUSY = 503;
    private static final int TRIES_MAX = 8;
    private static final long PAUSE_MS = 400;

    private final Vertx vertx;
    private final HttpClient http;
    private final HttpMessageSigner signer;
    private final String gatewayUrl;
    private final String authority;

    /** @param connections kept to each of the gateway and the simulated banks */
    DayClient(Vertx vertx, HttpMessageSigner signer, String gatewayUrl, int connections) {
        this.vertx = vertx;
        this.http = vertx.createHttpClient(
                new HttpClientOptions().setConnectTimeout(CONNECT_TIMEOUT_MS),
                new PoolOptions().setHttp1MaxSize(connections).setMaxWaitQueueSize(WAITING_MAX));
        this.signer = signer;
        this.gatewayUrl = gatewayUrl;
        this.authority = URI.create(gatewayUrl).getAuthority();
    }

    /** @param location where the answer sends the browser; empty where nowhere */
    record Reply(String url, int status, String location, Buffer body) {
        JsonObject json() {
            return body.length() == 0 ? new JsonObject() : body.toJsonObject();
        }

        /** This answer where its status is the wished one; else a failure that says what came. */
        Future<Reply> that(int wished) {
            return status == wished ? Future.succeededFuture(this) : Future.failedFuture(new UnexpectedReply(this));
        }
    }

    /** An answer that a life cannot go on with. */
    static final class UnexpectedReply extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private static final int SHOWN_MAX = 300;
        private final int status;

        UnexpectedReply(Reply reply) {
            super(reply.status() + " from " + reply.url().replaceAll("[A-Za-z0-9_.=-]{24,}", "…") + " " + shown(reply));
            this.status = reply.status();
        }

        int status() {
            return status;
        }

        private static String shown(Reply reply) {
            String text = reply.body().toString(StandardCharsets.UTF_8);
            return text.length() > SHOWN_MAX ? text.substring(0, SHOWN_MAX) : text;
        }
    }

    Future<Reply> get(String target) {
        return api(HttpMethod.GET, target, Buffer.buffer());
    }

    Future<Reply> post(String target, JsonObject body) {
        return api(HttpMethod.POST, target, body.toBuffer());
    }

    Future<Reply> submit(String url, Map<String, String> form) {
        String body = form.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
        var options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(url)
                .putHeader("Content-Type", "application/x-www-form-urlencoded");
        return patiently(() -> send(url, options, Buffer.buffer(body)), 1);
    }

    Future<Void> close() {
        return http.close();
    }

    /** Whoever is told that the gateway is busy, or hears nothing, comes again with the same number. */
    private Future<Reply> api(HttpMethod method, String target, Buffer body) {
        return patiently(() -> signed(method, target, body), 1);
    }

    private Future<Reply> patiently(Supplier<Future<Reply>> call, int tries) {
        return call.get()
                .recover(failure -> failure instanceof HttpClosedException && tries < TRIES_MAX
                        ? patiently(call, tries + 1)
                        : Future.failedFuture(failure))
                .compose(reply -> reply.status() == BUSY && tries < TRIES_MAX
                        ? vertx.timer(PAUSE_MS * tries, TimeUnit.MILLISECONDS)
                                .compose(waited -> patiently(call, tries + 1))
                        : Future.succeededFuture(reply));
    }

    private Future<Reply> signed(HttpMethod method, String target, Buffer body) {
        String url = gatewayUrl + target;
        var options = new RequestOptions().setMethod(method).setAbsoluteURI(url);
        signer.sign(method.name(), target, authority, body.getBytes()).forEach(options::putHeader);
        if (body.length() > 0) {
            options.putHeader("Content-Type", "application/json");
        }
        return send(url, options, body);
    }

    private Future<Reply> send(String url, RequestOptions options, Buffer body) {
        return http.request(options.setFollowRedirects(false))
                .compose(request -> request.send(body))
                .compose(response -> read(url, response))
                .timeout(LIMIT_MS, TimeUnit.MILLISECONDS);
    }

    private static Future<Reply> read(String url, HttpClientResponse response) {
        String location = response.getHeader("Location");
        return response.body()
                .map(body -> new Reply(url, response.statusCode(), location == null ? "" : location, body));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
