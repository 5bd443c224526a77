package dev.tongfu.db;

import dev.tongfu.db.ProbeWork.Item;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.Timeout;
import io.vertx.junit5.VertxExtension;
import io.vertx.junit5.VertxTestContext;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One insert per statement against the micro-batch, by hand: {@code mvn test -Dtest=MicroBatchBench}. */
@ExtendWith(VertxExtension.class)
class MicroBatchBench {
    private static final int ITEMS = 20_000;
    private static final int CALLERS = 256;

    @Test
    @Timeout(value = 5, timeUnit = TimeUnit.MINUTES)
    void ratios(Vertx vertx, VertxTestContext context) {
        var database = TestDatabase.create();
        database.ownerPool(vertx)
                .query(ProbeWork.TABLE)
                .execute()
                .compose(created -> rate(vertx, database, "warm-up", work -> batched(vertx, work, 256)))
                .compose(warm -> rate(vertx, database, "one by one", work -> item -> work.execute(List.of(item))))
                .compose(pipelined -> rate(
                        vertx,
                        new Database(database.config()).pool(vertx),
                        "pool of 4",
                        work -> item -> work.execute(List.of(item))))
                .compose(single -> rate(vertx, database, "beside from 256", work -> batched(vertx, work, 256))
                        .compose(whole -> rate(vertx, database, "beside from 64", work -> batched(vertx, work, 64)))
                        .compose(some -> rate(vertx, database, "beside from 1", work -> batched(vertx, work, 1)))
                        .onSuccess(batched -> System.out.printf(Locale.ROOT, "ratio %.1f%n", batched / single)))
                .eventually(() -> vertx.executeBlocking(() -> {
                    database.close();
                    return "closed";
                }))
                .onComplete(context.succeedingThenComplete());
    }

    private static Function<Item, Future<?>> batched(Vertx vertx, ProbeWork work, int besideItemsMin) {
        var limits = MicroBatchConfig.DEFAULT;
        var batch = new MicroBatch<>(
                vertx,
                Clock.systemUTC(),
                new MicroBatchConfig(
                        limits.queueItemsMax(),
                        limits.queueBytesMax(),
                        limits.batchItemsMax(),
                        limits.batchBytesMax(),
                        limits.statementsMax(),
                        besideItemsMin,
                        limits.sendWithinMs(),
                        limits.resolveWithinMs(),
                        limits.statementMs(),
                        limits.retriesMax(),
                        limits.retryJitterMs(),
                        limits.rereadPauseMs()),
                work);
        return batch::submit;
    }

    /** Items per second with a fixed number of callers, each sending its next item when it has an answer. */
    private static Future<Double> rate(
            Vertx vertx, TestDatabase database, String name, Function<ProbeWork, Function<Item, Future<?>>> way) {
        return rate(vertx, new Database(database.config()).pipelined(vertx, 2), name, way);
    }

    private static Future<Double> rate(
            Vertx vertx, SqlClient client, String name, Function<ProbeWork, Function<Item, Future<?>>> way) {
        var promise = Promise.<Double>promise();
        vertx.getOrCreateContext().runOnContext(start -> {
            new Callers(name, way.apply(new ProbeWork(client)), promise).start();
        });
        return promise.future();
    }

    private static final class Callers {
        private final String name;
        private final Function<Item, Future<?>> submit;
        private final Promise<Double> rate;
        private final long began = System.nanoTime();
        private int sent;
        private int answered;

        Callers(String name, Function<Item, Future<?>> submit, Promise<Double> rate) {
            this.name = name;
            this.submit = submit;
            this.rate = rate;
        }

        void start() {
            for (int caller = 0; caller < CALLERS; caller++) {
                next();
            }
        }

        private void next() {
            if (sent == ITEMS) {
                return;
            }
            var item = new Item(
                    name + "-" + sent++, 1, "a body of about a hundred bytes, as an order would have ".repeat(2));
            submit.apply(item).onFailure(rate::tryFail).onSuccess(outcome -> answered());
        }

        private void answered() {
            if (++answered == ITEMS) {
                double perSecond = ITEMS * 1e9 / (System.nanoTime() - began);
                System.out.printf(Locale.ROOT, "%-16s %,9.0f items/s%n", name, perSecond);
                rate.complete(perSecond);
            } else {
                next();
            }
        }
    }
}
