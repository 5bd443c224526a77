package dev.tongfu.reconciliation;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;

/** Decisions that execute nothing: the first of two approvals, rejections, withdrawals, and ends without a decision. */
final class ProposalDecisions {
    private final Pool pool;
    private final ProposalStore proposals = new ProposalStore();
    private final BreakStore breaks = new BreakStore();
    private final ProposalRecord record;
    private final Clock clock;

    ProposalDecisions(Pool pool, ProposalRecord record, Clock clock) {
        this.pool = pool;
        this.record = record;
        this.clock = clock;
    }

    /** Why this operator does not approve it; empty: may. */
    static Optional<ProposalOutcome> objection(Proposal proposal, String actor) {
        if (proposal.status() != ProposalStatus.PROPOSED) {
            return Optional.of(wrongState(proposal));
        }
        return proposal.maker().equals(actor) || proposal.approvers().contains(actor)
                ? Optional.of(new ProposalOutcome.SameOperator())
                : Optional.empty();
    }

    private static ProposalOutcome wrongState(Proposal proposal) {
        return new ProposalOutcome.WrongState(
                "The proposal is " + proposal.status().word() + "; only a proposed one is decided.");
    }

    /** The first of two approvals. */
    Future<ProposalOutcome> first(Proposal read, ProposalExecution.Decision decision) {
        return decide(
                read.id(),
                proposal -> objection(proposal, decision.actor()).or(() -> changedSince(read, proposal)),
                (transaction, proposal) -> {
                    var after = proposal.approvedBy(decision.actor());
                    return written(transaction, proposal, after, ProposalRecord.Act.APPROVE, decision)
                            .map(ProposalOutcome.Done::new);
                });
    }

    private static Optional<ProposalOutcome> changedSince(Proposal read, Proposal now) {
        return now.version() == read.version()
                ? Optional.empty()
                : Optional.of(new ProposalOutcome.WrongState("It changed in between; look at it again."));
    }

    Future<ProposalOutcome> reject(String id, ProposalExecution.Decision decision) {
        return decide(
                id,
                proposal -> objection(proposal, decision.actor()),
                (transaction, proposal) -> end(
                                transaction,
                                proposal,
                                ProposalStatus.Event.REJECTED,
                                ProposalRecord.Act.REJECT,
                                decision)
                        .map(ProposalOutcome.Done::new));
    }

    Future<ProposalOutcome> withdraw(String id, ProposalExecution.Decision decision) {
        return decide(
                id,
                proposal -> proposal.status() != ProposalStatus.PROPOSED
                        ? Optional.of(wrongState(proposal))
                        : proposal.maker().equals(decision.actor())
                                ? Optional.empty()
                                : Optional.of(new ProposalOutcome.NotMaker()),
                (transaction, proposal) -> end(
                                transaction,
                                proposal,
                                ProposalStatus.Event.WITHDRAWN,
                                ProposalRecord.Act.WITHDRAW,
                                decision)
                        .map(ProposalOutcome.Done::new));
    }

    /** What it is about has changed since it was made. */
    Future<ProposalOutcome> overtaken(Proposal read, ProposalExecution.Decision decision) {
        return decide(
                read.id(),
                proposal -> objection(proposal, decision.actor()),
                (transaction, proposal) -> end(
                                transaction,
                                proposal,
                                ProposalStatus.Event.OVERTAKEN,
                                ProposalRecord.Act.OVERTAKE,
                                decision)
                        .map(ProposalOutcome.Stale::new));
    }

    /** A guard refused its execution: it stays, and says why. */
    Future<ProposalOutcome> blocked(String id, ProposalExecution.Decision decision, String reason) {
        return decide(
                id,
                proposal -> objection(proposal, decision.actor()),
                (transaction, proposal) -> proposals
                        .failed(transaction, id, reason)
                        .compose(noted -> record.add(
                                transaction, ProposalRecord.Act.BLOCK, proposal, decision.actor(), cut(reason)))
                        .compose(done -> proposals.byId(transaction, id))
                        .map(found -> new ProposalOutcome.Blocked(found.orElseThrow(), reason)));
    }

    private interface Writes {
        Future<ProposalOutcome> write(SqlConnection transaction, Proposal proposal);
    }

    private Future<ProposalOutcome> decide(
            String id, Function<Proposal, Optional<ProposalOutcome>> objection, Writes writes) {
        return pool.withTransaction(transaction -> proposals
                .lock(transaction, id)
                .compose(found -> found.isEmpty()
                        ? Future.succeededFuture(new ProposalOutcome.NotFound())
                        : objection
                                .apply(found.get())
                                .map(Future::succeededFuture)
                                .orElseGet(() -> writes.write(transaction, found.get()))));
    }

    private Future<Proposal> end(
            SqlConnection transaction,
            Proposal proposal,
            ProposalStatus.Event event,
            ProposalRecord.Act act,
            ProposalExecution.Decision decision) {
        var next = proposal.status().after(event).orElseThrow();
        var after = proposal.to(next, decision.actor(), clock.instant(), decision.reason());
        return sentBack(transaction, proposal).compose(done -> written(transaction, proposal, after, act, decision));
    }

    /** The break waits for another proposal. */
    private Future<Void> sentBack(SqlConnection transaction, Proposal proposal) {
        String breakId = proposal.breakId();
        if (breakId == null) {
            return Future.succeededFuture();
        }
        return breaks.lock(transaction, breakId).compose(found -> {
            var about = found.orElseThrow();
            var to = about.status().after(BreakStatus.Event.SENT_BACK);
            return to.isEmpty()
                    ? Future.succeededFuture()
                    : breaks.write(transaction, about, to.get(), 0, 0, clock.instant())
                            .mapEmpty();
        });
    }

    private Future<Proposal> written(
            SqlConnection transaction,
            Proposal before,
            Proposal after,
            ProposalRecord.Act act,
            ProposalExecution.Decision decision) {
        return proposals
                .write(transaction, before, after)
                .compose(written -> record.add(transaction, act, after, decision.actor(), decision.reason()))
                .compose(done -> proposals.byId(transaction, before.id()))
                .map(found -> found.orElseThrow());
    }

    private static String cut(String reason) {
        return reason.length() > 300 ? reason.substring(0, 300) : reason;
    }
}
