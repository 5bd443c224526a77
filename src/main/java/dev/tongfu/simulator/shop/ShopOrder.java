package dev.tongfu.simulator.shop;

import dev.tongfu.money.Money;
import io.vertx.core.json.JsonObject;
import java.time.Instant;

/**
 * An order of the shop as far as the shop knows it.
 *
 * @param status the payment's status in the gateway's words, {@code new} before the gateway has answered
 * @param sequence the number of the last notification applied; older ones change nothing
 * @param road how the last news came: {@code server}, {@code page}, {@code asked}, or empty
 */
record ShopOrder(
        String orderNo,
        String subject,
        Money amount,
        String resultMode,
        Instant placedAt,
        String status,
        String paymentId,
        String cashierUrl,
        long sequence,
        String road) {

    static ShopOrder placed(String orderNo, String subject, Money amount, String resultMode, Instant now) {
        return new ShopOrder(orderNo, subject, amount, resultMode, now, "new", "", "", 0, "");
    }

    /** What the gateway's answer says of the payment. */
    ShopOrder answered(JsonObject payment, String newRoad) {
        return new ShopOrder(
                orderNo,
                subject,
                amount,
                resultMode,
                placedAt,
                payment.getString("status", status),
                payment.getString("id", paymentId),
                payment.getString("cashier_url", cashierUrl),
                sequence,
                newRoad);
    }

    /** What a verified notification says; old news is no news. */
    ShopOrder told(JsonObject payment, String newRoad) {
        long newSequence = payment.getLong("sequence", 0L);
        if (newSequence < sequence) {
            return this;
        }
        return new ShopOrder(
                orderNo,
                subject,
                amount,
                resultMode,
                placedAt,
                payment.getString("status", status),
                payment.getString("id", paymentId),
                payment.getString("cashier_url", cashierUrl),
                newSequence,
                newRoad);
    }

    boolean waiting() {
        return switch (status) {
            case "new", "created", "submitted", "awaiting_code", "unknown" -> true;
            default -> false;
        };
    }

    boolean good() {
        return status.equals("succeeded") || status.equals("late_paid") || status.equals("authorized");
    }

    /** The status for people, in both languages. */
    String shown() {
        return switch (status) {
            case "new", "created" -> "待支付 · Waiting for payment";
            case "submitted" -> "支付中 · Being paid";
            case "unknown" -> "结果确认中 · Result being confirmed";
            case "succeeded" -> "已支付 · Paid";
            case "authorized" -> "已授权 · Authorised";
            case "failed" -> "支付失败 · Failed";
            case "closed" -> "已关闭 · Closed";
            case "late_paid" -> "已支付（迟到） · Paid late";
            case "late_refunded", "reversed" -> "已退款 · Paid back";
            default -> status;
        };
    }

    JsonObject json() {
        return new JsonObject()
                .put("order_no", orderNo)
                .put("subject", subject)
                .put("amount", amount.minor())
                .put("currency", amount.currency().name())
                .put("result_mode", resultMode)
                .put("placed_at", placedAt.toString())
                .put("status", status)
                .put("payment_id", paymentId)
                .put("cashier_url", cashierUrl)
                .put("sequence", sequence)
                .put("road", road);
    }
}
