package dev.tongfu.payment;

import dev.tongfu.ledger.BookDate;
import dev.tongfu.ledger.LedgerStore;
import dev.tongfu.outbox.OutboxStore;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A refund that the payer's bank gave back, as a line of the statement or an operator proves it (R7). */
public final class RefundReturns {
    private final Pool pool;
    private final RefundStore refunds;
    private final RefundDecider decider;
    private final LedgerStore ledger;
    private final OutboxStore outbox;
    private final BatchTally tally;
    private final Clock clock;

    RefundReturns(PaymentDesk.Parts parts, RefundStore refunds, RefundDecider decider, BatchTally tally) {
        this.pool = parts.pool();
        this.refunds = refunds;
        this.decider = decider;
        this.ledger = parts.ledger();
        this.outbox = parts.outbox();
        this.tally = tally;
        this.clock = parts.clock();
    }

    /** The refund as it is now; empty when there is none, unchanged when it was not one that could come back. */
    public Future<Optional<Refund>> returned(String merchantId, String refundId, LocalDate bankDate) {
        return refunds.byId(pool, merchantId, refundId).compose(found -> {
            if (found.isEmpty()) {
                return Future.succeededFuture(found);
            }
            var book = new BookDate(found.get().bank(), bankDate);
            return ledger.bookingDates(pool, Set.of(book))
                    .compose(dates -> write(found.get(), bankDate))
                    .compose(written -> written
                            ? refunds.byId(pool, merchantId, refundId)
                            : returned(merchantId, refundId, bankDate));
        });
    }

    /** False when somebody changed it in between. */
    private Future<Boolean> write(Refund refund, LocalDate bankDate) {
        var back = decider.returned(refund, bankDate);
        if (back.isEmpty()) {
            return Future.succeededFuture(true);
        }
        return ledger.prepare(pool, back.get().transfers())
                .compose(ready -> Undo.transaction(pool, Boolean.class, transaction -> write(transaction, back.get())));
    }

    private Future<Boolean> write(SqlConnection transaction, RefundDecider.RefundReturn back) {
        long amount = back.before().amount().minor();
        var amounts = new RefundStore.Amounts(-amount, 0, null);
        return refunds.settle(transaction, back.before(), amounts, clock.instant())
                .compose(
                        settled -> settled ? refunds.write(transaction, back.before(), back.after()) : Undo.with(false))
                .compose(written -> written
                        ? ledger.post(transaction, back.transfers())
                                .compose(posted -> outbox.insert(transaction, List.of(back.message())))
                                .compose(
                                        told -> tally.refund(transaction, back.before(), back.after(), clock.instant()))
                                .map(true)
                        : Undo.with(false));
    }
}
