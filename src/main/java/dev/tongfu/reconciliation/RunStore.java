package dev.tongfu.reconciliation;

import dev.tongfu.db.Ids;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps runs; a step ends by compare-and-set on its run's status, while it holds the channel's row. */
final class RunStore {
    private static final String COLUMNS = "id, channel_id, bank, bank_date, version, number, status ";

    private static final String NEWEST_VERSION = """
            select version from statement_version where channel_id = $1::text and bank_date = $2::date
            order by version desc limit 1
            """;

    private static final String LAST = "select " + COLUMNS + """
            from reconciliation_run where channel_id = $1::text and bank_date = $2::date
            order by number desc limit 1
            """;

    private static final String BY_ID = "select " + COLUMNS + "from reconciliation_run where id = $1::text";

    /** The earlier runs of the day count no more. */
    private static final String REPLACE = """
            update reconciliation_run set status = 'superseded', changed_at = $3::timestamptz
            where channel_id = $1::text and bank_date = $2::date and status <> 'superseded'
            """;

    private static final String BEGIN = """
            insert into reconciliation_run (id, channel_id, bank, bank_date, version, number, status, actor, created_at,
                changed_at)
            select $1::text, $2::text, $3::text, $4::date, $5::int,
                (select coalesce(max(number), 0) + 1 from reconciliation_run
                 where channel_id = $2::text and bank_date = $4::date),
                'created', $6::text, $7::timestamptz, $7::timestamptz
            returning
            """ + COLUMNS;

    private static final String STEP = """
            update reconciliation_run
            set status = $3::text, changed_at = $4::timestamptz, failed_step = null, failure = null,
                proof = coalesce($5::text::json, proof)
            where id = $1::text and status = $2::text
            """;

    private static final String FAILED = """
            update reconciliation_run
            set failed_step = $2::text, failure = $3::text, changed_at = $4::timestamptz
            where id = $1::text
            """;

    private static final String ALLOW = """
            select set_config('statement_timeout', $1::text, true), set_config('lock_timeout', $2::text, true),
                set_config('work_mem', $3::text, true), set_config('enable_nestloop', $4::text, true),
                set_config('jit', 'off', true)
            """;

    private static final String OPEN_CHANNEL =
            "insert into reconciliation_channel (channel_id) values ($1::text) on conflict do nothing";

    private static final String LOCK = """
            update reconciliation_channel set epoch = epoch + 1 where channel_id = $1::text returning epoch
            """;

    private static final String EPOCH = "select epoch from reconciliation_channel where channel_id = $1::text";

    Future<Optional<Integer>> newestVersion(SqlClient client, String channelId, LocalDate bankDate) {
        return client.preparedQuery(NEWEST_VERSION)
                .execute(Tuple.of(channelId, bankDate))
                .map(rows -> rows.size() == 0
                        ? Optional.empty()
                        : Optional.of(rows.iterator().next().getInteger(0)));
    }

    Future<Optional<Run>> last(SqlClient client, String channelId, LocalDate bankDate) {
        return client.preparedQuery(LAST)
                .execute(Tuple.of(channelId, bankDate))
                .map(rows -> rows.size() == 0
                        ? Optional.empty()
                        : Optional.of(run(rows.iterator().next())));
    }

    private static final String MENDED = """
            select exists (select from statement_reading r join reconciliation_run u
                on u.channel_id = r.channel_id and u.bank_date = r.bank_date and u.version = r.version
                where u.id = $1::text and r.read_at > u.changed_at) as mended
            """;

    /** Whether a line of the run's statement was mended after the run had ended. */
    Future<Boolean> mended(SqlClient client, Run run) {
        return client.preparedQuery(MENDED)
                .execute(Tuple.of(run.id()))
                .map(rows -> rows.iterator().next().getBoolean("mended"));
    }

    Future<Run> byId(SqlClient client, String id) {
        return client.preparedQuery(BY_ID)
                .execute(Tuple.of(id))
                .map(rows -> run(rows.iterator().next()));
    }

    /** A new run takes the place of those before it. The channel is to be locked. */
    Future<Run> begin(SqlClient tx, Run wanted, String actor, Instant now) {
        var at = now.atOffset(ZoneOffset.UTC);
        var tuple = Tuple.tuple()
                .addString(wanted.id())
                .addString(wanted.channelId())
                .addString(wanted.bank())
                .addLocalDate(wanted.bankDate())
                .addInteger(wanted.version())
                .addString(actor)
                .addOffsetDateTime(at);
        return tx.preparedQuery(REPLACE)
                .execute(Tuple.of(wanted.channelId(), wanted.bankDate(), at))
                .compose(done -> tx.preparedQuery(BEGIN).execute(tuple))
                .map(rows -> run(rows.iterator().next()));
    }

    /** Ends a step; fails where somebody else has ended it. */
    Future<Void> step(SqlClient tx, Run run, RunStatus next, @Nullable String proof, Instant now) {
        var tuple = Tuple.tuple()
                .addString(run.id())
                .addString(run.status().word())
                .addString(next.word())
                .addOffsetDateTime(now.atOffset(ZoneOffset.UTC))
                .addString(proof);
        return tx.preparedQuery(STEP)
                .execute(tuple)
                .compose(
                        rows -> rows.rowCount() == 1 ? Future.succeededFuture() : Future.failedFuture(new Overtaken()));
    }

    Future<Void> failed(SqlClient client, String id, String step, String reason, Instant now) {
        return client.preparedQuery(FAILED)
                .execute(Tuple.of(id, step, reason, now.atOffset(ZoneOffset.UTC)))
                .mapEmpty();
    }

    /**
     * Gives this transaction a run's time and memory.
     *
     * @param wholeSets true for statements over all lines: what was just written has no statistics, and only hashing
     *     is right for it
     */
    Future<Void> allow(SqlClient tx, RunConfig config, boolean wholeSets) {
        return tx.preparedQuery(ALLOW)
                .execute(Tuple.of(
                        Integer.toString(config.statementTimeoutMs()),
                        Integer.toString(config.lockTimeoutMs()),
                        config.workMemMb() + "MB",
                        wholeSets ? "off" : "on"))
                .mapEmpty();
    }

    /** One step of a channel at a time: waits for the one before. The epoch grows with each. */
    Future<Long> lock(SqlConnection tx, String channelId) {
        return tx.preparedQuery(OPEN_CHANNEL)
                .execute(Tuple.of(channelId))
                .compose(done -> tx.preparedQuery(LOCK).execute(Tuple.of(channelId)))
                .map(rows -> rows.iterator().next().getLong(0));
    }

    /** 0 while the channel had no run. */
    Future<Long> epoch(SqlClient client, String channelId) {
        return client.preparedQuery(EPOCH)
                .execute(Tuple.of(channelId))
                .map(rows -> rows.size() == 0 ? 0L : rows.iterator().next().getLong(0));
    }

    static String id(Ids ids) {
        return ids.next("run");
    }

    private static Run run(Row row) {
        return new Run(
                row.getString("id"),
                row.getString("channel_id"),
                row.getString("bank"),
                row.getLocalDate("bank_date"),
                row.getInteger("version"),
                row.getInteger("number"),
                RunStatus.of(row.getString("status")));
    }

    /** Somebody else has ended this step, or changed what it planned on; nothing was written. */
    static final class Overtaken extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Overtaken() {
            super("overtaken by another run or decision", null, false, false);
        }
    }
}
