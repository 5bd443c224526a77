package dev.tongfu.settlement;

import dev.tongfu.ledger.PayoutPostings;
import dev.tongfu.payment.ApartMoney;
import dev.tongfu.reconciliation.ProposalEnds;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Clock;
import java.time.LocalDate;

/**
 * What follows from the end of an attempt to pay a payer back: payment or receipt and the proposal that ordered it are
 * told, and what provably never left us is tried again.
 *
 * <p>A bank that refuses ends the proposal: the money is where it was, and the next try is a new proposal, since
 * its account is for two operators to decide.
 */
final class ProposedPayouts {
    private final SettlementBooks books;
    private final PayoutConfig config;
    private final Clock clock;
    private final ProposalEnds ends;
    private final ApartMoney apart;
    private final PayoutStore store = new PayoutStore();

    ProposedPayouts(SettlementBooks books, ApartMoney apart, PayoutConfig config, Clock clock) {
        this.books = books;
        this.config = config;
        this.clock = clock;
        this.ends = new ProposalEnds(clock);
        this.apart = apart;
    }

    /** Before balances are changed, as everybody does who changes payment and balances. */
    Future<Void> hold(SqlConnection transaction, Payout payout) {
        var sum = payout.apart();
        return sum == null ? Future.succeededFuture() : apart.hold(transaction, sum);
    }

    /** Whether an attempt that had failed is paid from what it was to be paid from. */
    Future<Boolean> covered(SqlConnection transaction, Payout payout) {
        if (!payout.attempt().newest()) {
            return Future.succeededFuture(false);
        }
        var sum = payout.apart();
        return sum == null ? ends.stillInSuspense(transaction, payout.id()) : apart.waits(transaction, sum);
    }

    /**
     * Tells the proposal; last in its transaction.
     *
     * @param covered false: what was paid was booked as a shortage, which is a break of its own
     */
    Future<Void> follow(SqlConnection transaction, Payout payout, PayoutResults.Learnt learnt, boolean covered) {
        boolean newest = payout.attempt().newest();
        return switch (learnt.event()) {
            case PAID -> newest && covered ? paid(transaction, payout) : Future.succeededFuture();
            case FAILED -> newest ? refused(transaction, payout, learnt.said()) : Future.succeededFuture();
            case NOT_SENT ->
                payout.attempt().number() < config.unsentAttemptsMax()
                        ? again(transaction, payout, learnt.date())
                        : refused(transaction, payout, learnt.said());
            case RETURNED -> returned(transaction, payout, learnt.date());
            case SUBMITTED, UNKNOWN -> Future.succeededFuture();
        };
    }

    private Future<Void> paid(SqlConnection transaction, Payout payout) {
        var sum = payout.apart();
        boolean reserved = payout.attempt().status() != PayoutStatus.FAILED;
        return (sum == null ? Future.<Void>succeededFuture() : apart.paid(transaction, sum, reserved))
                .compose(done -> ends.payoutEnded(transaction, payout.id(), true, ""));
    }

    private Future<Void> refused(SqlConnection transaction, Payout payout, String said) {
        var sum = payout.apart();
        return (sum == null ? Future.<Void>succeededFuture() : apart.released(transaction, sum))
                .compose(done -> ends.payoutEnded(transaction, payout.id(), false, said));
    }

    private Future<Void> returned(SqlConnection transaction, Payout payout, LocalDate date) {
        var sum = payout.apart();
        return sum == null
                ? ends.payoutReturned(transaction, payout.id(), payout.attempt().reference(), date)
                : apart.returned(transaction, sum).compose(done -> ends.apartReturned(transaction, payout.id()));
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
