package dev.tongfu.payment;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * 身份验证: whether name, certificate and card are one person's, as it stands at one {@code version}.
 *
 * @param request what the merchant asked for
 * @param card what is kept of card and person
 * @param verifyUntil until when it can be done on the bank's page
 * @param verifyUrl the bank's page, once it is known
 */
public record IdentityCheck(
        String id,
        NewIdentityCheck request,
        CardPrint card,
        IdentityCheckStatus status,
        int version,
        int sequence,
        String channelId,
        Instant verifyUntil,
        @Nullable String verifyUrl,
        Payment.@Nullable Failure failure,
        Instant createdAt,
        Instant changedAt) {

    public String merchantId() {
        return request.merchantId();
    }

    /** The next version in another state; the merchant is told of all but that it is pending. */
    IdentityCheck to(IdentityCheckStatus next, @Nullable String url, Payment.@Nullable Failure why, Instant now) {
        return new IdentityCheck(
                id,
                request,
                card,
                next,
                version + 1,
                next == IdentityCheckStatus.PENDING ? sequence : sequence + 1,
                channelId,
                verifyUntil,
                url,
                why,
                createdAt,
                now);
    }
}
