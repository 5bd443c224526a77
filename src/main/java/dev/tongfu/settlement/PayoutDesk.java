package dev.tongfu.settlement;

import dev.tongfu.audit.AuditAct;
import dev.tongfu.audit.AuditLog;
import dev.tongfu.db.Ids;
import dev.tongfu.ledger.LedgerStore;
import dev.tongfu.merchant.PayoutAccount;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What operators do with payouts: export a file of them, and tell what became of one.
 *
 * <p>A result by hand moves money, so one operator enters it and another one confirms it.
 */
public final class PayoutDesk {
    private final SettlementBooks books;
    private final Destinations accounts;
    private final PayoutResults results;
    private final PayoutConfig config;
    private final Ids ids;
    private final Clock clock;
    private final AuditLog audit;
    private final PayoutStore store = new PayoutStore();

    public PayoutDesk(
            Pool pool,
            LedgerStore ledger,
            Destinations accounts,
            PayoutResults results,
            SettlementConfig settlement,
            PayoutConfig config,
            Ids ids,
            Clock clock) {
        this.books = new SettlementBooks(pool, ledger, clock, settlement.zoneId());
        this.accounts = accounts;
        this.results = results;
        this.config = config;
        this.ids = ids;
        this.clock = clock;
        this.audit = new AuditLog(clock);
    }

    /** What became of an act. */
    public sealed interface Outcome {
        record Done(Payout payout) implements Outcome {}

        record NotFound() implements Outcome {}

        record WrongState(String detail) implements Outcome {}

        /** Whoever entered the result may not confirm it. */
        record SameOperator() implements Outcome {}
    }

    /** Every payout that waits for the road of files, in one file; empty: none waits. */
    public Future<Optional<PayoutFile>> export(String actor) {
        String fileId = ids.next("pof");
        return books.pool()
                .withTransaction(transaction -> store.export(
                                transaction, config.channel(), fileId, config.fileLinesMax(), clock.instant())
                        .compose(count -> count == 0
                                ? Future.succeededFuture(Optional.empty())
                                : file(transaction, fileId).compose(file -> record(transaction, file, actor))));
    }

    private Future<Optional<PayoutFile>> record(SqlConnection transaction, PayoutFile file, String actor) {
        var detail = new JsonObject()
                .put("sha256", file.sha256())
                .put("lines", file.lines())
                .put("amount", file.amountMinor());
        return store.insertFile(transaction, file, actor, clock.instant())
                .compose(kept -> audit.append(transaction, new AuditAct(actor, "payout.export", file.id(), "", detail)))
                .map(Optional.of(file));
    }

    /** A file that was exported before, byte by byte; empty: there is none. */
    public Future<Optional<PayoutFile>> exported(String fileId) {
        return store.ofFile(books.pool(), fileId)
                .compose(payouts -> payouts.isEmpty()
                        ? Future.succeededFuture(Optional.empty())
                        : file(books.pool(), fileId).map(Optional::of));
    }

    private Future<PayoutFile> file(SqlClient client, String fileId) {
        return store.ofFile(client, fileId)
                .compose(payouts -> opened(client, payouts).map(opened -> PayoutFile.of(fileId, payouts, opened)));
    }

    private Future<List<PayoutAccount>> opened(SqlClient client, List<Payout> payouts) {
        var opened = new ArrayList<PayoutAccount>();
        Future<Void> chain = Future.succeededFuture();
        for (var payout : payouts) {
            chain = chain.compose(done -> accounts.open(client, payout))
                    .map(opened::add)
                    .mapEmpty();
        }
        return chain.map(done -> List.copyOf(opened));
    }

    /** Enters what the bank said; nothing moves until another operator confirms it. A new entry replaces the last. */
    public Future<Outcome> enterResult(String id, PayoutStatus.Event result, String actor, String reason) {
        return books.pool()
                .withTransaction(transaction -> store.lock(transaction, id).compose(found -> {
                    if (found.isEmpty()) {
                        return Future.succeededFuture(new Outcome.NotFound());
                    }
                    var payout = found.get();
                    if (payout.attempt().status().after(result).isEmpty()) {
                        return Future.succeededFuture(new Outcome.WrongState(
                                "The payout is " + payout.status().word() + "."));
                    }
                    return store.proposeResult(transaction, id, result.word(), actor, reason, clock.instant())
                            .compose(done -> act(transaction, "payout.result", payout, actor, result.word(), reason))
                            .compose(done -> now(transaction, id));
                }));
    }

    /** Applies what another operator entered. */
    public Future<Outcome> confirmResult(String id, String actor, String reason) {
        return store.find(books.pool(), id)
                .compose(found -> found.map(payout -> books.transaction(
                                PayoutResults.sample(payout, books.today()),
                                transaction -> confirm(transaction, id, actor, reason)))
                        .orElseGet(() -> Future.succeededFuture(new Outcome.NotFound())));
    }

    private Future<Outcome> confirm(SqlConnection transaction, String id, String actor, String reason) {
        return store.lock(transaction, id).map(Optional::orElseThrow).compose(payout -> {
            String result = payout.result();
            if (result == null) {
                return Future.succeededFuture(new Outcome.WrongState("Nobody has entered a result."));
            }
            if (actor.equals(payout.resultBy())) {
                return Future.succeededFuture(new Outcome.SameOperator());
            }
            var event = PayoutStatus.Event.of(result).orElseThrow();
            String said = "by hand: " + payout.resultReason();
            return store.confirmResult(transaction, id, actor)
                    .compose(done ->
                            results.apply(transaction, payout.attempt().reference(), event, said, books.today()))
                    .compose(changed -> changed
                            ? act(transaction, "payout.result-confirm", payout, actor, result, reason)
                                    .compose(done -> now(transaction, id))
                            : Future.succeededFuture(new Outcome.WrongState(
                                    "The payout is " + payout.status().word() + ".")));
        });
    }

    private Future<Void> act(
            SqlConnection transaction, String action, Payout payout, String actor, String result, String reason) {
        var detail = new JsonObject()
                .put("attempt", payout.attempt().number())
                .put("reference", payout.attempt().reference())
                .put("result", result);
        return audit.append(transaction, new AuditAct(actor, action, payout.id(), reason, detail))
                .mapEmpty();
    }

    private Future<Outcome> now(SqlConnection transaction, String id) {
        return store.find(transaction, id).map(found -> new Outcome.Done(found.orElseThrow()));
    }
}
