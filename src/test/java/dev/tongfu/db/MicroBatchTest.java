package dev.tongfu.db;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.junit5.VertxTestContext;
import io.vertx.sqlclient.ClosedConnectionException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each row of the micro-batch's promises, with statements that end when the test says so. */
@ExtendWith(VertxExtension.class)
class MicroBatchTest {
    private static final int MINUTE_MS = 60_000;

    private final FakeWork work = new FakeWork();

    /** Limits: {@code queue} items and 100 bytes wait, 3 items or 20 bytes go together, two statements run. */
    private static MicroBatchConfig limits(int queue, int sendWithinMs, int resolveWithinMs) {
        return new MicroBatchConfig(queue, 100, 3, 20, 2, 3, sendWithinMs, resolveWithinMs, MINUTE_MS, 3, 1, 1);
    }

    private MicroBatch<String, String> batch(Vertx vertx, MicroBatchConfig config) {
        return new MicroBatch<>(vertx, Clock.systemUTC(), config, work);
    }

    private MicroBatch<String, String> batch(Vertx vertx) {
        return batch(vertx, limits(10, MINUTE_MS, MINUTE_MS));
    }

    private static void onLoop(Vertx vertx, VertxTestContext context, Runnable test) {
        vertx.runOnContext(start -> context.verify(test::run));
    }

    private static void onLoopToEnd(Vertx vertx, VertxTestContext context, Runnable test) {
        onLoop(vertx, context, () -> {
            test.run();
            context.completeNow();
        });
    }

    private static List<Future<String>> submit(MicroBatch<String, String> batch, String... items) {
        var futures = new ArrayList<Future<String>>();
        for (var item : items) {
            futures.add(batch.submit(item));
        }
        return futures;
    }

    @Test
    void idleItemGoesAtOnceAndLaterOnesGatherForTheNextStatement(Vertx vertx, VertxTestContext context) {
        onLoopToEnd(vertx, context, () -> {
            // Given
            var batch = batch(vertx);

            // When
            var futures = submit(batch, "b", "d", "c");
            assertThat(work.executions).hasSize(1);
            work.execution(0).succeed();

            // Then
            assertThat(work.execution(0).items()).containsExactly("b");
            assertThat(work.execution(1).items()).as("in the order of keys").containsExactly("c", "d");
            assertThat(futures.get(0).result()).isEqualTo("new b");
            assertThat(futures.get(1).isComplete()).isFalse();
        });
    }

    @Test
    void fullBatchStartsBesideTheRunningOneAndNeverAThird(Vertx vertx, VertxTestContext context) {
        onLoopToEnd(vertx, context, () -> {
            // When
            var batch = batch(vertx);
            submit(batch, "a", "b", "c", "d", "e", "f", "g")
                    .forEach(future -> assertThat(future.isComplete()).isFalse());

            // Then
            assertThat(work.executions).hasSize(2);
            assertThat(work.execution(1).items()).containsExactly("b", "c", "d");
            assertThat(batch.gauges()).isEqualTo(new MicroBatchGauges(3, 3, 2, 2, 4, 3));
        });
    }

    @Test
    void batchEndsAtItsBytesAndALargerItemGoesAlone(Vertx vertx, VertxTestContext context) {
        onLoopToEnd(vertx, context, () -> {
            // Given
            var large = "b=" + "x".repeat(30);

            // When
            submit(batch(vertx), "a", large, "c=12345678", "d=12345678", "e")
                    .forEach(future -> assertThat(future.failed()).isFalse());
            work.execution(0).succeed();
            work.execution(1).succeed();

            // Then
            assertThat(work.execution(1).items()).containsExactly(large);
            assertThat(work.execution(2).items()).containsExactly("c=12345678", "d=12345678");
        });
    }

    @Test
    void fullQueueShedsAtOnce(Vertx vertx, VertxTestContext context) {
        onLoopToEnd(vertx, context, () -> {
            // When
            var futures = submit(batch(vertx, limits(2, MINUTE_MS, MINUTE_MS)), "a", "b", "c", "d");

            // Then
            assertThat(futures.get(2).isComplete()).isFalse();
            assertThat(futures.get(3).cause()).isInstanceOf(Shed.class);
        });
    }

    @Test
    void fullQueueIsAlsoAMatterOfBytes(Vertx vertx, VertxTestContext context) {
        onLoopToEnd(vertx, context, () -> {
            // When
            var futures = submit(batch(vertx), "a", "b", "b=" + "x".repeat(97), "c=" + "x".repeat(98));

            // Then
            assertThat(futures.get(2).isComplete()).as("waits for the first b").isFalse();
            assertThat(futures.get(3).cause()).isInstanceOf(Shed.class);
        });
    }

    @Test
    void itemThatWaitsBehindAHungStatementIsShedAtItsDeadline(Vertx vertx, VertxTestContext context) {
        onLoop(vertx, context, () -> {
            // Given
            var batch = batch(vertx, limits(10, 100, MINUTE_MS));
            var hung = batch.submit("a");

            // When
            var waiting = batch.submit("b");

            // Then
            waiting.onComplete(context.failing(failure -> context.verify(() -> {
                assertThat(failure).isInstanceOf(Shed.class);
                assertThat(hung.isComplete()).isFalse();
                assertThat(work.executions).hasSize(1);
                assertThat(batch.gauges().queuedItems()).isZero();
                context.completeNow();
            })));
        });
    }

