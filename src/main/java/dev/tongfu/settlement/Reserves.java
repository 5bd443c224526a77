package dev.tongfu.settlement;

import dev.tongfu.ledger.LedgerStore;
import dev.tongfu.ledger.SettlementPostings;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.time.Clock;

/** Gives rolling reserves back when they are due: a line of the merchant's next batch. */
public final class Reserves {
    private static final int AT_ONCE = 500;

    private final SettlementBooks books;
    private final Clock clock;
    private final ReserveStore store = new ReserveStore();

    public Reserves(Pool pool, LedgerStore ledger, SettlementConfig config, Clock clock) {
        this.books = new SettlementBooks(pool, ledger, clock, config.zoneId());
        this.clock = clock;
    }

    /** @return how many were given back now */
    public Future<Integer> releaseDue() {
        return store.due(books.pool(), books.today(), AT_ONCE).compose(held -> {
            Future<Integer> chain = Future.succeededFuture(0);
            for (var one : held) {
                chain = chain.compose(count -> release(one).map(done -> count + (done ? 1 : 0)));
            }
            return chain;
        });
    }

    private Future<Boolean> release(ReserveStore.Held held) {
        var transfers = SettlementPostings.reserveReleased(held.id(), held.merchantId(), books.today(), held.amount());
        return books.transaction(
                transfers,
                transaction -> store.release(transaction, held.id(), clock.instant())
                        .compose(mine ->
                                mine ? books.post(transaction, transfers).map(true) : Future.succeededFuture(false)));
    }
}
