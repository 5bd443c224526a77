package dev.tongfu.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tongfu.db.Database;
import dev.tongfu.db.TestDatabase;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class DayVerticleIT {
    private static final Clock NOON = Clock.fixed(Instant.parse("2026-11-23T04:00:00Z"), ZoneOffset.UTC);

    @Test
    void todayIsOpenAndTheDaysBeforeAreSealedByOneOfTwoNodes() throws Exception {
        try (var database = TestDatabase.create()) {
            // Given
            var vertx = Vertx.vertx();
            var pool = database.appPool(vertx);
            done(new AccountingDays(pool, LedgerConfig.defaults())
                    .open(new BookDate("abc", java.time.LocalDate.of(2026, 11, 21)))
                    .map("opened"));
            var config = new DayConfig("Asia/Shanghai", 120, 1, 60, 0);

            // When
            for (String node : List.of("one", "two")) {
                done(vertx.deployVerticle(new DayVerticle(
                        new Database(database.config()), LedgerConfig.defaults(), config, List.of("abc"), node, NOON)));
            }

            // Then
            var wanted = List.of(
                    "abc 2026-11-21 sealed", "abc 2026-11-22 sealed", "abc 2026-11-23 open", "house 2026-11-23 open");
            assertThat(until(wanted, pool)).isEqualTo(wanted);
            done(vertx.close().map("closed"));
        }
    }

    private static List<String> until(List<String> wanted, Pool pool) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        var seen = days(pool);
        while (!seen.equals(wanted) && System.nanoTime() < end) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            seen = days(pool);
        }
        return seen;
    }

    private static List<String> days(Pool pool) throws Exception {
        var lines = new ArrayList<String>();
        for (Row row : done(
                pool.query("select book || ' ' || date || ' ' || status as day from accounting_day order by book, date")
                        .execute())) {
            lines.add(row.getString("day"));
        }
        return lines;
    }

    @com.google.errorprone.annotations.CanIgnoreReturnValue
    private static <T> T done(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
}
