package dev.tongfu.simulator.frame;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Posts a form as a bank's server does: one try, a time-out on the whole, no redirects, a bounded answer. */
public final class FormPost {
    private static final int ANSWER_BYTES_MAX = 65_536;
    private static final int CONNECTIONS_MAX = 64;
    private static final int WAITING_MAX = 10_000;
    private static final int CONNECT_TIMEOUT_MS = 2_000;

    private final HttpClient client;
    private final long timeoutMs;

    public FormPost(Vertx vertx, long timeoutMs) {
        var options = new HttpClientOptions().setConnectTimeout(CONNECT_TIMEOUT_MS);
        this.client = vertx.createHttpClient(
                options, new PoolOptions().setHttp1MaxSize(CONNECTIONS_MAX).setMaxWaitQueueSize(WAITING_MAX));
        this.timeoutMs = timeoutMs;
    }

    /** What the receiver said. */
    public record Answer(int status, String body) {}

    public Future<Answer> send(String url, Map<String, String> fields) {
        var form = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        var options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(url)
                .setFollowRedirects(false)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/x-www-form-urlencoded");
        return client.request(options)
                .compose(request -> request.send(Buffer.buffer(form)))
                .compose(FormPost::answer)
                .timeout(timeoutMs, TimeUnit.MILLISECONDS);
    }

    public Future<Void> close() {
        return client.close();
    }

    private static Future<Answer> answer(HttpClientResponse response) {
        var body = Buffer.buffer();
        var whole = Promise.<Answer>promise();
        response.handler(part -> {
            body.appendBuffer(part);
            if (body.length() > ANSWER_BYTES_MAX) {
                response.request().reset();
                whole.tryFail("an answer of more than " + ANSWER_BYTES_MAX + " bytes");
            }
        });
        response.exceptionHandler(whole::tryFail);
        response.endHandler(
                end -> whole.tryComplete(new Answer(response.statusCode(), body.toString(StandardCharsets.UTF_8))));
        return whole.future();
    }
}
