package dev.tongfu.settlement;

import static dev.tongfu.ledger.AccountCode.MERCHANT_PENDING;

import dev.tongfu.audit.AuditAct;
import dev.tongfu.audit.AuditLog;
import dev.tongfu.bank.WorkingDays;
import dev.tongfu.db.Ids;
import dev.tongfu.ledger.Account;
import dev.tongfu.ledger.LedgerStore;
import dev.tongfu.money.CurrencyCode;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Calculates batches: which lines, what they add up to, what is paid and what is carried.
 *
 * <p>A batch ends with a date whose books are closed and whose statements are proven, and takes every proven line that
 * is in no batch. One batch of a merchant waits for approval at a time, since the next begins with what it carries.
 */
public final class SettlementService {
    private static final CurrencyCode CURRENCY = CurrencyCode.CNY;

    private final Pool pool;
    private final LedgerStore ledger;
    private final MerchantLines lines;
    private final WorkingDays calendar;
    private final SettlementConfig config;
    private final Ids ids;
    private final Clock clock;
    private final AuditLog audit;
    private final SettlementStore store = new SettlementStore();
    private final ClaimStore claims = new ClaimStore();

    public SettlementService(
            Pool pool, LedgerStore ledger, WorkingDays calendar, SettlementConfig config, Ids ids, Clock clock) {
        this.pool = pool;
        this.ledger = ledger;
        this.lines = new MerchantLines(pool, config, clock);
        this.calendar = calendar;
        this.config = config;
        this.ids = ids;
        this.clock = clock;
        this.audit = new AuditLog(clock);
    }

    /**
     * Every merchant's batch that ends with a date, whether or not it is due; what is there already is given again.
     *
     * @param actor the operator, or {@code scheduler}
     */
    public Future<List<Calculation>> settle(LocalDate date, String actor) {
        return lines.project()
                .compose(done -> store.merchants(pool))
                .compose(merchants -> each(merchants, due -> calculate(due, date, actor)));
    }

    /** Every merchant's batch of the newest date that is due and ready; those opened again are calculated again. */
    public Future<List<Calculation>> settleDue(String actor) {
        var today = clock.instant().atZone(config.zoneId()).toLocalDate();
        return store.merchants(pool)
                .compose(merchants -> each(
                        merchants,
                        due -> newestDue(due, today)
                                .map(date -> tryBack(due, date, actor, config.backDaysMax()))
                                .orElseGet(() -> waiting(due.merchantId(), List.of("due date")))));
    }

    private interface Step {
        Future<Calculation> of(SettlementStore.Due due);
    }

    private static Future<List<Calculation>> each(List<SettlementStore.Due> merchants, Step step) {
        var all = new ArrayList<Calculation>();
        Future<Void> chain = Future.succeededFuture();
        for (var merchant : merchants) {
            chain = chain.compose(done -> step.of(merchant)).map(all::add).mapEmpty();
        }
        return chain.map(done -> List.copyOf(all));
    }

    private Optional<LocalDate> newestDue(SettlementStore.Due due, LocalDate today) {
        LocalDate date = today.minusDays(1);
        for (int i = 0; i < due.days() * 4 + config.backDaysMax(); i++) {
            if (!calendar.plus(date, due.days()).isAfter(today)) {
                return Optional.of(date);
            }
            date = date.minusDays(1);
        }
        return Optional.empty();
    }

    /** Where the newest due date is not ready, an earlier one may be. */
    private Future<Calculation> tryBack(SettlementStore.Due due, LocalDate date, String actor, int triesLeft) {
        return calculate(due, date, actor)
                .compose(outcome -> outcome instanceof Calculation.Waiting && triesLeft > 1
                        ? tryBack(due, date.minusDays(1), actor, triesLeft - 1)
                        : Future.succeededFuture(outcome));
    }

    private Future<Calculation> calculate(SettlementStore.Due due, LocalDate to, String actor) {
        return pool.withTransaction(transaction -> store.lockTerms(transaction, due.merchantId())
                .compose(terms -> store.covering(transaction, due.merchantId(), CURRENCY, to)
                        .compose(there -> there.map(batch -> again(transaction, batch, terms, actor))
                                .orElseGet(() -> next(transaction, due, to, terms, actor)))));
    }

