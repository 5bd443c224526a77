package dev.tongfu.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tongfu.db.Database;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the database and its connections tell a scrape. */
class MetricsIT {
    private static final List<String> BIG =
            List.of("payment", "refund", "attempt", "operation", "notification", "break", "payout", "alarm");

    private MetricsWorld world;

    @BeforeEach
    void open() {
        world = new MetricsWorld();
        world.metrics.readFigures(world.pool, MetricsWorld.EAGER);
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void anUnknownPaymentIsCountedInItsAgeAndTheOthersAreZero() {
        // Given
        payments("unknown", "25 minutes", 1);

        // When
        String scraped = world.scrape();

        // Then
        assertThat(scraped)
                .contains("tongfu_payments_unknown{age=\"10m-1h\"} 1.0", "tongfu_payments_unknown{age=\"3d+\"} 0.0")
                .containsPattern("tongfu_payments_unknown_oldest_seconds 15\\d\\d\\.")
                .contains("# TYPE tongfu_payments_unknown gauge")
                .contains("# HELP tongfu_payments_unknown Payments in state unknown now");
    }

    @Test
    void countingStopsAtItsLimit() {
        // Given
        payments("created", "1 minute", 7);

        // When
        String scraped = world.scrape();

        // Then
        assertThat(scraped).contains("tongfu_payments_unpaid 3.0");
    }

    @Test
    void theMessageDueLongestIsFoundWhoeverItsMerchantIs() {
        // Given
        world.sql("""
                insert into notification (merchant_id, id, type, resource_id, sequence, url, body, created_at, next_at)
                select 'm_' || i, 'ntf_' || i, 'payment.succeeded', 'pay_' || i, 1, 'https://x.example', '{}', now(),
                       now() - i * interval '1 minute' from generate_series(0, 2) i
                """);

        // When
        String scraped = world.scrape();

        // Then
        assertThat(scraped)
                .containsPattern("tongfu_notifications_oldest_due_seconds 12\\d\\.")
                .contains("tongfu_outbox 3.0");
    }

    @Test
    void figuresAreKeptForTheirTime() {
        // Given
        world.metrics.readFigures(world.pool, new MetricsConfig(600, 2_000, 100, 10, 10_000));
        assertThat(world.scrape()).contains("tongfu_payments_unpaid 0.0");

        // When
        payments("created", "1 minute", 1);

        // Then
        assertThat(world.scrape()).contains("tongfu_payments_unpaid 0.0");
    }

    @Test
    void aSilentDatabaseLeavesTheScrapeWithoutFiguresAndSaysSo() {
        // Given
        MetricsWorld.finish(world.pool.close());

        // When
        String scraped = world.scrape();

        // Then
        assertThat(scraped)
                .contains(
                        "tongfu_figures_failures_total 1.0", "tongfu_figures_age_seconds NaN", "jvm_memory_used_bytes");
    }

    @Test
    void noBigTableIsReadWhole() {
        // When: as it would be with many rows
        String plan = MetricsWorld.done(world.owner.withTransaction(connection -> connection
                .query("set local enable_seqscan = off; set local enable_sort = off")
                .execute()
                .compose(set ->
                        connection.preparedQuery("explain " + FigureStore.ALL).execute(Tuple.of(100)))
                .map(rows -> String.join(
                        "\n", rows.stream().map(row -> row.getString(0)).toList()))));

        // Then
        assertThat(BIG)
                .allSatisfy(table -> assertThat(plan)
                        .doesNotContainPattern("Seq Scan on " + table + "\\b")
                        .containsPattern("Index.* on " + table + "\\b"));
    }

    @Test
    void whoWaitsForAConnectionIsSeenAndHowLongItTook() {
        // Given
        var config = world.database.config();
        Pool pool = new Database(config).pool(world.vertx);

        // When
        var all = IntStream.range(0, 3 * config.poolSize())
                .mapToObj(i -> pool.query("select pg_sleep(0.02)").execute())
                .toList();
        MetricsWorld.finish(Future.join(all));

        // Then
        String role = "{role=\"" + config.appUser() + "\"";
        assertThat(world.scrape())
                .contains("tongfu_database_pool_waiting" + role + "} 0.0")
                .containsPattern("tongfu_database_pool_wait_seconds_bucket\\" + role + ",le=\"5\\.0\"} [1-9]");
    }

    private void payments(String status, String age, int count) {
        world.sql("""
                insert into payment (merchant_id, id, order_no, kind, status, amount, currency, subject, result_mode,
                    created_at, expires_at, changed_at)
                select 'm_test', 'pay_' || i, 'o-' || i, 'purchase', '%s', 100, 'CNY', 'x', 'page',
                    now() - interval '%s', now(), now() from generate_series(1, %d) i
                """.formatted(status, age, count));
    }
}
