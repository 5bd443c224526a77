package dev.tongfu.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tongfu.db.TestDatabase;
import dev.tongfu.money.CurrencyCode;
import dev.tongfu.money.Money;
import dev.tongfu.payment.Payment;
import dev.tongfu.payment.PaymentKind;
import dev.tongfu.payment.PaymentStatus;
import dev.tongfu.payment.ResultMode;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.metrics.MetricsOptions;
import io.vertx.sqlclient.Pool;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A Vert.x that tells of its pools, on a database of its own; scraped like a node. */
final class MetricsWorld implements AutoCloseable {
    static final MetricsConfig EAGER = new MetricsConfig(1, 2_000, 3, 10, 10_000);

    final TestDatabase database = TestDatabase.create();
    final Vertx vertx;
    final Metrics metrics;
    final Pool pool;
    final Pool owner;
    private final Context loop;

    MetricsWorld() {
        vertx = Vertx.builder()
                .with(new VertxOptions().setMetricsOptions(new MetricsOptions().setEnabled(true)))
                .withMetrics(new Metrics().pools())
                .build();
        metrics = Metrics.of(vertx);
        pool = database.appPool(vertx);
        owner = database.ownerPool(vertx);
        loop = vertx.getOrCreateContext();
        metrics.describe("0.0.0", Map.of("ed25519", "Fast"));
    }

    String scrape() {
        var done = Promise.<String>promise();
        loop.runOnContext(go -> metrics.scrape(vertx).onComplete(done));
        return done(done.future());
    }

    void sql(String statement) {
        finish(owner.query(statement).execute());
    }

    static <T> T done(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (Exception failure) {
            throw new AssertionError(failure);
        }
    }

    static void finish(Future<?> future) {
        assertThat(done(future.map("finished"))).isEqualTo("finished");
    }

    static Payment payment(PaymentStatus status, @Nullable String requestedBank) {
        var now = Instant.parse("2026-11-23T08:00:00Z");
        return new Payment(
                "m_secret",
                "pay_1",
                "order-7",
                PaymentKind.PURCHASE,
                status,
                1,
                0,
                new Money(100, CurrencyCode.CNY),
                0,
                0,
                0,
                requestedBank,
                null,
                null,
                null,
                null,
                "六斤小米",
                ResultMode.PAGE,
                null,
                null,
                null,
                null,
                now,
                now,
                now,
                null,
                false,
                null,
                null,
                0,
                false,
                null,
                null);
    }

    @Override
    public void close() {
        finish(vertx.close());
        database.close();
    }
}