    /** A batch that is there: calculated again only where it was opened again. */
    private Future<Calculation> again(
            SqlConnection transaction, Settlement batch, SettlementTerms terms, String actor) {
        if (batch.status() != SettlementStatus.OPEN) {
            return Future.succeededFuture(new Calculation.Batch(batch));
        }
        return store.before(transaction, batch.merchantId(), CURRENCY, batch.periodTo())
                .compose(before -> calculate(transaction, batch, carried(before), terms, actor));
    }

    private Future<Calculation> next(
            SqlConnection transaction, SettlementStore.Due due, LocalDate to, SettlementTerms terms, String actor) {
        return store.before(transaction, due.merchantId(), CURRENCY, to).compose(before -> {
            if (before.isPresent() && !before.get().status().settled()) {
                return waiting(due.merchantId(), List.of("batch " + before.get().id()));
            }
            return from(transaction, due, to, before)
                    .compose(from -> store.waitsFor(transaction, due.merchantId(), from, to)
                            .compose(reasons -> reasons.isEmpty()
                                    ? open(transaction, due, from, to, terms)
                                            .compose(batch ->
                                                    calculate(transaction, batch, carried(before), terms, actor))
                                    : waiting(due.merchantId(), reasons)));
        });
    }

    private Future<LocalDate> from(
            SqlConnection transaction, SettlementStore.Due due, LocalDate to, Optional<Settlement> before) {
        return before.map(batch -> Future.succeededFuture(batch.periodTo().plusDays(1)))
                .orElseGet(() -> store.firstDate(transaction, due.merchantId(), CURRENCY, to)
                        .map(first -> first.orElse(to)));
    }

    private Future<Settlement> open(
            SqlConnection transaction, SettlementStore.Due due, LocalDate from, LocalDate to, SettlementTerms terms) {
        var batch = new SettlementStore.NewSettlement(
                ids.next("stl"), due.merchantId(), CURRENCY, terms.mode(), from, to, calendar.plus(to, due.days()));
        return store.open(transaction, batch, clock.instant())
                .compose(opened -> store.find(transaction, batch.id()))
                .map(Optional::orElseThrow);
    }

    private static long carried(Optional<Settlement> before) {
        return before.map(batch -> batch.totals().carriedOut()).orElse(0L);
    }

    private Future<Calculation> calculate(
            SqlConnection transaction, Settlement batch, long carriedIn, SettlementTerms terms, String actor) {
        var pending = Account.ofMerchant(MERCHANT_PENDING, batch.merchantId(), batch.currency());
        return claims.claim(transaction, batch)
                .compose(claimed -> claims.sum(transaction, batch.id(), carriedIn))
                .compose(sum -> ledger.holdFree(transaction, pending)
                        .map(free -> terms.split(sum.totals(), free))
                        .compose(totals -> store.calculated(
                                transaction, batch, terms, totals, sum.sha256(), actor, clock.instant())))
                .compose(done -> store.find(transaction, batch.id()))
                .map(Optional::orElseThrow)
                .compose(calculated -> calculated.totals().empty()
                        ? store.move(transaction, calculated, SettlementStatus.CLOSED, false, clock.instant())
                        : Future.succeededFuture(calculated))
                .compose(made -> audit.append(transaction, act(actor, made)).map(new Calculation.Batch(made)));
    }

    private static AuditAct act(String actor, Settlement batch) {
        var detail = new JsonObject()
                .put("merchant", batch.merchantId())
                .put("period_to", batch.periodTo().toString())
                .put("status", batch.status().word())
                .put("lines", batch.totals().lines())
                .put("net", batch.totals().net())
                .put("sha256", batch.sha256());
        return new AuditAct(actor, "settlement.calculate", batch.id(), "", detail);
    }

    private static Future<Calculation> waiting(String merchantId, List<String> reasons) {
        return Future.succeededFuture(new Calculation.Waiting(merchantId, reasons));
    }

    public Future<Optional<Settlement>> find(String id) {
        return store.find(pool, id);
    }

    /** Newest first. */
    public Future<List<Settlement>> list(SettlementFilter filter, int limit) {
        return store.list(pool, filter, limit);
    }
}
