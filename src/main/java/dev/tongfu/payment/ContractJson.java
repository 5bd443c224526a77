package dev.tongfu.payment;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Locale;

/** Contracts as merchants see them, in answers and in notifications alike. */
public final class ContractJson {
    private ContractJson() {}

    public static JsonObject write(Contract contract) {
        var signedAt = contract.signedAt();
        return new JsonObject()
                .put("id", contract.id())
                .put("status", contract.status().word())
                .put("contract_no", contract.request().contractNo())
                .put("mode", contract.request().mode().name().toLowerCase(Locale.ROOT))
                .put("customer_no", contract.request().customerNo())
                .put("card_masked", contract.card().masked())
                .put("sign_url", contract.status() == ContractStatus.AWAITING_PAYER ? contract.signUrl() : null)
                .put("expires_on", contract.request().expiresOn().toString())
                .put("signed_at", signedAt == null ? null : RefundJson.time(signedAt))
                .put("created_at", RefundJson.time(contract.createdAt()))
                .put("version", contract.version())
                .put("failure", RefundJson.failure(contract.failure()));
    }

    static String notification(String type, Contract contract, Instant at) {
        return new JsonObject()
                .put("type", type)
                .put("timestamp", RefundJson.time(at))
                .put("data", write(contract).put("sequence", contract.sequence()))
                .encode();
    }
}
