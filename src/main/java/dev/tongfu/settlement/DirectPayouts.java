package dev.tongfu.settlement;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Each payout is a call: {@code POST {url}/orders} and {@code GET {url}/orders/{reference}}, as the simulated bank has
 * them; a real bank's own way is another class behind the same wall.
 *
 * <p>Only a connection that was never made is a definite failure; once writing may have begun, everything but a whole,
 * readable answer is unknown.
 */
public final class DirectPayouts implements Payouts {
    private final HttpClient client;
    private final PayoutConfig config;

    public DirectPayouts(Vertx vertx, PayoutConfig config) {
        this.config = config;
        this.client = vertx.createHttpClient(
                new HttpClientOptions()
                        .setConnectTimeout(config.connectTimeoutMs())
                        .setIdleTimeout(config.totalTimeoutMs())
                        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS),
                new PoolOptions().setHttp1MaxSize(config.batch()).setMaxWaitQueueSize(config.batch()));
    }

    @Override
    public String road() {
        return DIRECT;
    }

    @Override
    public Future<Said> send(Order order) {
        var body = new JsonObject()
                .put("reference", order.reference())
                .put("amount", order.amountMinor())
                .put("currency", order.currency())
                .put("bank_name", order.account().bankName())
                .put("account_no", order.account().accountNo())
                .put("holder", order.account().holder());
        return call(HttpMethod.POST, "/orders", body.toBuffer(), PayoutStatus.Event.NOT_SENT);
    }

    @Override
    public Future<Said> query(String reference) {
        return call(HttpMethod.GET, "/orders/" + reference, null, PayoutStatus.Event.UNKNOWN);
    }

    public Future<Void> close() {
        return client.shutdown(config.totalTimeoutMs(), TimeUnit.MILLISECONDS);
    }

    private Future<Said> call(HttpMethod method, String path, @Nullable Buffer body, PayoutStatus.Event notSent) {
        var options = new RequestOptions()
                .setMethod(method)
                .setAbsoluteURI(config.url() + path)
                .putHeader("Content-Type", "application/json")
                .setFollowRedirects(false)
                .setConnectTimeout(config.connectTimeoutMs());
        return client.request(options)
                .transform(connected -> connected.succeeded()
                        ? exchange(connected.result(), body)
                        : Future.succeededFuture(new Said(notSent, "not sent: " + name(connected.cause()))));
    }

    private Future<Said> exchange(HttpClientRequest request, @Nullable Buffer body) {
        Future<HttpClientResponse> sent = body == null ? request.send() : request.send(body);
        return sent.compose(this::read)
                .timeout(config.totalTimeoutMs(), TimeUnit.MILLISECONDS)
                .recover(lost -> request.reset()
                        .transform(closed -> Future.succeededFuture(
                                new Said(PayoutStatus.Event.UNKNOWN, "no answer: " + name(lost)))));
    }

    private Future<Said> read(HttpClientResponse response) {
        var gathered = Buffer.buffer();
        response.handler(part -> {
            if (gathered.length() + part.length() > config.answerBytesMax()) {
                throw new IllegalStateException("the answer is too long");
            }
            gathered.appendBuffer(part);
        });
        return response.end().map(ended -> said(response.statusCode(), gathered));
    }

    /** Only an answer with status 200 that says so is a result. */
    private static Said said(int status, Buffer body) {
        if (status != 200) {
            return new Said(PayoutStatus.Event.UNKNOWN, "status " + status);
        }
        try {
            var json = body.toJsonObject();
            String word = json.getString("status", "");
            String words = json.getString("message", word);
            return switch (word) {
                case "paid" -> new Said(PayoutStatus.Event.PAID, words);
                case "failed" -> new Said(PayoutStatus.Event.FAILED, words);
                case "returned" -> new Said(PayoutStatus.Event.RETURNED, words);
                case "processing" -> new Said(PayoutStatus.Event.SUBMITTED, words);
                default -> new Said(PayoutStatus.Event.UNKNOWN, "unreadable status");
            };
        } catch (DecodeException | ClassCastException unreadable) {
            return new Said(PayoutStatus.Event.UNKNOWN, "unreadable answer");
        }
    }

    private static String name(Throwable cause) {
        return cause.getClass().getSimpleName();
    }
}
