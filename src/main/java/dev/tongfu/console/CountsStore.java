package dev.tongfu.console;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;

/** Counts what people want to see at a glance; exact, so meant for small installations and demonstrations. */
public final class CountsStore {
    private static final String COUNTS = """
            select
                (select count(*) from payment) as payments,
                (select count(*) from payment where status in ('succeeded', 'captured')) as succeeded,
                (select count(*) from payment
                    where status in ('created', 'awaiting_code', 'submitted', 'unknown')) as open,
                (select count(*) from attempt where status in ('sent', 'unknown')) as unclear,
                (select count(*) from notification
                    where status in ('pending', 'sending') and url is not null) as waiting,
                (select count(*) from notification where status = 'dead') as dead,
                (select count(*) from alarm where cleared_at is null) as alarms
            """;

    public Future<Counts> read(SqlClient client) {
        return client.preparedQuery(COUNTS)
                .execute()
                .map(rows -> rows.iterator().next())
                .map(row -> new Counts(
                        row.getLong("payments"),
                        row.getLong("succeeded"),
                        row.getLong("open"),
                        row.getLong("unclear"),
                        row.getLong("waiting"),
                        row.getLong("dead"),
                        row.getLong("alarms")));
    }
}
