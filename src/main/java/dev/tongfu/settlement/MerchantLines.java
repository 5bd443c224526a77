package dev.tongfu.settlement;

import dev.tongfu.ledger.BookDate;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Makes merchants' lines of the days that are closed; may be called on any node, at any time, again. */
public final class MerchantLines {
    private final Pool pool;
    private final SettlementConfig config;
    private final Clock clock;
    private final ProjectionStore store = new ProjectionStore();

    public MerchantLines(Pool pool, SettlementConfig config, Clock clock) {
        this.pool = pool;
        this.config = config;
        this.clock = clock;
    }

    /**
     * Every closed day that is not done yet, at most the configured number.
     *
     * @return the days done now
     */
    public Future<List<BookDate>> project() {
        return store.due(pool, config.daysAtOnce()).compose(days -> {
            var done = new ArrayList<BookDate>();
            Future<Void> chain = Future.succeededFuture();
            for (var day : days) {
                chain = chain.compose(before -> project(day))
                        .map(projected -> projected && done.add(day))
                        .mapEmpty();
            }
            return chain.map(all -> List.copyOf(done));
        });
    }

    private Future<Boolean> project(BookDate day) {
        return pool.withTransaction(transaction -> store.begin(transaction, day, clock.instant())
                .compose(begun -> begun ? write(transaction, day) : Future.succeededFuture(false)));
    }

    private Future<Boolean> write(SqlConnection transaction, BookDate day) {
        return store.allowTime(transaction, config.statementTimeoutMs())
                .compose(allowed -> store.insert(transaction, day))
                .compose(inserted -> store.byIndex(transaction))
                .compose(ready -> store.giveBack(transaction, day))
                .compose(given -> store.sum(transaction, day))
                .map(true);
    }
}
