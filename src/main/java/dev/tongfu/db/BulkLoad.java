package dev.tongfu.db;

import java.io.IOException;
import java.io.InputStream;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.postgresql.jdbc.PgConnection;

/**
 * Transactions of a worker thread, for loads of a million rows: COPY is what the reactive client does not have.
 *
 * <p>Everything here blocks and must never be called on an event loop. It uses JDBC, so parameters are written as
 * {@code ?} and not as {@code $1}. Each call opens a connection of its own as the gateway's application role; callers
 * hold their number small.
 */
public final class BulkLoad {
    private static final int SOCKET_GRACE_S = 30;

    private final DatabaseConfig config;
    private final int statementTimeoutMs;

    /** @param statementTimeoutMs the server stops a statement, a COPY too, after this */
    public BulkLoad(DatabaseConfig config, int statementTimeoutMs) {
        this.config = config;
        this.statementTimeoutMs = statementTimeoutMs;
    }

    /** What is done in one transaction. */
    @FunctionalInterface
    public interface Work<T> {
        T run(BulkTransaction transaction) throws IOException, Abandoned;
    }

    /** The work itself wants nothing of it kept. */
    public static final class Abandoned extends Exception {
        private static final long serialVersionUID = 1L;

        public Abandoned(String reason) {
            super(reason, null, false, false);
        }
    }

    /**
     * Commits when the work returns, rolls back when it throws.
     *
     * @throws IOException the database or the work's own input failed
     * @throws Abandoned as the work threw it; rolled back
     */
    public <T> T run(Work<T> work) throws IOException, Abandoned {
        try (var connection = connect()) {
            connection.setAutoCommit(false);
            T result = work.run(new BulkTransaction(connection));
            connection.commit();
            return result;
        } catch (SQLException failure) {
            throw new IOException("the database did not take a load", failure);
        }
    }

    /**
     * A large value, read slice by slice.
     *
     * @param sql selects one slice as its only column; its first two parameters are the slice's first byte, from 1, and
     *     its length
     */
    public InputStream slices(String sql, int sliceBytes, Object... parameters) throws IOException {
        try {
            return new SliceStream(connect(), sql, sliceBytes, parameters);
        } catch (SQLException failure) {
            throw new IOException("the database could not be read", failure);
        }
    }

    /** Closing an open transaction's connection rolls it back. */
    private PgConnection connect() throws SQLException {
        var login = config.app();
        var properties = new Properties();
        properties.setProperty("user", login.user());
        properties.setProperty("password", login.password());
        properties.setProperty("ApplicationName", "tongfu-load");
        properties.setProperty("connectTimeout", Integer.toString(seconds(config.connectTimeoutMs())));
        properties.setProperty("socketTimeout", Integer.toString(seconds(statementTimeoutMs) + SOCKET_GRACE_S));
        // Values in binary from the first time on; text would double the size of a slice.
        properties.setProperty("prepareThreshold", "-1");
        properties.setProperty(
                "options",
                "-c statement_timeout=" + statementTimeoutMs + " -c lock_timeout=" + statementTimeoutMs
                        + " -c idle_in_transaction_session_timeout=" + statementTimeoutMs);
        return DriverManager.getConnection(Migrations.url(config), properties).unwrap(PgConnection.class);
    }

    private static int seconds(int ms) {
        return Math.max(1, ms / 1_000);
    }
}
