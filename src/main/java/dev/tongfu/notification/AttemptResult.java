package dev.tongfu.notification;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How one attempt ended.
 *
 * @param delay until the next attempt, when there is one
 * @param httpStatus the merchant's answer; null: there was none
 * @param ms from dialling to the end
 * @param answer the first bytes of the answer's body
 * @param error why there was no answer, or why nothing was sent
 */
record AttemptResult(
        Claim claim,
        NotificationStatus.Event event,
        Duration delay,
        @Nullable Integer httpStatus,
        int ms,
        @Nullable String answer,
        @Nullable String error,
        @Nullable String customerUrl) {

    static AttemptResult accepted(Claim claim, Answer answer) {
        var next = CustomerUrl.find(answer.text()).orElse(null);
        return new AttemptResult(
                claim,
                NotificationStatus.Event.ACCEPTED,
                Duration.ZERO,
                answer.status(),
                answer.ms(),
                answer.text(),
                null,
                next);
    }

    static AttemptResult refused(Claim claim, String reason) {
        return new AttemptResult(claim, NotificationStatus.Event.REFUSED, Duration.ZERO, null, 0, null, reason, null);
    }

    static AttemptResult gone(Claim claim, Answer answer) {
        return new AttemptResult(
                claim,
                NotificationStatus.Event.REFUSED,
                Duration.ZERO,
                answer.status(),
                answer.ms(),
                answer.text(),
                "the endpoint is gone",
                null);
    }

    static AttemptResult postponed(Claim claim, Duration delay) {
        return new AttemptResult(claim, NotificationStatus.Event.POSTPONED, delay, null, 0, null, null, null);
    }

    /** The status this result leads to. */
    NotificationStatus status() {
        return NotificationStatus.SENDING
                .after(event)
                .orElseThrow(() -> new IllegalStateException("no result of an attempt: " + event));
    }
}
