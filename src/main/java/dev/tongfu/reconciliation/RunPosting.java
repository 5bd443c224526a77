package dev.tongfu.reconciliation;

import dev.tongfu.ledger.Transfer;
import dev.tongfu.merchant.Channel;
import dev.tongfu.merchant.Merchant;
import dev.tongfu.merchant.MerchantPolicy;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * The step that moves money: what is to be posted for the day less what earlier runs posted, with its breaks, in one
 * transaction.
 *
 * <p>It is planned first, so that accounts can be opened outside the transaction; if anything it was planned on has
 * changed when it is written, it is planned again.
 */
final class RunPosting {
    private final ReconciliationService.Parts parts;
    private final RunStore runs;
    private final FindingStore findings = new FindingStore();
    private final OpenLineStore lines = new OpenLineStore();
    private final FoundBreakStore breaks = new FoundBreakStore();

    RunPosting(ReconciliationService.Parts parts, RunStore runs) {
        this.parts = parts;
        this.runs = runs;
    }

    Future<Void> post(Run run) {
        return post(run, parts.config().replansMax());
    }

    private Future<Void> post(Run run, int triesLeft) {
        return payouts(run)
                .compose(payouts -> plan(run, payouts))
                .compose(planned -> parts.ledger()
                        .prepare(parts.pool(), transfers(planned.plan()))
                        .compose(ready -> parts.pool().withTransaction(tx -> write(tx, run, planned))))
                .recover(failure -> failure instanceof Stale && triesLeft > 1
                        ? post(run, triesLeft - 1)
                        : Future.failedFuture(failure));
    }

    /** @param epoch of the channel when it was read */
    private record Planned(RunPlan plan, long epoch) {}

    private Future<Set<String>> payouts(Run run) {
        return read(tx -> lines.payouts(tx, run, parts.config().breaksMax()))
                .compose(seen -> seen.isEmpty()
                        ? Future.succeededFuture(Set.of())
                        : parts.payouts().proven(seen));
    }

    private Future<Planned> plan(Run run, Set<String> payouts) {
        return read(tx -> runs.epoch(tx, run.channelId())
                .compose(epoch -> found(tx, run, payouts)
                        .map(found -> new Planned(new RunPlanner(run, terms(run), found).plan(), epoch))));
    }

    private Future<Findings> found(SqlClient tx, Run run, Set<String> payouts) {
        var from = run.bankDate().minusDays(parts.config().windowDays());
        boolean invoiced = terms(run).invoiced();
        int most = parts.config().breaksMax() + 1;
        return findings.suspended(tx, run, from)
                .compose(suspended -> findings.sums(tx, run, suspended)
                        .compose(sums -> findings.fees(tx, run)
                                .compose(fees -> findings.differing(tx, run, invoiced, most)
                                        .compose(differing -> findings.ofSuspended(
                                                        tx, run, suspended, invoiced, from, most)
                                                .compose(waiting -> rest(tx, run, from, most)
                                                        .map(rest -> new Findings(
                                                                sums,
                                                                fees,
                                                                differing,
                                                                waiting,
                                                                rest.lines(),
                                                                rest.movements(),
                                                                rest.breaks(),
                                                                rest.postings(),
                                                                rest.ran(),
                                                                payouts)))))))
                .compose(found -> bounded(found));
    }

    private Future<Findings> rest(SqlClient tx, Run run, LocalDate from, int most) {
        return lines.open(tx, run, most)
                .compose(open -> findings.movements(tx, run, from, most)
                        .compose(absent -> breaks.known(tx, run, from)
                                .compose(known -> findings.posted(tx, run, from)
                                        .compose(posted -> findings.ran(tx, run, from)
                                                .map(ran -> new Findings(
                                                        List.of(), List.of(), List.of(), List.of(), open, absent, known,
                                                        posted, ran, Set.of()))))));
    }

