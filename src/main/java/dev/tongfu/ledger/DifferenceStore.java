package dev.tongfu.ledger;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.stream.StreamSupport;

/** Reads what does not hold: statements whose columns are what differs, how it must be, and how it is. */
public final class DifferenceStore {
    private DifferenceStore() {}

    /** An identity that is one statement without parameters. */
    public static Identity identity(String name, String sql) {
        return new Identity.Named(name, client -> list(client, sql, Tuple.tuple()));
    }

    public static Future<List<Difference>> list(SqlClient client, String sql, Tuple parameters) {
        return client.preparedQuery(sql)
                .execute(parameters)
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(DifferenceStore::difference)
                        .toList());
    }

    private static Difference difference(Row row) {
        return new Difference(row.getString(0), row.getString(1), row.getString(2));
    }
}
