package dev.tongfu.db;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;

/** Which migration the database has come to; may be asked as the application's role. */
public final class SchemaVersion {
    private static final String NEWEST = """
            select coalesce(max(version::int), 0) as newest from flyway_schema_history
            where success and version is not null
            """;

    private SchemaVersion() {}

    /** The number of the newest migration that was applied; 0: none. */
    public static Future<Integer> read(SqlClient client) {
        return client.preparedQuery(NEWEST)
                .mapping(row -> row.getInteger("newest"))
                .execute()
                .map(rows -> rows.iterator().next());
    }
}