    private Future<Findings> bounded(Findings found) {
        int most = parts.config().breaksMax();
        boolean tooMany = found.lines().size() > most
                || found.movements().size() > most
                || found.differing().size() > most
                || found.suspended().size() > most;
        return tooMany
                ? Future.failedFuture("more than " + most + " differences: is it the right statement?")
                : Future.succeededFuture(found);
    }

    private Terms terms(Run run) {
        var config = parts.config();
        boolean invoiced = parts.merchants()
                .channel(run.channelId())
                .map(channel -> channel.fees() == Channel.Fees.INVOICED)
                .orElse(false);
        return new Terms(
                invoiced,
                this::direct,
                kind -> config.feeTolerance(run.bank(), kind),
                config.feeToleranceDaily(run.bank()));
    }

    private boolean direct(String merchantId) {
        return parts.merchants()
                .merchant(merchantId)
                .map(Merchant::policy)
                .map(policy -> policy.settlementMode() == MerchantPolicy.SettlementMode.DIRECT)
                .orElse(false);
    }

    private static List<Transfer> transfers(RunPlan plan) {
        return plan.postings().stream().map(Targets.Delta::transfer).toList();
    }

    /** In the order in which everybody takes these locks: payments, then balances. */
    private Future<Void> write(SqlConnection tx, Run run, Planned planned) {
        var plan = planned.plan();
        var now = parts.clock().instant();
        return runs.allow(tx, parts.config(), false)
                .compose(done -> runs.lock(tx, run.channelId()))
                .compose(epoch -> epoch == planned.epoch() + 1
                        ? Future.<Void>succeededFuture()
                        : Future.failedFuture(new Stale()))
                .compose(done -> pages(plan.freezes(), page -> freeze(tx, page)))
                .compose(done -> pages(plan.changes(), page -> change(tx, page)))
                .compose(done -> pages(
                        plan.news(), page -> breaks.insert(tx, run, page, now).mapEmpty()))
                .compose(done -> pages(plan.postings(), page -> post(tx, run, page)))
                .compose(done -> runs.step(tx, run, RunStatus.POSTED, null, now));
    }

    private Future<Void> freeze(SqlConnection tx, List<RunPlan.Freeze> freezes) {
        Future<Void> all = Future.succeededFuture();
        for (var freeze : freezes) {
            all = all.compose(done -> parts.evidence().get().freeze(tx, freeze.merchantId(), freeze.paymentId()));
        }
        return all;
    }

    private Future<Void> change(SqlConnection tx, List<RunPlan.Change> changes) {
        return breaks.change(tx, changes, parts.clock().instant())
                .compose(
                        count -> count == changes.size() ? Future.succeededFuture() : Future.failedFuture(new Stale()));
    }

    private Future<Void> post(SqlConnection tx, Run run, List<Targets.Delta> deltas) {
        var transfers = deltas.stream().map(Targets.Delta::transfer).toList();
        return parts.ledger()
                .post(tx, transfers)
                .compose(posted -> posted.size() == transfers.size()
                        ? breaks.posted(tx, run, deltas)
                        : Future.failedFuture("a posting of a run was there before its run knew of it"));
    }

    private <T> Future<Void> pages(List<T> items, Function<List<T>, Future<Void>> write) {
        int size = parts.config().pageLines();
        Future<Void> all = Future.succeededFuture();
        for (int i = 0; i < items.size(); i += size) {
            var page = items.subList(i, Math.min(items.size(), i + size));
            all = all.compose(done -> write.apply(page));
        }
        return all;
    }

    private <T> Future<T> read(Function<SqlClient, Future<T>> reading) {
        return parts.pool()
                .withTransaction(tx -> runs.allow(tx, parts.config(), true).compose(done -> reading.apply(tx)));
    }

    /** What was planned on has changed. */
    private static final class Stale extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Stale() {
            super("a run's plan is out of date", null, false, false);
        }
    }
}
