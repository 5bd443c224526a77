package dev.tongfu.notification;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** One attempt, from the check of the address to a result; never fails. */
final class Delivery {
    private final UrlGuard guard;
    private final MerchantWebhooks webhooks;
    private final WebhookClient client;
    private final RetrySchedule schedule;
    private final Clock clock;

    Delivery(UrlGuard guard, MerchantWebhooks webhooks, WebhookClient client, RetrySchedule schedule, Clock clock) {
        this.guard = guard;
        this.webhooks = webhooks;
        this.client = client;
        this.schedule = schedule;
        this.clock = clock;
    }

    Future<AttemptResult> attempt(Claim claim) {
        if (claim.disabledReason() != null) {
            return Future.succeededFuture(AttemptResult.refused(claim, claim.disabledReason()));
        }
        long begun = clock.millis();
        return guard.check(claim.merchantId(), claim.url())
                .compose(verdict -> verdict.match(
                        allowed -> signAndPost(claim, allowed),
                        refused -> Future.succeededFuture(AttemptResult.refused(claim, refused.reason())),
                        unresolved -> Future.succeededFuture(unanswered(claim, begun, unresolved.reason()))))
                .otherwise(cause -> unanswered(claim, begun, describe(cause)));
    }

    private Future<AttemptResult> signAndPost(Claim claim, UrlVerdict.Allowed target) {
        long begun = clock.millis();
        long timestamp = clock.instant().getEpochSecond();
        var body = Buffer.buffer(claim.body());
        return webhooks.sign(claim.merchantId(), claim.id(), timestamp, body.getBytes())
                .compose(signature -> signature.isEmpty()
                        ? Future.succeededFuture(unanswered(claim, begun, "the merchant has no webhook secret"))
                        : client.post(target, headers(claim, timestamp, signature), body)
                                .map(answer -> answered(claim, answer)));
    }

    private static Map<String, String> headers(Claim claim, long timestamp, Optional<String> signature) {
        return Map.of(
                "content-type", "application/json",
                "user-agent", "Tongfu/1",
                "webhook-id", claim.id(),
                "webhook-timestamp", Long.toString(timestamp),
                "webhook-signature", signature.orElseThrow());
    }

    private AttemptResult answered(Claim claim, Answer answer) {
        if (answer.accepted()) {
            return AttemptResult.accepted(claim, answer);
        }
        if (answer.gone()) {
            return AttemptResult.gone(claim, answer);
        }
        var next = schedule.next(claim.attempts(), answer.retryAfter());
        return new AttemptResult(
                claim,
                failedOrExhausted(next),
                next.orElse(Duration.ZERO),
                answer.status(),
                answer.ms(),
                answer.text(),
                null,
                null);
    }

    private AttemptResult unanswered(Claim claim, long begun, String error) {
        var next = schedule.next(claim.attempts(), Duration.ZERO);
        int ms = (int) (clock.millis() - begun);
        return new AttemptResult(
                claim, failedOrExhausted(next), next.orElse(Duration.ZERO), null, ms, null, error, null);
    }

    private static NotificationStatus.Event failedOrExhausted(Optional<Duration> next) {
        return next.isPresent() ? NotificationStatus.Event.FAILED : NotificationStatus.Event.EXHAUSTED;
    }

    /** Words for the merchant's eyes; a library's message may name what is none of its business. */
    private static String describe(Throwable cause) {
        if (cause instanceof TimeoutException || cause instanceof SocketTimeoutException) {
            return "no answer in time";
        }
        if (cause instanceof SSLException) {
            return "the certificate or the TLS handshake was not accepted";
        }
        return cause instanceof ConnectException ? "no connection" : "the connection broke before an answer";
    }
}
