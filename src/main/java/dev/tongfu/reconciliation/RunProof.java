package dev.tongfu.reconciliation;

import dev.tongfu.outbox.OutboxMessage;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Ends a run: proves it, and tells the merchants of the day that their statement can be had. */
final class RunProof {
    private static final String TYPE = "statement.available";

    private final ReconciliationService.Parts parts;
    private final ProofStore store = new ProofStore();

    RunProof(ReconciliationService.Parts parts) {
        this.parts = parts;
    }

    Future<ProofStore.Proof> prove(SqlConnection tx, Run run) {
        return store.prove(tx, run)
                .compose(proof -> proof.holds() ? tell(tx, run).map(proof) : Future.succeededFuture(proof));
    }

    /** Each merchant once for a bank and date, whatever runs follow. */
    private Future<Void> tell(SqlConnection tx, Run run) {
        String resource = "statement-" + run.bank() + "-" + run.bankDate();
        var now = parts.clock().instant();
        return store.toTell(tx, run.channelId(), run.bankDate(), resource).compose(merchants -> {
            List<OutboxMessage> messages = merchants.stream()
                    .map(merchantId -> message(run, merchantId, resource, now))
                    .toList();
            return parts.outbox().insert(tx, messages);
        });
    }

    private OutboxMessage message(Run run, String merchantId, String resource, Instant now) {
        String url = parts.merchants()
                .merchant(merchantId)
                .map(merchant -> merchant.webhook().url())
                .orElse(null);
        String body = new JsonObject()
                .put("type", TYPE)
                .put("timestamp", now.truncatedTo(ChronoUnit.MILLIS).toString())
                .put(
                        "data",
                        new JsonObject()
                                .put("accounting_date", run.bankDate().toString())
                                .put("bank", run.bank())
                                .put("sequence", 1))
                .encode();
        return new OutboxMessage(parts.ids().next("ntf"), merchantId, TYPE, resource, 1, url, body, now);
    }
}
