package dev.tongfu;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;

/** What the simulated banks of the demo take for their work: nothing, as their statements say. */
final class DemoCostStore {
    private static final String INSERT = """
            insert into bank_cost (channel_id, kind, fixed, rate_ppm, minimum, maximum, given_back)
            select c.id, k.kind, 0, 0, 0, null, false
            from channel c cross join (values ('payment'), ('capture'), ('debit'), ('refund')) k(kind)
            where c.id in ('abc-1', 'unionpay-1')
            on conflict do nothing
            """;

    Future<Void> insert(SqlClient client) {
        return client.preparedQuery(INSERT).execute().mapEmpty();
    }
}
