package dev.tongfu.db;

import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;

/** What a failed statement means for the items in it. */
enum FailureKind {
    /** An item's data was refused and the whole statement rolled back. */
    DATA,
    /** Rolled back for a reason that passes: a deadlock, a lock not had in time, no room. */
    PASSING,
    /** Nobody said whether it was committed. */
    UNKNOWN,
    /** The program or the schema is wrong; the statement was not committed. */
    BROKEN;

    static FailureKind of(Throwable failure) {
        if (failure instanceof PgException refusal) {
            return ofState(String.valueOf(refusal.getSqlState()));
        }
        if (failure instanceof RuntimeException && !(failure instanceof VertxException)) {
            return BROKEN;
        }
        return UNKNOWN;
    }

    /** Server shut down (57P0x), cancelled by its time-out (57014) and the connection's class 08 leave it open. */
    private static FailureKind ofState(String state) {
        return switch (state) {
            case "P0001" -> DATA;
            case "40001", "40P01", "55P03" -> PASSING;
            default ->
                switch (state.substring(0, Math.min(2, state.length()))) {
                    case "22", "23" -> DATA;
                    case "53" -> PASSING;
                    case "08", "57", "40", "58", "XX" -> UNKNOWN;
                    default -> BROKEN;
                };
        };
    }
}
