package dev.tongfu.db;

import java.io.IOException;
import java.io.InputStream;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.postgresql.jdbc.PgConnection;

/** A value of the database as a stream that holds one slice at a time; no row is an empty stream. */
final class SliceStream extends InputStream {
    private static final int END = -1;
    private static final int OWN_PARAMETERS = 2;

    private final PgConnection connection;
    private final PreparedStatement statement;
    private final int sliceBytes;
    private byte[] slice = new byte[0];
    private int at;
    private int next = 1;
    private boolean ended;

    SliceStream(PgConnection connection, String sql, int sliceBytes, Object... parameters) throws SQLException {
        this.connection = connection;
        this.sliceBytes = sliceBytes;
        this.statement = connection.prepareStatement(sql);
        statement.setInt(OWN_PARAMETERS, sliceBytes);
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(OWN_PARAMETERS + 1 + i, parameters[i]);
        }
    }

    @Override
    public int read() throws IOException {
        return filled() ? Byte.toUnsignedInt(slice[at++]) : END;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!filled()) {
            return END;
        }
        int count = Math.min(length, slice.length - at);
        System.arraycopy(slice, at, bytes, from, count);
        at += count;
        return count;
    }

    @Override
    public int available() {
        return slice.length - at;
    }

    @Override
    public void close() throws IOException {
        try (connection) {
            statement.close();
        } catch (SQLException failure) {
            throw new IOException("a connection did not close", failure);
        }
    }

    private boolean filled() throws IOException {
        if (at == slice.length && !ended) {
            slice = fetch();
            at = 0;
            next += slice.length;
            ended = slice.length < sliceBytes;
        }
        return at < slice.length;
    }

    private byte[] fetch() throws IOException {
        try {
            statement.setInt(1, next);
            try (var rows = statement.executeQuery()) {
                byte[] found = rows.next() ? rows.getBytes(1) : null;
                return found == null ? new byte[0] : found;
            }
        } catch (SQLException failure) {
            throw new IOException("the database could not be read", failure);
        }
    }
}
