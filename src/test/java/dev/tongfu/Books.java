package dev.tongfu;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tongfu.db.TestDatabase;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A database as its administrator sees it: what is in its tables, and locks that keep others from writing. */
final class Books {
    private static final int WAIT_S = 30;

    private final Pool pool;

    Books(Vertx vertx, TestDatabase database) {
        pool = database.superuserPool(vertx);
    }

    /** The first column. */
    List<String> rows(String select) {
        var rows = new ArrayList<String>();
        done(pool.query(select).execute()).forEach(row -> rows.add(row.getString(0)));
        return rows;
    }

    /** Nobody else writes the table until the lock is closed. */
    Held hold(String table) {
        var connection = done(pool.getConnection());
        done(connection.query("set idle_in_transaction_session_timeout = 0").execute());
        done(connection.query("begin").execute());
        done(connection.query("lock table " + table + " in exclusive mode").execute());
        return new Held(connection, table);
    }

    final class Held implements AutoCloseable {
        private final SqlConnection connection;
        private final String table;

        private Held(SqlConnection connection, String table) {
            this.connection = connection;
            this.table = table;
        }

        /** Whether somebody stands before the lock. */
        boolean waitedFor() {
            return !rows("select mode from pg_locks where not granted and relation = '" + table + "'::regclass")
                    .isEmpty();
        }

        @Override
        public void close() {
            done(connection.query("rollback").execute());
            done(connection.close());
        }
    }

    @CanIgnoreReturnValue
    private static <T> T done(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(WAIT_S, TimeUnit.SECONDS);
        } catch (InterruptedException | TimeoutException | ExecutionException failure) {
            throw new AssertionError(failure);
        }
    }
}
