package dev.tongfu.settlement;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Batches, payouts and lines as merchants see them, in answers and in notifications alike. */
public final class SettlementJson {
    private SettlementJson() {}

    /** @param payout of the batch; null while there is none */
    public static JsonObject write(Settlement batch, @Nullable Payout payout) {
        var totals = batch.totals();
        return new JsonObject()
                .put("id", batch.id())
                .put("status", batch.status().word())
                .put("period_from", batch.periodFrom().toString())
                .put("period_to", batch.periodTo().toString())
                .put("currency", batch.currency().name())
                .put("gross", totals.gross())
                .put("refunds", totals.refunds())
                .put("fees", totals.fees())
                .put("adjustments", totals.adjustments())
                .put("reserve", totals.reserve())
                .put("carried_in", totals.carriedIn())
                .put("carried_out", totals.carriedOut())
                .put("net", totals.net())
                .put("payout", payout == null ? null : shown(payout))
                .put("created_at", time(batch.createdAt()))
                .put("version", batch.version())
                .put("failure", failure(payout));
    }

    private static JsonObject shown(Payout payout) {
        return new JsonObject()
                .put("status", payout.status().word())
                .put("attempt", payout.attempt().number())
                .put("account_masked", payout.attempt().accountMasked());
    }

    private static @Nullable JsonObject failure(@Nullable Payout payout) {
        return payout != null && payout.status().retryable()
                ? new JsonObject()
                        .put("code", "payout-" + payout.status().word())
                        .put("message", words(payout))
                : null;
    }

    private static String words(Payout payout) {
        String said = payout.attempt().said();
        return said == null ? "The payout did not reach the account." : said;
    }

    public static JsonObject line(MerchantLine line) {
        return new JsonObject()
                .put("accounting_date", line.accountingDate().toString())
                .put("occurred_at", time(line.occurredAt()))
                .put("kind", line.kind())
                .put("resource_id", line.resourceId())
                .put("number", line.number())
                .put("original_number", line.originalNumber())
                .put("amount", line.amount())
                .put("fee", line.fee())
                .put("net", line.net())
                .put("bank", line.bank())
                .put("bank_ref", line.bankRef());
    }

    static String notification(String type, Settlement batch, @Nullable Payout payout, Instant at) {
        return new JsonObject()
                .put("type", type)
                .put("timestamp", time(at))
                .put("data", write(batch, payout).put("sequence", batch.sequence()))
                .encode();
    }

    static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
