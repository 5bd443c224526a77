package dev.tongfu.payment;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** The refund resource as merchants see it, in answers and in notifications alike. */
public final class RefundJson {
    private RefundJson() {}

    public static JsonObject write(Refund refund) {
        return new JsonObject()
                .put("id", refund.id())
                .put("status", refund.status().word())
                .put("refund_no", refund.refundNo())
                .put("payment_id", refund.paymentId())
                .put("amount", refund.amount().minor())
                .put("reason", refund.reason())
                .put("bank_refund_no", refund.bankRefundNo())
                .put("bank_date", text(refund.bankDate()))
                .put("accounting_date", text(refund.accountingDate()))
                .put("created_at", time(refund.createdAt()))
                .put("version", refund.version())
                .put("failure", failure(refund.failure()));
    }

    static String notification(String type, Refund refund, Instant at) {
        return new JsonObject()
                .put("type", type)
                .put("timestamp", time(at))
                .put("data", write(refund).put("sequence", refund.sequence()))
                .encode();
    }

    static @Nullable JsonObject failure(Payment.@Nullable Failure failure) {
        return failure == null
                ? null
                : new JsonObject().put("code", failure.code()).put("message", failure.message());
    }

    static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