    @Test
    void sameKeyWaitsForTheFirstAndIsThenAReplayOrAConflict(Vertx vertx, VertxTestContext context) {
        onLoopToEnd(vertx, context, () -> {
            // When
            var futures = submit(batch(vertx), "a=1", "a=1", "a=2");
            work.execution(0).succeed();

            // Then
            assertThat(futures).extracting(Future::result).containsExactly("new a=1", "replay a=1", "conflict a=2");
            assertThat(work.executions).hasSize(1);
        });
    }

    @Test
    void sameKeyWithoutAnAnswerOfItsOwnIsSubmittedAfterTheFirst(Vertx vertx, VertxTestContext context) {
        onLoopToEnd(vertx, context, () -> {
            // Given
            work.repeatable = false;

            // When
            var futures = submit(batch(vertx), "a=1", "a=2", "a=3");
            work.execution(0).succeed();
            work.execution(1).succeed();
            work.execution(2).succeed();

            // Then
            assertThat(work.executions)
                    .extracting(FakeWork.Call::items)
                    .containsExactly(List.of("a=1"), List.of("a=2"), List.of("a=3"));
            assertThat(futures).extracting(Future::result).containsExactly("new a=1", "new a=2", "new a=3");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"22021", "23514", "P0001"})
    void oneBadItemFailsAloneAfterHalving(String sqlState, Vertx vertx, VertxTestContext context) {
        onLoopToEnd(vertx, context, () -> {
            // Given
            var futures = submit(batch(vertx), "0", "a", "bad", "c");
            work.execution(0).succeed();

            // When
            work.execution(1).refuse(sqlState);
            work.execution(2).succeed();
            work.execution(3).refuse(sqlState);
            work.execution(4).refuse(sqlState);
            work.execution(5).succeed();

            // Then
            assertThat(futures.get(1).result()).isEqualTo("new a");
            assertThat(futures.get(3).result()).isEqualTo("new c");
            assertThat(futures.get(2).cause())
                    .isInstanceOfSatisfying(
                            DataRefused.class,
                            refused -> assertThat(refused.sqlState()).isEqualTo(sqlState));
        });
    }

    @Test
    void refusedItemDoesNotDecideForTheNextOneWithItsKey(Vertx vertx, VertxTestContext context) {
        onLoopToEnd(vertx, context, () -> {
            // When
            var futures = submit(batch(vertx), "a=bad", "a=good");
            work.execution(0).refuse("23514");
            work.execution(1).succeed();

            // Then
            assertThat(futures.get(0).cause()).isInstanceOf(DataRefused.class);
            assertThat(futures.get(1).result()).isEqualTo("new a=good");
        });
    }

    @Test
    void brokenStatementFailsItsItemsWithTheCause(Vertx vertx, VertxTestContext context) {
        onLoopToEnd(vertx, context, () -> {
            // When
            var future = batch(vertx).submit("a");
            work.execution(0).refuse("42501");

            // Then
            assertThat(future.cause()).hasMessageContaining("42501");
            assertThat(work.rereads).isEmpty();
        });
    }

    @Test
    void throwingListenerDoesNotHarmItsNeighbours(Vertx vertx, VertxTestContext context) {
        onLoopToEnd(vertx, context, () -> {
            // Given
            var futures = submit(batch(vertx), "0", "a", "b");
            futures.get(1).onComplete(done -> {
                throw new IllegalStateException("a listener's fault");
            });

            // When
            work.execution(0).succeed();
            work.execution(1).succeed();

            // Then
            assertThat(futures.get(2).result()).isEqualTo("new b");
        });
    }

    @Test
    void closeTakesNoMoreSendsWhatIsQueuedAndWaitsForWhatIsInFlight(Vertx vertx, VertxTestContext context) {
        onLoopToEnd(vertx, context, () -> {
            // Given
            var batch = batch(vertx);
            var futures = submit(batch, "a", "b");

            // When
            var closed = batch.close();

            // Then
            assertThat(batch.submit("c").cause()).isInstanceOf(Shed.class);
            work.execution(0).succeed();
            assertThat(closed.isComplete()).isFalse();
            work.execution(1).succeed();
            assertThat(futures).allMatch(Future::succeeded);
            assertThat(closed.succeeded()).isTrue();
        });
    }

    @Test
    void anotherThreadMayNotSubmit(Vertx vertx, VertxTestContext context) {
        onLoop(vertx, context, () -> {
            var batch = batch(vertx);
            vertx.executeBlocking(() -> batch.submit("a"))
                    .onComplete(context.failing(failure -> context.completeNow()));
        });
    }

    @Test
    void lostConnectionIsReadByKeyAndOnlyTheMissingAreSentAgain(Vertx vertx, VertxTestContext context) {
        onLoop(vertx, context, () -> {
            // Given
            var futures = submit(batch(vertx), "0", "a", "b");
            work.execution(0).succeed();

            // When
            work.execution(1).fail(ClosedConnectionException.INSTANCE);
            work.reread(0).answer(Map.of("a", "stored a"));

            // Then
            assertThat(futures.get(1).result()).isEqualTo("stored a");
            Steps.when(
                    vertx,
                    () -> work.executions.size() == 3,
                    () -> context.verify(() -> {
                        assertThat(work.execution(2).items()).containsExactly("b");
                        work.execution(2).succeed();
                        assertThat(futures.get(2).result()).isEqualTo("new b");
                        context.completeNow();
                    }));
        });
    }
}
