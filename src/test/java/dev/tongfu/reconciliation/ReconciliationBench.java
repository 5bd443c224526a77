package dev.tongfu.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tongfu.db.TestDatabase;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * How long staging and matching take beside PostgreSQL's own COPY of both sets and one full outer join, by hand:
 * {@code mvn test -Dtest=ReconciliationBench}.
 */
class ReconciliationBench {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 23);
    private static final int PAGE = 5_000;
    private static final String LINE_ROW = "'abc-1' as channel_id, date '2026-11-23' as bank_date, 1 as version,"
            + " n as line_no, 'lin_' || left(md5(n::text), 26) as line_id, 'in' as direction, 'payment' as kind,"
            + " '01KB' || upper(left(md5('o' || n), 22)) as our_ref, '2026' || lpad(n::text, 18, '0') as bank_ref,"
            + " null::text as original_ref, 1000 + n % 900 as amount, 6 as fee, 994 + n % 900 as net,"
            + " 'CNY' as currency, date '2026-11-23' as named_date, timestamptz '2026-11-23 10:00+08' as occurred_at";
    private static final String MOVEMENT_ROW = "'trf_01KB' || lpad(n::text, 22, '0') as transfer_id, 'P1' as template,"
            + " 'abc-1' as channel_id, 'abc' as bank, date '2026-11-23' as bank_date, 'in' as direction,"
            + " 'payment' as kind, '01KB' || upper(left(md5('o' || n), 22)) as our_ref,"
            + " '2026' || lpad(n::text, 18, '0') as bank_ref, null::text as original_ref, 1000 + n % 900 as amount,"
            + " 'CNY' as currency, 'm_' || n % 100 as merchant_id, 'pay_' || n as payment_id, 'pay_' || n as"
            + " resource_id, date '2026-11-23' as booked_on, timestamptz '2026-11-23 10:00+08' as booked_at,"
            + " timestamptz '2026-11-23 10:00+08' as ordered_at";

    /** One line in a thousand is not ours. */
    private static final String STAGE = """
            insert into statement_line
            select channel_id, bank_date, version, line_no, line_id, direction, kind, foreign_mark || our_ref,
                   foreign_mark || bank_ref, original_ref, amount, fee, net, currency, named_date, occurred_at
            from (select case when n % 1000 = 0 then 'X' else '' end as foreign_mark,
            """ + LINE_ROW + " from generate_series($1::int, $2::int) n) l";

    private final Vertx vertx = Vertx.vertx();

    @Test
    void stagingAndMatchingBesideCopyAndJoin() throws Exception {
        report(
                "%10s %10s %10s %10s %10s %10s %10s %8s%n",
                "lines", "copy", "join", "stage", "match", "rest", "ours", "ratio");
        measure(10_000);
        measure(10_000);
        measure(100_000);
        measure(1_000_000);
        done(vertx.close());
    }

    private void measure(int rows) throws Exception {
        var database = TestDatabase.create();
        var superuser = database.superuserPool(vertx);
        var app = database.appPool(vertx);
        var folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "bench");
        open(folder);
        try {
            prepare(superuser, folder, rows);
            long copy = timed(() -> copy(superuser, folder));
            long join = timed(() -> sql(
                    superuser,
                    "select count(l.our_ref), count(m.our_ref) from yard_line l"
                            + " full outer join yard_movement m on m.our_ref = l.our_ref"));
            sql(superuser, "drop table yard_line, yard_movement");
            sql(superuser, "checkpoint");
            long stage = timed(() -> stage(app, rows));
            var run = new Run("run_1", "abc-1", "abc", DAY, 1, 1, RunStatus.STAGED);
            var matches = new MatchStore();
            long match = timed(() -> step(app, tx -> matches.byOurReference(tx, run, DAY.minusDays(7))));
            long rest = timed(() -> step(app, tx -> matches.rest(tx, run, DAY.minusDays(7))));
            assertThat(done(app.query("select count(*) from statement_match").execute())
                            .iterator()
                            .next()
                            .getLong(0))
                    .isEqualTo(rows - rows / 1_000);
            report(
                    "%10d %10d %10d %10d %10d %10d %10d %8.2f%n",
                    rows,
                    copy,
                    join,
                    stage,
                    match,
                    rest,
                    stage + match + rest,
                    (double) (stage + match + rest) / (copy + join));
        } finally {
            done(app.close());
            done(superuser.close());
            database.close();
        }
    }

    /** Both sets as files; ours has its movements already, and one line in a thousand is not ours. */
    private static void prepare(Pool superuser, Path folder, int rows) {
        for (String statement : List.of(
                "create table yard_line as select " + LINE_ROW + " from generate_series(1, " + rows + ") n",
                "create table yard_movement as select " + MOVEMENT_ROW + " from generate_series(1, " + rows + ") n",
                "copy yard_line to '" + folder + "/lines'",
                "copy yard_movement to '" + folder + "/movements'",
                "truncate yard_line, yard_movement",
                "insert into movement (transfer_id, template, channel_id, bank, bank_date, direction, kind, our_ref,"
                        + " bank_ref, original_ref, amount, currency, merchant_id, payment_id, resource_id, booked_on,"
                        + " booked_at, ordered_at) select " + MOVEMENT_ROW + " from generate_series(1, " + rows + ") n",
                "analyze movement",
                "checkpoint")) {
            sql(superuser, statement);
        }
    }

    private static void copy(Pool superuser, Path folder) {
        sql(superuser, "copy yard_line from '" + folder + "/lines'");
        sql(superuser, "copy yard_movement from '" + folder + "/movements'");
    }

    /** In pages, as lines come from a file. */
    private static void stage(Pool app, int rows) {
        for (int from = 1; from <= rows; from += PAGE) {
            Integer first = from;
            int to = Math.min(rows, from + PAGE - 1);
            step(app, tx -> tx.preparedQuery(STAGE).execute(Tuple.of(first, to)).map(done -> 0));
        }
    }

    private static void open(Path folder) throws IOException {
        Files.setPosixFilePermissions(folder, java.nio.file.attribute.PosixFilePermissions.fromString("rwxrwxrwx"));
    }

    private static void step(Pool app, Function<SqlConnection, Future<Integer>> work) {
        var config =
                new RunConfig(7, 600_000, 60_000, 256, 1_000, 8, 0, 100_000, 3, java.util.Map.of(), java.util.Map.of());
        var runs = new RunStore();
        var unused = done(app.withTransaction(tx -> runs.allow(tx, config, true).compose(allowed -> work.apply(tx))));
    }

    private static void sql(Pool pool, String statement) {
        var unused = done(pool.withConnection(connection -> connection
                .query("set statement_timeout = 0")
                .execute()
                .compose(set -> connection.query(statement).execute())));
    }

    private static long timed(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }

    private static void report(String format, Object... values) {
        System.out.printf(Locale.ROOT, format, values);
    }

    static <T> T done(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.MINUTES);
        } catch (InterruptedException | java.util.concurrent.TimeoutException failure) {
            throw new AssertionError("not done in time", failure);
        } catch (java.util.concurrent.ExecutionException failure) {
            throw new AssertionError("failed", failure);
        }
    }
}
