package dev.tongfu.payment;

import io.vertx.core.json.JsonObject;

/** Captures and cancels as merchants see them. */
public final class HoldJson {
    private HoldJson() {}

    public static JsonObject write(HoldAct act) {
        return new JsonObject()
                .put("id", act.id())
                .put("status", act.status().word())
                .put(act.kind() == HoldAct.Kind.CAPTURE ? "capture_no" : "cancel_no", act.actNo())
                .put("payment_id", act.paymentId())
                .put("amount", act.amount().minor())
                .put("created_at", RefundJson.time(act.createdAt()))
                .put("version", act.version())
                .put("failure", RefundJson.failure(act.failure()));
    }
}
