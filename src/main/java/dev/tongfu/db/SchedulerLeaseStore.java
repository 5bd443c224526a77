package dev.tongfu.db;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.Optional;

/** The rows by which nodes agree who does a piece of work. An owner is one process, named uniquely at its start. */
public final class SchedulerLeaseStore {
    private static final String TAKE = """
            insert into scheduler_lease as held (name, owner, epoch, held_until)
            values ($1::text, $2::text, 1, clock_timestamp() + $3::bigint * interval '1 millisecond')
            on conflict (name) do update set
                owner = excluded.owner,
                epoch = case
                    when held.owner = excluded.owner and held.held_until > clock_timestamp() then held.epoch
                    else held.epoch + 1
                end,
                held_until = excluded.held_until
            where held.owner = excluded.owner or held.held_until <= clock_timestamp()
            returning name, owner, epoch, held_until
            """;

    /** Takes the lease when it is free or run out, or extends it when it is the owner's already. */
    public Future<Optional<SchedulerLease>> take(SqlClient client, String name, String owner, long forMs) {
        return client.preparedQuery(TAKE).execute(Tuple.of(name, owner, forMs)).map(SchedulerLeaseStore::lease);
    }

    private static final String LOCK = """
            select epoch from scheduler_lease
            where name = $1::text and owner = $2::text and epoch = $3::bigint and held_until > clock_timestamp()
            for share
            """;

    /** Whether it is still held; if so, nobody can take it over before this transaction ends. */
    public Future<Boolean> lock(SqlConnection transaction, SchedulerLease lease) {
        return transaction
                .preparedQuery(LOCK)
                .execute(Tuple.of(lease.name(), lease.owner(), lease.epoch()))
                .map(rows -> rows.size() == 1);
    }

    private static final String RELEASE = """
            update scheduler_lease set held_until = clock_timestamp()
            where name = $1::text and owner = $2::text and epoch = $3::bigint and held_until > clock_timestamp()
            """;

    /** Lets the next one have it at once; false if it was no longer held. */
    public Future<Boolean> release(SqlClient client, SchedulerLease lease) {
        return client.preparedQuery(RELEASE)
                .execute(Tuple.of(lease.name(), lease.owner(), lease.epoch()))
                .map(rows -> rows.rowCount() == 1);
    }

    private static Optional<SchedulerLease> lease(RowSet<Row> rows) {
        var each = rows.iterator();
        return each.hasNext() ? Optional.of(lease(each.next())) : Optional.empty();
    }

    private static SchedulerLease lease(Row row) {
        return new SchedulerLease(
                row.getString("name"),
                row.getString("owner"),
                row.getLong("epoch"),
                row.getOffsetDateTime("held_until"));
    }
}
