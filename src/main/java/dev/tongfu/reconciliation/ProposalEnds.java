package dev.tongfu.reconciliation;

import dev.tongfu.payment.Refund;
import dev.tongfu.payment.RefundEnds;
import dev.tongfu.payment.RefundStatus;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Clock;
import java.util.Optional;

/**
 * What becomes of a proposal for which a bank was asked, once the bank's word is known; in the transaction that writes
 * that word.
 */
public final class ProposalEnds implements RefundEnds {
    private final ProposalStore proposals = new ProposalStore();
    private final BreakStore breaks = new BreakStore();
    private final ProposalRecord record;
    private final Clock clock;

    public ProposalEnds(Clock clock) {
        this.record = new ProposalRecord(clock);
        this.clock = clock;
    }

    /** A refund that no proposal ordered is nobody's here. */
    @Override
    public Future<Void> ended(SqlConnection transaction, Refund refund) {
        boolean paid = refund.status() == RefundStatus.SUCCEEDED;
        var failure = refund.failure();
        String why = failure == null ? "the bank refused" : failure.code() + " " + failure.message();
        return proposals.lockOfRefund(transaction, refund.id()).compose(found -> end(transaction, found, paid, why));
    }

    /**
     * A payout of T2 is paid, or definitely failed and not tried again.
     *
     * @param why for a failed one
     */
    public Future<Void> payoutEnded(SqlConnection transaction, String payoutId, boolean paid, String why) {
        return proposals.lockOfPayout(transaction, payoutId).compose(found -> end(transaction, found, paid, why));
    }

    private Future<Void> end(SqlConnection transaction, Optional<Proposal> found, boolean paid, String why) {
        if (found.isEmpty()) {
            return Future.succeededFuture();
        }
        var before = found.get();
        var event = paid ? ProposalStatus.Event.EXECUTED : ProposalStatus.Event.BANK_REFUSED;
        var next = before.status().after(event);
        if (next.isEmpty()) {
            return paid && before.status() == ProposalStatus.FAILED
                    ? provenLater(transaction, before)
                    : Future.succeededFuture();
        }
        var after = before.ended(next.get(), paid ? null : cut(why));
        var act = paid ? ProposalRecord.Act.EXECUTE : ProposalRecord.Act.FAIL;
        return proposals
                .write(transaction, before, after)
                .compose(written -> broken(transaction, before, paid))
                .compose(done -> record.add(transaction, act, after, ProposalRecord.GATEWAY, paid ? "" : cut(why)));
    }

    /** The bank had refused and executed it all the same: it has left suspense. */
    private Future<Void> provenLater(SqlConnection transaction, Proposal before) {
        var after = before.ended(ProposalStatus.FAILED, "executed after all");
        return proposals
                .write(transaction, before, after)
                .compose(written -> broken(transaction, before, true))
                .compose(done -> record.add(
                        transaction, ProposalRecord.Act.EXECUTE, after, ProposalRecord.GATEWAY, "executed after all"));
    }

    private Future<Void> broken(SqlConnection transaction, Proposal proposal, boolean paid) {
        String breakId = proposal.breakId();
        if (breakId == null) {
            return Future.succeededFuture();
        }
        return breaks.lock(transaction, breakId).compose(found -> {
            var about = found.orElseThrow();
            long by = paid ? -Math.min(proposal.amount().minor(), about.suspense()) : 0;
            var event = !paid
                    ? BreakStatus.Event.BANK_REFUSED
                    : about.suspense() + by == 0 && about.frozen() == 0
                            ? BreakStatus.Event.EXECUTED
                            : BreakStatus.Event.PARTLY_EXECUTED;
            var to = about.status() == BreakStatus.OPEN && event == BreakStatus.Event.EXECUTED
                    ? BreakStatus.RESOLVED
                    : about.status().after(event).orElse(about.status());
            return breaks.write(transaction, about, to, by, 0, clock.instant()).mapEmpty();
        });
    }

    private static String cut(String why) {
        return why.length() > 300 ? why.substring(0, 300) : why;
    }
}
