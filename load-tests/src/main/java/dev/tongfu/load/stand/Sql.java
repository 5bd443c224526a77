package dev.tongfu.load.stand;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A connection of the auditor, past the gateway and as the server's superuser. */
public final class Sql implements AutoCloseable {
    private static final int FETCH = 10_000;

    private final Connection connection;

    private Sql(Connection connection) {
        this.connection = connection;
    }

    public static Sql connect(PostgresServer server, String database) throws SQLException {
        String url = "jdbc:postgresql://127.0.0.1:" + server.port() + "/" + database;
        return new Sql(DriverManager.getConnection(url, "postgres", server.password()));
    }

    public void run(String statements) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(statements);
        }
    }

    public String text(String query) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }

    /** The first column of every row, in its order. */
    public List<String> lines(String query) throws SQLException {
        var values = new ArrayList<String>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }

    /** The first column, each value once. */
    public Set<String> texts(String query) throws SQLException {
        connection.setAutoCommit(false);
        var values = new HashSet<String>();
        try (var statement = connection.createStatement()) {
            statement.setFetchSize(FETCH);
            try (var rows = statement.executeQuery(query)) {
                while (rows.next()) {
                    values.add(rows.getString(1));
                }
            }
        }
        connection.commit();
        connection.setAutoCommit(true);
        return values;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
