package dev.tongfu.db;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * One connection of the owner of the tables, for commands that change their shape; never on an event loop, it blocks.
 *
 * <p>It waits little for locks: whoever is in its way is serving merchants.
 */
public final class OwnerSession implements AutoCloseable {
    private static final String LOCK_TIMEOUT = "set lock_timeout = '2s'";
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private final Connection connection;

    private OwnerSession(Connection connection) {
        this.connection = connection;
    }

    public static OwnerSession open(DatabaseConfig config) {
        var properties = new Properties();
        properties.setProperty("user", config.owner().user());
        properties.setProperty("password", config.owner().password());
        properties.setProperty("ApplicationName", "tongfu-owner");
        try {
            var session = new OwnerSession(DriverManager.getConnection(Migrations.url(config), properties));
            session.run(LOCK_TIMEOUT);
            return session;
        } catch (SQLException failure) {
            throw refused(failure);
        }
    }

    /** One statement, or several in one transaction. */
    public void run(String... statements) {
        try {
            connection.setAutoCommit(false);
            try (var statement = connection.createStatement()) {
                for (String text : statements) {
                    statement.execute(text);
                }
                connection.commit();
            } finally {
                connection.rollback();
            }
        } catch (SQLException failure) {
            throw refused(failure);
        }
    }

    /** The first column of every row. */
    public List<String> texts(String query) {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            var texts = new ArrayList<String>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return List.copyOf(texts);
        } catch (SQLException failure) {
            throw refused(failure);
        }
    }

    private static DatabaseRefused refused(SQLException failure) {
        return new DatabaseRefused(
                LOCK_NOT_AVAILABLE.equals(failure.getSQLState())
                        ? "The table is in use by longer transactions; try again when there is less to do."
                        : "The tables could not be changed: " + failure.getMessage(),
                failure);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException failure) {
            throw refused(failure);
        }
    }
}
