package dev.tongfu.settlement;

import static dev.tongfu.ledger.AccountCode.MERCHANT_PENDING;

import dev.tongfu.audit.AuditAct;
import dev.tongfu.audit.AuditLog;
import dev.tongfu.db.Ids;
import dev.tongfu.ledger.Account;
import dev.tongfu.ledger.LedgerStore;
import dev.tongfu.ledger.SettlementPostings;
import dev.tongfu.ledger.Transfer;
import dev.tongfu.merchant.PayoutAccounts;
import dev.tongfu.money.Money;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * What operators decide about batches.
 *
 * <p>Whoever approves did not calculate it, and did not change where the merchant is paid a short time ago. The
 * approval posts fees, reserve and net in its own transaction; the amounts are those of that moment.
 */
public final class SettlementApproval {
    private final SettlementBooks books;
    private final PayoutAccounts accounts;
    private final Duration cooling;
    private final Ids ids;
    private final Clock clock;
    private final AuditLog audit;
    private final SettlementStore store = new SettlementStore();
    private final ClaimStore claims = new ClaimStore();
    private final ReserveStore reserves = new ReserveStore();

    public SettlementApproval(
            Pool pool,
            LedgerStore ledger,
            PayoutAccounts accounts,
            SettlementConfig config,
            Duration cooling,
            Ids ids,
            Clock clock) {
        this.books = new SettlementBooks(pool, ledger, clock, config.zoneId());
        this.accounts = accounts;
        this.cooling = cooling;
        this.ids = ids;
        this.clock = clock;
        this.audit = new AuditLog(clock);
    }

    /** Posts the batch. Refused: not calculated, on hold, calculated by the same operator, or a line is unproven. */
    public Future<SettlementOutcome> approve(String id, String actor, String reason) {
        return store.find(books.pool(), id)
                .compose(found -> found.map(batch -> books.transaction(
                                sample(batch),
                                transaction -> locked(transaction, id, b -> {
                                    return approve(transaction, b, actor, reason);
                                })))
                        .orElseGet(() -> Future.succeededFuture(new SettlementOutcome.NotFound())));
    }

    /** Its lines are free again, and it is calculated anew. */
    public Future<SettlementOutcome> reject(String id, String actor, String reason) {
        return books.pool()
                .withTransaction(transaction -> locked(transaction, id, batch -> {
                    return batch.status() == SettlementStatus.CALCULATED
                            ? reopen(transaction, batch, actor, "settlement.reject", reason)
                                    .compose(done -> now(transaction, id))
                            : wrongState(batch);
                }));
    }

    public Future<SettlementOutcome> hold(String id, boolean hold, String actor, String reason) {
        return books.pool()
                .withTransaction(transaction -> locked(transaction, id, batch -> {
                    return store.hold(transaction, id, hold, clock.instant()).compose(changed -> {
                        String action = hold ? "settlement.hold" : "settlement.release";
                        return changed
                                ? record(transaction, batch, actor, action, reason)
                                        .compose(done -> now(transaction, id))
                                : wrongState(batch);
                    });
                }));
    }

    private Future<SettlementOutcome> locked(
            SqlConnection transaction, String id, Function<Settlement, Future<SettlementOutcome>> work) {
        return store.lock(transaction, id)
                .compose(found ->
                        found.map(work).orElseGet(() -> Future.succeededFuture(new SettlementOutcome.NotFound())));
    }

    private Future<SettlementOutcome> approve(
            SqlConnection transaction, Settlement batch, String actor, String reason) {
        if (batch.status() != SettlementStatus.CALCULATED) {
            return wrongState(batch);
        }
        if (actor.equals(batch.calculatedBy())) {
            return Future.succeededFuture(
                    new SettlementOutcome.SameOperator("Another operator must approve what you calculated."));
        }
        return store.lockTerms(transaction, batch.merchantId()).compose(terms -> {
            if (batch.hold() || terms.hold()) {
                return Future.succeededFuture(new SettlementOutcome.WrongState(
                        batch.hold() ? "The batch is on hold." : "The merchant's settlements are on hold."));
            }
            return accounts.touchedBy(
                            transaction,
                            batch.merchantId(),
                            actor,
                            clock.instant().minus(cooling))
                    .compose(touched -> touched
                            ? Future.succeededFuture(new SettlementOutcome.SameOperator(
                                    "You changed or approved this merchant's payout account a short time ago."))
                            : proven(transaction, batch, terms, actor, reason));
        });
    }

