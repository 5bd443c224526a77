package dev.tongfu.payment;

import dev.tongfu.money.Money;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A validated request for a refund.
 *
 * @param paymentId the payment, or null where {@code orderNo} names it
 */
public record NewRefund(
        String merchantId,
        String refundNo,
        @Nullable String paymentId,
        @Nullable String orderNo,
        Money amount,
        @Nullable String reason) {
    /** The JSON pointer of the first field in which the stored refund is another, in the documented order. */
    Optional<String> firstDifference(Refund stored, Payment payment) {
        if (paymentId != null && !paymentId.equals(stored.paymentId())) {
            return Optional.of("/payment_id");
        }
        if (orderNo != null && !orderNo.equals(payment.orderNo())) {
            return Optional.of("/order_no");
        }
        if (!amount.equals(stored.amount())) {
            return Optional.of("/amount");
        }
        return Objects.equals(reason, stored.reason()) ? Optional.empty() : Optional.of("/reason");
    }

    /** The same against an item of a stored batch, at its place. */
    Optional<String> firstDifference(RefundBatchStore.Asked stored) {
        if (!refundNo.equals(stored.refundNo())) {
            return Optional.of("/refund_no");
        }
        if (paymentId != null && !paymentId.equals(stored.paymentId())) {
            return Optional.of("/payment_id");
        }
        if (orderNo != null && !orderNo.equals(stored.orderNo())) {
            return Optional.of("/order_no");
        }
        if (!amount.equals(stored.amount())) {
            return Optional.of("/amount");
        }
        return Objects.equals(reason, stored.reason()) ? Optional.empty() : Optional.of("/reason");
    }
}
