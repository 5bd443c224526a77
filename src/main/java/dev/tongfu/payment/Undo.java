package dev.tongfu.payment;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.util.function.Function;

/** Carries an outcome out of a transaction that is to write nothing. */
final class Undo extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Object outcome;

    private Undo(Object outcome) {
        super("rolled back on purpose", null, false, false);
        this.outcome = outcome;
    }

    /** Inside the transaction: rolls it back; its outcome is this. */
    static <T> Future<T> with(Object outcome) {
        return Future.failedFuture(new Undo(outcome));
    }

    /** Commits what the work writes, or nothing; the outcome is of the given type either way. */
    static <T> Future<T> transaction(Pool pool, Class<T> type, Function<SqlConnection, Future<T>> work) {
        return pool.withTransaction(work)
                .recover(failure -> failure instanceof Undo undo
                        ? Future.succeededFuture(type.cast(undo.outcome))
                        : Future.failedFuture(failure));
    }
}
