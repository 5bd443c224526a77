package dev.tongfu.reconciliation;

import dev.tongfu.ledger.FloorOutcome;
import dev.tongfu.ledger.LedgerStore;
import dev.tongfu.ledger.Transfer;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Clock;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Executes an approved proposal within one transaction: break, payment or refund, transfers, the proposal, the record.
 *
 * <p>Whatever does not hold any more fails the transaction: {@link Blocked} with the reason, or {@link Again} where it
 * must be looked at anew.
 */
final class ProposalExecution {
    private final ProposalStore proposals = new ProposalStore();
    private final BreakStore breaks = new BreakStore();
    private final ProposalPlanner.Parts parts;
    private final ProposalRecord record;
    private final Clock clock;

    ProposalExecution(ProposalPlanner.Parts parts, ProposalRecord record) {
        this.parts = parts;
        this.record = record;
        this.clock = parts.clock();
    }

    /** A guard refuses it. */
    static final class Blocked extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Blocked(String reason) {
            super(reason, null, false, false);
        }

        String reason() {
            return String.valueOf(getMessage());
        }
    }

    /** Somebody changed what was read. */
    static final class Again extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Again() {
            super("changed in between", null, false, false);
        }
    }

    /** @param read the proposal as the plan was made for it */
    Future<Proposal> run(
            SqlConnection transaction, Proposal read, @Nullable BreakView about, ProposalPlan plan, Decision decision) {
        return proposals
                .lock(transaction, read.id())
                .compose(found -> require(
                        found.filter(now -> now.version() == read.version()).isPresent()))
                .compose(same -> about == null ? Future.succeededFuture() : unchanged(transaction, about))
                .compose(same -> all(transaction, plan.edges()))
                .compose(edged -> plan.asksBank() ? ask(transaction, plan) : book(transaction, plan))
                .compose(payoutId -> all(transaction, plan.checks())
                        .compose(checked ->
                                about == null ? Future.succeededFuture() : moved(transaction, read, about, plan))
                        .compose(moved -> written(transaction, read, plan, decision, payoutId)));
    }

    /** Who decides, and why. */
    record Decision(String actor, String reason) {}

    private static Future<Void> require(boolean holds) {
        return holds ? Future.succeededFuture() : Future.failedFuture(new Again());
    }

    private Future<Void> unchanged(SqlConnection transaction, BreakView about) {
        return breaks.lock(transaction, about.id())
                .compose(now -> require(
                        now.filter(found -> found.version() == about.version()).isPresent()));
    }

    private static Future<Void> all(SqlConnection transaction, List<ProposalPlan.Edge> edges) {
        Future<Void> chain = Future.succeededFuture();
        for (var edge : edges) {
            chain = chain.compose(done -> edge.write().apply(transaction))
                    .compose(written ->
                            written ? Future.succeededFuture() : Future.failedFuture(new Blocked(edge.refusal())));
        }
        return chain;
    }

    /** The payout's id, if it is one. */
    private Future<String> ask(SqlConnection transaction, ProposalPlan plan) {
        var refund = plan.refund();
        var payout = plan.payout();
        if (refund != null) {
            return parts.acts()
                    .get()
                    .reserve(transaction, refund)
                    .compose(reserved -> reserved
                            ? Future.succeededFuture("")
                            : Future.failedFuture(new Blocked("payment or receipt does not allow a refund now")));
        }
        return payout == null ? Future.succeededFuture("") : parts.payouts().reserve(transaction, payout);
    }

    private Future<String> book(SqlConnection transaction, ProposalPlan plan) {
        var floor = plan.floorMinor();
        if (floor != null) {
            return parts.ledger()
                    .postWithFloor(transaction, plan.transfers().get(0), floor)
                    .compose(outcome -> outcome == FloorOutcome.POSTED
                            ? Future.succeededFuture("")
                            : Future.failedFuture(new Blocked(
                                    outcome == FloorOutcome.INSUFFICIENT
                                            ? "the merchant's balance does not cover it"
                                            : "it is booked already")));
        }
        var keys = plan.transfers().stream().map(Transfer::eventKey).collect(Collectors.toSet());
        return parts.ledger()
                .post(transaction, plan.transfers())
                .compose(posted -> posted.equals(keys)
                        ? Future.succeededFuture("")
                        : Future.failedFuture(new Blocked("it is booked already under " + keys)));
    }

    private Future<Void> moved(SqlConnection transaction, Proposal read, BreakView about, ProposalPlan plan) {
        long suspenseBy = plan.asksBank() ? 0 : plan.suspenseBy();
        boolean over = about.suspense() + suspenseBy == 0 && about.frozen() + plan.frozenBy() == 0;
        var event = plan.asksBank()
                ? BreakStatus.Event.BANK_ASKED
                : over ? BreakStatus.Event.EXECUTED : BreakStatus.Event.PARTLY_EXECUTED;
        var to = about.status().after(event).orElse(about.status());
        return breaks.write(transaction, about, to, suspenseBy, plan.frozenBy(), clock.instant())
                .compose(ProposalExecution::require)
                .compose(done ->
                        plan.other() == null ? Future.succeededFuture() : other(transaction, read, plan.other()));
    }

    /** The other break of an offset is not proposed about: it goes from open to resolved, or stays open. */
    private Future<Void> other(SqlConnection transaction, Proposal read, ProposalPlan.Other other) {
        var before = other.found();
        long left = before.suspense() + other.suspenseBy();
        var to = left == 0 && before.frozen() == 0 ? BreakStatus.RESOLVED : BreakStatus.OPEN;
        long version =
                read.parameters().number(ProposalParameters.OTHER_VERSION).orElse(0L);
        return require(version == before.version())
                .compose(same -> breaks.write(transaction, before, to, other.suspenseBy(), 0, clock.instant()))
                .compose(ProposalExecution::require);
    }

    private Future<Proposal> written(
            SqlConnection transaction, Proposal read, ProposalPlan plan, Decision decision, String payoutId) {
        var approved = read.approvedBy(decision.actor());
        var status = read.status()
                .after(ProposalStatus.Event.APPROVED)
                .flatMap(next ->
                        next.after(plan.asksBank() ? ProposalStatus.Event.BANK_ASKED : ProposalStatus.Event.EXECUTED))
                .orElseThrow(Again::new);
        var refund = plan.refund();
        var after = approved.to(status, decision.actor(), clock.instant(), decision.reason())
                .waitingFor(refund == null ? null : refund.refund().id(), payoutId.isEmpty() ? null : payoutId);
        return proposals
                .write(transaction, read, after)
                .compose(ProposalExecution::require)
                .compose(done ->
                        record.add(transaction, ProposalRecord.Act.APPROVE, after, decision.actor(), decision.reason()))
                .compose(done -> plan.asksBank()
                        ? Future.succeededFuture()
                        : record.add(
                                transaction, ProposalRecord.Act.EXECUTE, after, decision.actor(), decision.reason()))
                .compose(done -> proposals.byId(transaction, read.id()))
                .map(found -> found.orElseThrow());
    }

    /** What a guard says in words; null where the failure is none. */
    static @Nullable String reason(Throwable failure) {
        if (failure instanceof Blocked blocked) {
            return blocked.reason();
        }
        if (failure instanceof ProposalRefused refused) {
            return refused.faults().get(0).detail();
        }
        return LedgerStore.refusal(failure)
                .map(refusal -> switch (refusal) {
                    case FLOOR -> "an account would fall below its hard floor";
                    case PASS_THROUGH -> "a pass-through account would keep a balance";
                    case BEYOND_PENDING -> "more than what waits would be posted";
                    case PENDING_UNKNOWN -> "what waits is resolved already";
                    case UNPREPARED -> "an account or an open day is missing";
                })
                .orElse(null);
    }
}
