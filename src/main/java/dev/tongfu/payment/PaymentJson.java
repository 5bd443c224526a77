package dev.tongfu.payment;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** The payment resource as merchants see it, in answers and in notifications alike. */
public final class PaymentJson {
    private final PayerLinks links;

    public PaymentJson(PayerLinks links) {
        this.links = links;
    }

    public JsonObject write(Payment payment) {
        var failure = payment.failure();
        return new JsonObject()
                .put("id", payment.id())
                .put("order_no", payment.orderNo())
                .put("kind", payment.kind().word())
                .put("status", payment.status().word())
                .put("amount", payment.amount().minor())
                .put("currency", payment.amount().currency().name())
                .put("captured", payment.captured())
                .put("refunded", payment.refunded())
                .put("refund_reserved", payment.refundReserved())
                .put("bank", payment.shownBank())
                .put("bank_txn_no", payment.bankTxnNo())
                .put("bank_date", text(payment.bankDate()))
                .put("accounting_date", text(payment.accountingDate()))
                .put("payable_until", time(payment.payableUntil()))
                .put("subject", payment.subject())
                .put("result_mode", payment.resultMode().word())
                .put("notify_url", payment.notifyUrl())
                .put("return_url", payment.returnUrl())
                .put(
                        "cashier_url",
                        payment.kind().onBankPage() ? links.cashier(payment.merchantId(), payment.id()) : null)
                .put("created_at", time(payment.createdAt()))
                .put("expires_at", time(payment.expiresAt()))
                .put("paid_at", time(payment.paidAt()))
                .put(
                        "failure",
                        failure == null
                                ? null
                                : new JsonObject().put("code", failure.code()).put("message", failure.message()))
                .put("version", payment.version())
                .put("metadata", payment.metadata() == null ? null : new JsonObject(payment.metadata()));
    }

    /** The body of a notification: one line, fixed from the moment it is written. */
    String notification(String type, Payment payment, Instant at) {
        return new JsonObject()
                .put("type", type)
                .put("timestamp", time(at))
                .put("data", write(payment).put("sequence", payment.sequence()))
                .encode();
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    private static @Nullable String time(@Nullable Instant instant) {
        return instant == null ? null : instant.truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