    private Future<SettlementOutcome> proven(
            SqlConnection transaction, Settlement batch, SettlementTerms terms, String actor, String reason) {
        return claims.unproven(transaction, batch.id())
                .compose(lines -> lines == 0
                        ? book(transaction, batch, terms, actor, reason)
                        : reopen(transaction, batch, actor, "settlement.reopen", lines + " lines are not proven")
                                .map(done -> new SettlementOutcome.Reopened(lines)));
    }

    private Future<SettlementOutcome> book(
            SqlConnection transaction, Settlement batch, SettlementTerms terms, String actor, String reason) {
        var pending = Account.ofMerchant(MERCHANT_PENDING, batch.merchantId(), batch.currency());
        return books.holdFree(transaction, pending)
                .map(free -> terms.split(batch.totals(), free))
                .compose(totals -> claims.fees(transaction, batch.id())
                        .compose(fees -> books.post(transaction, transfers(batch, totals, fees, books.today())))
                        .compose(posted -> keep(transaction, batch, terms, totals))
                        .compose(kept -> store.approved(
                                transaction, batch, terms, totals, after(batch, totals), actor, clock.instant())))
                .compose(done -> record(transaction, batch, actor, "settlement.approve", reason))
                .compose(done -> now(transaction, batch.id()));
    }

    /** Nothing to pay: the approved batch only carries. */
    private static SettlementStatus after(Settlement batch, Settlement.Totals totals) {
        var approved = batch.status().after(SettlementStatus.Event.APPROVED).orElseThrow();
        return totals.net() > 0
                ? approved
                : approved.after(SettlementStatus.Event.NOTHING_TO_PAY).orElseThrow();
    }

    private Future<Void> keep(
            SqlConnection transaction, Settlement batch, SettlementTerms terms, Settlement.Totals totals) {
        return totals.reserve() == 0
                ? Future.succeededFuture()
                : reserves.insert(
                        transaction,
                        ids.next("rsv"),
                        batch,
                        totals.reserve(),
                        books.today().plusDays(terms.reserveDays()));
    }

    /** C1 to C4 as far as there is something to post; what was given back less than taken back again is swapped. */
    static List<Transfer> transfers(
            Settlement batch, Settlement.Totals totals, List<ClaimStore.Fees> fees, LocalDate date) {
        String id = batch.id();
        String merchant = batch.merchantId();
        var all = new ArrayList<Transfer>();
        for (var kind : fees) {
            if (kind.taken() > 0) {
                all.addAll(SettlementPostings.fees(id, kind.kind(), merchant, date, money(batch, kind.taken())));
            }
            if (kind.back() != 0) {
                var back = SettlementPostings.feesGivenBack(
                        id, kind.kind(), merchant, date, money(batch, Math.abs(kind.back())));
                all.addAll(kind.back() > 0 ? back : List.of(back.get(0).swapped()));
            }
        }
        if (totals.reserve() > 0) {
            all.addAll(SettlementPostings.reserveKept(id, merchant, date, money(batch, totals.reserve())));
        }
        if (totals.net() > 0) {
            all.addAll(SettlementPostings.net(id, merchant, date, money(batch, totals.net())));
        }
        return all;
    }

    private List<Transfer> sample(Settlement batch) {
        var one = new Settlement.Totals(1, 0, 0, 0, 0, 1, 0, 0, 1);
        return transfers(batch, one, List.of(new ClaimStore.Fees("refund", 1, 1)), books.today());
    }

    private static Money money(Settlement batch, long minor) {
        return new Money(minor, batch.currency());
    }

    private Future<Void> reopen(
            SqlConnection transaction, Settlement batch, String actor, String action, String reason) {
        return claims.release(transaction, batch.id())
                .compose(released -> store.reopen(transaction, batch, clock.instant()))
                .compose(done -> record(transaction, batch, actor, action, reason));
    }

    private Future<Void> record(
            SqlConnection transaction, Settlement batch, String actor, String action, String reason) {
        var detail = new JsonObject()
                .put("merchant", batch.merchantId())
                .put("period_to", batch.periodTo().toString())
                .put("lines", batch.totals().lines())
                .put("sha256", batch.sha256());
        return audit.append(transaction, new AuditAct(actor, action, batch.id(), reason, detail))
                .mapEmpty();
    }

    private Future<SettlementOutcome> now(SqlConnection transaction, String id) {
        return store.find(transaction, id).map(found -> new SettlementOutcome.Done(found.orElseThrow()));
    }

    private static Future<SettlementOutcome> wrongState(Settlement batch) {
        return Future.succeededFuture(new SettlementOutcome.WrongState(
                "The batch is " + batch.status().word() + "."));
    }
}
