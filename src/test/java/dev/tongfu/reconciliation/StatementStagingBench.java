package dev.tongfu.reconciliation;

import static dev.tongfu.reconciliation.StatementFixture.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tongfu.db.BulkLoad;
import dev.tongfu.db.TestDatabase;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * How fast a million lines are read, against the server's own COPY and against inserts by unnest; run by hand with
 * {@code -Dtest=StatementStagingBench -Dtest.jvm=-Xmx256m}.
 */
class StatementStagingBench {
    private static final int LINES = Integer.getInteger("lines", 1_000_000);
    private static final LocalDate DAY = LocalDate.of(2026, 11, 22);
    private static final String COPIED = "channel_id, bank_date, version, line_no, line_id, direction, kind, our_ref,"
            + " bank_ref, original_ref, amount, fee, net, currency, named_date, occurred_at";

    @Test
    void millionLines() throws Exception {
        var database = TestDatabase.create();
        var vertx = Vertx.vertx();
        var pool = database.appPool(vertx);
        var superuser = database.superuserPool(vertx);
        var staging = new StatementStaging(
                vertx,
                pool,
                new BulkLoad(database.config(), 600_000),
                StatementFixture.formats(),
                StatementFixture.config(1),
                Clock.systemUTC());
        measured("abc", staging, pool, superuser, StatementFixture.packedText(text -> {
            text.add(StatementFixture.HEADER);
            for (int i = 0; i < LINES; i++) {
                text.add("^^" + StatementFixture.abcPayment(order(i), 1_000 + i));
            }
        }));
        measured("unionpay-zip", staging, pool, superuser, StatementFixture.packedZip(text -> {
            for (int i = 0; i < LINES; i++) {
                text.add(StatementFixture.unionPayPayment(order(i), 1_000 + i));
            }
        }));
        done(vertx.close());
        database.close();
    }

    private static String order(int i) {
        return String.format("01KAQ5TQ7C9D4N1XB%09d", i * 7_919L % 1_000_000_007L);
    }

    private static void measured(String format, StatementStaging staging, Pool pool, Pool superuser, Buffer packed)
            throws Exception {
        StatementFixture.keep(pool, format, DAY, 1, format, packed);
        int packedBytes = packed.length();
        System.gc();
        resetPeaks();
        long start = System.nanoTime();
        var staged = done(staging.stage(format, DAY, 1));
        long read = System.nanoTime() - start;
        System.out.printf(
                "%s: %s, packed %,d bytes, %.2f s, heap peak %d MB of %d MB%n",
                format,
                staged,
                packedBytes,
                read / 1e9,
                peakMb(),
                Runtime.getRuntime().maxMemory() >> 20);
        yardsticks(superuser);
    }

    private static void yardsticks(Pool superuser) throws Exception {
        var folder = Files.createTempDirectory("copy");
        assertThat(folder.toFile().setWritable(true, false)).isTrue();
        var file = folder.resolve("lines");
        done(superuser
                .query("set statement_timeout = 0; copy (select " + COPIED + " from statement_line) to '" + file
                        + "' (format binary)")
                .execute());
        for (var sql :
                List.of("copy statement_line (" + COPIED + ") from '" + file + "' (format binary)", unnested(10_000))) {
            done(superuser.query("truncate statement_line").execute());
            long start = System.nanoTime();
            done(superuser.query("set statement_timeout = 0; " + sql).execute());
            System.out.printf("  %s: %.2f s%n", sql.substring(0, 24), (System.nanoTime() - start) / 1e9);
        }
        done(superuser.query("truncate statement_line").execute());
    }

    /** What the server alone needs for inserts of so many rows a statement, without a client's part of the work. */
    private static String unnested(int rows) {
        return "do $$ declare n text[]; i int; begin for i in 0.." + (LINES / rows - 1) + " loop"
                + " n := array(select 'lin_' || md5((i * " + rows + " + g)::text) from generate_series(1, " + rows
                + ") g);"
                + " insert into statement_line (" + COPIED + ") select 'abc', date '2026-11-22', 1, i * " + rows
                + " + o::int, v, 'in', 'payment', v, v, null, 1000, 6, 994, 'CNY', date '2026-11-22', now()"
                + " from unnest(n) with ordinality u(v, o); end loop; end $$";
    }

    private static void resetPeaks() {
        ManagementFactory.getMemoryPoolMXBeans().forEach(each -> each.resetPeakUsage());
    }

    private static long peakMb() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                        .filter(each -> each.getType() == MemoryType.HEAP)
                        .mapToLong(each -> each.getPeakUsage().getUsed())
                        .sum()
                >> 20;
    }
}
