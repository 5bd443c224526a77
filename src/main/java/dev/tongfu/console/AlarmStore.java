package dev.tongfu.console;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;

/** What a person must look at, and that one has. */
final class AlarmStore {
    private static final String CLEAR = """
            update alarm set cleared_at = $3::timestamptz, cleared_by = $2::text
            where id = $1::text and cleared_at is null
            """;

    /** False: there is no such alarm, or it was cleared before. */
    Future<Boolean> clear(SqlConnection connection, String id, String actor, Instant now) {
        return connection
                .preparedQuery(CLEAR)
                .execute(Tuple.of(id, actor, now.atOffset(ZoneOffset.UTC)))
                .map(rows -> rows.rowCount() == 1);
    }
}
