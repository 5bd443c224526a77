package dev.tongfu.reconciliation;

import dev.tongfu.payment.Refund;
import dev.tongfu.payment.RefundEnds;
import dev.tongfu.payment.RefundStatus;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Objects;
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

    @Override
    public Future<Boolean> surplusWaits(SqlClient client, Refund refund) {
        return proposals.lockOfRefund(client, refund.id()).compose(found -> inSuspense(client, found));
    }

    /** A refund that no proposal ordered is nobody's here. */
    @Override
    public Future<Void> ended(SqlConnection transaction, Refund refund, boolean fromSource) {
        boolean paid = refund.status() == RefundStatus.SUCCEEDED;
        var failure = refund.failure();
        String why = failure == null ? "the bank refused" : failure.code() + " " + failure.message();
        return proposals
                .lockOfRefund(transaction, refund.id())
                .compose(found ->
                        paid && !fromSource ? provenElsewhere(transaction, found) : end(transaction, found, paid, why));
    }

    /**
     * A payout of T2 is paid, or definitely failed and not tried again.
     *
     * @param why for a failed one
     */
    public Future<Void> payoutEnded(SqlConnection transaction, String payoutId, boolean paid, String why) {
        return proposals.lockOfPayout(transaction, payoutId).compose(found -> end(transaction, found, paid, why));
    }

    /**
     * A payout that had failed turns out to be paid: whether what it paid from is still in suspense for its break. Then
     * it leaves suspense and {@link #payoutEnded} is told; otherwise somebody else has it.
     */
    public Future<Boolean> stillInSuspense(SqlConnection transaction, String payoutId) {
        return proposals.lockOfPayout(transaction, payoutId).compose(found -> inSuspense(transaction, found));
    }

    private Future<Boolean> inSuspense(SqlClient client, Optional<Proposal> found) {
        var breakId = found.map(Proposal::breakId);
        return breakId.isEmpty()
                ? Future.succeededFuture(false)
                : breaks.lock(client, breakId.get())
                        .map(about ->
                                about.filter(now -> free(now, found.get())).isPresent());
    }

    private static boolean free(BreakView about, Proposal proposal) {
        boolean waits = about.status() == BreakStatus.OPEN || about.status() == BreakStatus.PROPOSED;
        return waits && about.suspense() >= proposal.amount().minor();
    }

    /** Late money or a second receipt that was paid out came back, and O5 has put it where it was: it waits again. */
    public Future<Void> apartReturned(SqlConnection transaction, String payoutId) {
        return proposals
                .lockOfPayout(transaction, payoutId)
                .compose(found -> record.add(
                        transaction,
                        ProposalRecord.Act.RETURN,
                        found.orElseThrow(),
                        ProposalRecord.GATEWAY,
                        "the payout came back: it waits again"));
    }

    /**
     * A payout of T2 that was paid came back, and O5 has put it into suspense again. Its break and proposal are over:
     * it is a break of its own.
     *
     * @param reference of the attempt
     * @param date on which it came back
     */
    public Future<Void> payoutReturned(SqlConnection transaction, String payoutId, String reference, LocalDate date) {
        return proposals.lockOfPayout(transaction, payoutId).compose(found -> {
            var proposal = found.orElseThrow();
            String about = Objects.requireNonNull(proposal.breakId(), "break of a payout");
            var back = new BreakStore.CameBack(
                    "brk_" + reference,
                    about,
                    payoutId,
                    reference,
                    proposal.amount().minor(),
                    date);
            return breaks.insert(transaction, back, clock.instant())
                    .compose(made -> record.add(
                            transaction,
                            ProposalRecord.Act.RETURN,
                            proposal,
                            ProposalRecord.GATEWAY,
                            "the payout came back: break " + back.id()));
        });
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
        return afterAll(transaction, before, "executed after all", broken(transaction, before, true));
    }

    /** The same, but the money had gone elsewhere by then: a shortage, and a break of its own. */
    private Future<Void> provenElsewhere(SqlConnection transaction, Optional<Proposal> found) {
        return found.isEmpty()
                ? Future.succeededFuture()
                : afterAll(
                        transaction,
                        found.get(),
                        "executed after all; the money had gone elsewhere and is missing",
                        Future.succeededFuture());
    }

    private Future<Void> afterAll(SqlConnection transaction, Proposal before, String words, Future<Void> moved) {
        var after = before.ended(ProposalStatus.FAILED, words);
        return moved.compose(done -> proposals.write(transaction, before, after))
                .compose(written ->
                        record.add(transaction, ProposalRecord.Act.EXECUTE, after, ProposalRecord.GATEWAY, words));
    }

    private Future<Void> broken(SqlConnection transaction, Proposal proposal, boolean paid) {
        String breakId = proposal.breakId();
        if (breakId == null) {
            return Future.succeededFuture();
        }
        return breaks.lock(transaction, breakId).compose(found -> {
            var about = found.orElseThrow();
            long by = paid ? -proposal.amount().minor() : 0;
            if (about.suspense() + by < 0) {
                return Future.failedFuture("what is in suspense for " + breakId + " went elsewhere in between");
            }
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
