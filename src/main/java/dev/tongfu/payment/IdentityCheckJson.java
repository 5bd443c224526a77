package dev.tongfu.payment;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Identity checks as merchants see them, in answers and in notifications alike. */
public final class IdentityCheckJson {
    private IdentityCheckJson() {}

    public static JsonObject write(IdentityCheck check) {
        return new JsonObject()
                .put("id", check.id())
                .put("status", check.status().word())
                .put("check_no", check.request().checkNo())
                .put("mode", check.request().mode().name().toLowerCase(Locale.ROOT))
                .put("verify_url", check.status() == IdentityCheckStatus.PENDING ? check.verifyUrl() : null)
                .put("result", result(check.status()))
                .put("created_at", RefundJson.time(check.createdAt()))
                .put("version", check.version())
                .put("failure", RefundJson.failure(check.failure()));
    }

    static String notification(String type, IdentityCheck check, Instant at) {
        return new JsonObject()
                .put("type", type)
                .put("timestamp", RefundJson.time(at))
                .put("data", write(check).put("sequence", check.sequence()))
                .encode();
    }

    private static @Nullable String result(IdentityCheckStatus status) {
        return status == IdentityCheckStatus.MATCHED || status == IdentityCheckStatus.MISMATCHED ? status.word() : null;
    }
}
