package dev.tongfu.db;

import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.postgresql.copy.CopyIn;
import org.postgresql.jdbc.PgConnection;

/** One transaction of a worker thread; only within {@link BulkLoad#run}. */
public final class BulkTransaction {
    private final PgConnection connection;

    BulkTransaction(PgConnection connection) {
        this.connection = connection;
    }

    /** Runs a statement with {@code ?} parameters and returns how many rows it changed. */
    public int execute(String sql, Object... parameters) throws IOException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            return statement.executeUpdate();
        } catch (SQLException failure) {
            throw new IOException("the database refused a statement of a load", failure);
        }
    }

    /** Writes rows for a COPY. */
    @FunctionalInterface
    public interface Rows {
        void write(BinaryRows rows) throws IOException, BulkLoad.Abandoned;
    }

    /**
     * Copies rows into a table as fast as the server takes them; a slow server slows the writer.
     *
     * @param sql {@code copy … from stdin (format binary)}
     */
    public void copy(String sql, Rows rows) throws IOException, BulkLoad.Abandoned {
        try {
            CopyIn copy = connection.getCopyAPI().copyIn(sql);
            try {
                var target = new BinaryRows((bytes, length) -> write(copy, bytes, length));
                rows.write(target);
                target.end();
                copy.endCopy();
            } finally {
                if (copy.isActive()) {
                    copy.cancelCopy();
                }
            }
        } catch (SQLException failure) {
            throw new IOException("the database did not take the rows of a load", failure);
        }
    }

    private static void write(CopyIn copy, byte[] bytes, int length) throws IOException {
        try {
            copy.writeToCopy(bytes, 0, length);
        } catch (SQLException failure) {
            throw new IOException("the database stopped taking the rows of a load", failure);
        }
    }
}
