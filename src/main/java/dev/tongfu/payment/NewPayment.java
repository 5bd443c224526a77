package dev.tongfu.payment;

import dev.tongfu.money.Money;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A validated request for a payment.
 *
 * <p>Two requests are the same when all fields but the order number's owner are equal after defaults; an expiry that
 * was not given equals another that was not given.
 */
public record NewPayment(
        String merchantId,
        String orderNo,
        PaymentKind kind,
        Money amount,
        String subject,
        @Nullable String bank,
        ResultMode resultMode,
        @Nullable String notifyUrl,
        @Nullable String returnUrl,
        @Nullable Instant expiresAt,
        @Nullable String metadata) {

    /** The JSON pointer of the first field in which the stored payment is another, in the documented order. */
    public Optional<String> firstDifference(Payment stored) {
        if (kind != stored.kind()) {
            return Optional.of("/kind");
        }
        if (amount.minor() != stored.amount().minor()) {
            return Optional.of("/amount");
        }
        if (amount.currency() != stored.amount().currency()) {
            return Optional.of("/currency");
        }
        if (!subject.equals(stored.subject())) {
            return Optional.of("/subject");
        }
        if (!Objects.equals(bank, stored.requestedBank())) {
            return Optional.of("/bank");
        }
        if (resultMode != stored.resultMode()) {
            return Optional.of("/result_mode");
        }
        if (!Objects.equals(notifyUrl, stored.notifyUrl())) {
            return Optional.of("/notify_url");
        }
        if (!Objects.equals(returnUrl, stored.returnUrl())) {
            return Optional.of("/return_url");
        }
        if (!Objects.equals(expiresAt, stored.requestedExpiry())) {
            return Optional.of("/expires_at");
        }
        return Objects.equals(metadata, stored.metadata()) ? Optional.empty() : Optional.of("/metadata");
    }
}
