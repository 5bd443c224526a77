package dev.tongfu.db;

import io.vertx.pgclient.PgException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** PostgreSQL refused this one item's data; its neighbours in the batch were not harmed and nothing of it is stored. */
public final class DataRefused extends RuntimeException {
    private final String sqlState;

    private final @Nullable String constraint;

    DataRefused(PgException cause) {
        super("refused with " + cause.getSqlState(), cause, false, false);
        this.sqlState = cause.getSqlState();
        this.constraint = cause.getConstraint();
    }

    public String sqlState() {
        return sqlState;
    }

    /** The name of the violated constraint, where it was one. */
    public Optional<String> constraint() {
        return Optional.ofNullable(constraint);
    }
}
