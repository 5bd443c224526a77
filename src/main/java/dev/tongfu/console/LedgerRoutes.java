package dev.tongfu.console;

import dev.tongfu.ledger.LedgerProof;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Supplier;

/** {@code GET /admin/v1/ledger/proof}: trial balance per currency, the identities, the heads of the hash chains. */
public final class LedgerRoutes implements AdminRoutes {
    private final Supplier<Future<LedgerProof.Result>> proof;

    public LedgerRoutes(Supplier<Future<LedgerProof.Result>> proof) {
        this.proof = proof;
    }

    @Override
    public void mount(Router router, OperatorAccess access) {
        router.get("/admin/v1/ledger/proof").handler(access.viewers()).handler(this::prove);
    }

    private void prove(RoutingContext context) {
        proof.get()
                .compose(result -> context.response()
                        .putHeader("Content-Type", "application/json")
                        .end(json(result).toBuffer()))
                .onFailure(context::fail);
    }

    private static JsonObject json(LedgerProof.Result result) {
        var trial = new JsonArray();
        result.trial()
                .forEach(balance -> trial.add(new JsonObject()
                        .put("currency", balance.currency())
                        .put("debits", balance.debits())
                        .put("credits", balance.credits())
                        .put("difference", Math.subtractExact(balance.debits(), balance.credits()))
                        .put("debits_pending", balance.debitsPending())
                        .put("credits_pending", balance.creditsPending())));
        var checks = new JsonArray();
        result.checks().forEach(check -> {
            var differences = new JsonArray();
            check.differences().forEach(difference -> differences.add(difference.toString()));
            checks.add(new JsonObject().put("identity", check.identity()).put("differences", differences));
        });
        var heads = new JsonArray();
        result.heads()
                .forEach(head -> heads.add(new JsonObject()
                        .put("book", head.day().book())
                        .put("date", head.day().date().toString())
                        .put("seal", head.seal())));
        return new JsonObject()
                .put("holds", result.holds())
                .put("trial_balance", trial)
                .put("identities", checks)
                .put("chain_heads", heads);
    }
}
