package dev.tongfu.settlement;

import dev.tongfu.ledger.PayoutPostings;
import dev.tongfu.reconciliation.ProposalEnds;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Clock;
import java.time.LocalDate;

/**
 * What follows from the end of an attempt to pay suspense money back: the proposal that ordered it is told, and what
 * provably never left us is tried again.
 *
 * <p>A bank that refuses ends the proposal: the money is in suspense again, and the next try is a new proposal, since
 * its account is for two operators to decide.
 */
final class ProposedPayouts {
    private final SettlementBooks books;
    private final PayoutConfig config;
    private final Clock clock;
    private final ProposalEnds ends;
    private final PayoutStore store = new PayoutStore();

    ProposedPayouts(SettlementBooks books, PayoutConfig config, Clock clock) {
        this.books = books;
        this.config = config;
        this.clock = clock;
        this.ends = new ProposalEnds(clock);
    }

    /** Whether an attempt that had failed is paid from what it was to be paid from. */
    Future<Boolean> covered(SqlConnection transaction, Payout payout) {
        return payout.attempt().newest()
                ? ends.stillInSuspense(transaction, payout.id())
                : Future.succeededFuture(false);
    }

    /**
     * Tells the proposal; last in its transaction.
     *
     * @param covered false: what was paid was booked as a shortage, which is a break of its own
     */
    Future<Void> follow(SqlConnection transaction, Payout payout, PayoutResults.Learnt learnt, boolean covered) {
        boolean newest = payout.attempt().newest();
        return switch (learnt.event()) {
            case PAID ->
                newest && covered ? ends.payoutEnded(transaction, payout.id(), true, "") : Future.succeededFuture();
            case FAILED -> newest ? refused(transaction, payout, learnt.said()) : Future.succeededFuture();
            case NOT_SENT ->
                payout.attempt().number() < config.unsentAttemptsMax()
                        ? again(transaction, payout, learnt.date())
                        : refused(transaction, payout, learnt.said());
            case RETURNED ->
                ends.payoutReturned(transaction, payout.id(), payout.attempt().reference(), learnt.date());
            case SUBMITTED, UNKNOWN -> Future.succeededFuture();
        };
    }

    private Future<Void> refused(SqlConnection transaction, Payout payout, String said) {
        return ends.payoutEnded(transaction, payout.id(), false, said);
    }

    /** The next attempt, under a reference of its own. */
    private Future<Void> again(SqlConnection transaction, Payout payout, LocalDate date) {
        int next = payout.attempt().number() + 1;
        var reserved =
                PayoutPostings.reserved(payout.id(), next, payout.source(), payout.channel(), date, payout.amount());
        var now = clock.instant();
        return store.retry(transaction, payout.id(), now)
                .compose(ready -> store.insertAttempt(
                        transaction,
                        payout.id(),
                        next,
                        payout.attempt().road(),
                        payout.attempt().accountVersion(),
                        payout.attempt().accountMasked(),
                        now))
                .compose(tried -> books.post(transaction, reserved));
    }
}
