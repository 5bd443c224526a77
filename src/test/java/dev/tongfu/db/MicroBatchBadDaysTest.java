package dev.tongfu.db;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.junit5.VertxTestContext;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a micro-batch does when a statement loses against others or nobody says how it ended. */
@ExtendWith(VertxExtension.class)
class MicroBatchBadDaysTest {
    private static final int MINUTE_MS = 60_000;

    private final FakeWork work = new FakeWork();

    private MicroBatch<String, String> batch(Vertx vertx, int resolveWithinMs, int statementMs) {
        var config = new MicroBatchConfig(10, 100, 3, 20, 2, 3, 200, resolveWithinMs, statementMs, 3, 1, 1);
        return new MicroBatch<>(vertx, Clock.systemUTC(), config, work);
    }

    private MicroBatch<String, String> batch(Vertx vertx) {
        return batch(vertx, MINUTE_MS, MINUTE_MS);
    }

    private static void onLoop(Vertx vertx, VertxTestContext context, Runnable test) {
        vertx.runOnContext(start -> context.verify(test::run));
    }

    /** Refuses each run of the only statement in turn until the given number of them were made. */
    private void refuseRuns(Vertx vertx, VertxTestContext context, String sqlState, int runs, Runnable next) {
        Steps.when(vertx, () -> work.executions.size() == runs, next);
        for (int run = 0; run < runs; run++) {
            int index = run;
            Steps.when(
                    vertx,
                    () -> work.executions.size() > index,
                    () -> context.verify(() -> {
                        if (index < runs - 1) {
                            work.execution(index).refuse(sqlState);
                        }
                    }));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"40001", "40P01", "55P03"})
    void statementThatLostRunsAgainAsItWas(String sqlState, Vertx vertx, VertxTestContext context) {
        onLoop(vertx, context, () -> {
            // When
            var future = batch(vertx).submit("a");

            // Then
            refuseRuns(
                    vertx,
                    context,
                    sqlState,
                    4,
                    () -> context.verify(() -> {
                        work.execution(3).succeed();
                        assertThat(future.result()).isEqualTo("new a");
                        context.completeNow();
                    }));
        });
    }

    @Test
    void statementThatLosesFourTimesIsShed(Vertx vertx, VertxTestContext context) {
        onLoop(vertx, context, () -> {
            // When
            var future = batch(vertx).submit("a");

            // Then
            refuseRuns(
                    vertx,
                    context,
                    "40P01",
                    4,
                    () -> context.verify(() -> {
                        work.execution(3).refuse("40P01");
                        assertThat(future.cause()).isInstanceOf(Shed.class);
                        assertThat(work.executions).hasSize(4);
                        context.completeNow();
                    }));
        });
    }

    @Test
    void keyThatDidNotComeBackIsRead(Vertx vertx, VertxTestContext context) {
        onLoop(vertx, context, () -> {
            // Given
            var future = batch(vertx).submit("a=2");

            // When
            work.execution(0).answer(Map.of());
            work.reread(0).answer(Map.of("a", "conflict with another connection's a"));

            // Then
            assertThat(future.result()).isEqualTo("conflict with another connection's a");
            context.completeNow();
        });
    }

    @Test
    void lateStatementCountsAsUnknownAndIsRead(Vertx vertx, VertxTestContext context) {
        onLoop(vertx, context, () -> {
            // Given
            var future = batch(vertx, MINUTE_MS, 10).submit("a");

            // When
            Steps.when(
                    vertx,
                    () -> work.rereads.size() == 1,
                    () -> context.verify(() -> {
                        work.reread(0).answer(Map.of("a", "stored a"));
                        work.execution(0).succeed();

                        // Then
                        assertThat(future.result()).isEqualTo("stored a");
                        context.completeNow();
                    }));
        });
    }

    @Test
    void unreadableOutcomeIsReadAgain(Vertx vertx, VertxTestContext context) {
        onLoop(vertx, context, () -> {
            // Given
            var future = batch(vertx).submit("a");
            work.execution(0).fail(ClosedConnectionException.INSTANCE);

            // When
            work.reread(0).fail(new IOException("Connection refused"));

            // Then
            Steps.when(
                    vertx,
                    () -> work.rereads.size() == 2,
                    () -> context.verify(() -> {
                        work.reread(1).answer(Map.of("a", "stored a"));
                        assertThat(future.result()).isEqualTo("stored a");
                        context.completeNow();
                    }));
        });
    }

    @Test
    void outcomeThatCannotBeReadUntilTheDeadlineStaysUnknownForAllOfItsKey(Vertx vertx, VertxTestContext context) {
        onLoop(vertx, context, () -> {
            // Given
            var batch = batch(vertx, 200, MINUTE_MS);
            var first = batch.submit("a");
            var second = batch.submit("a");

            // When
            work.execution(0).fail(ClosedConnectionException.INSTANCE);

            // Then
            first.onComplete(context.failing(unknown -> context.verify(() -> {
                assertThat(unknown).isInstanceOf(OutcomeUnknown.class);
                assertThat(work.executions).as("nothing was sent again unread").hasSize(1);
                second.onComplete(context.failing(followed -> context.verify(() -> {
                    assertThat(followed).isInstanceOf(OutcomeUnknown.class);
                    context.completeNow();
                })));
            })));
        });
    }

    @Test
    void whatWasOnceUnknownIsNeverCalledNotStored(Vertx vertx, VertxTestContext context) {
        onLoop(vertx, context, () -> {
            // Given
            var future = batch(vertx).submit("a");
            work.execution(0).fail(ClosedConnectionException.INSTANCE);
            work.reread(0).answer(Map.of());

            // When
            Steps.when(
                    vertx,
                    () -> work.executions.size() == 2,
                    () -> context.verify(() -> {
                        work.execution(1).refuse("42501");

                        // Then
                        assertThat(future.cause()).isInstanceOf(OutcomeUnknown.class);
                        context.completeNow();
                    }));
        });
    }

    @Test
    void refusalAfterAnUnknownStatementIsCheckedAgainstWhatIsStored(Vertx vertx, VertxTestContext context) {
        onLoop(vertx, context, () -> {
            // Given
            var future = batch(vertx).submit("a");
            work.execution(0).fail(new TimeoutException());
            work.reread(0).answer(Map.of());

            // When
            Steps.when(
                    vertx,
                    () -> work.executions.size() == 2,
                    () -> context.verify(() -> {
                        work.execution(1).refuse("23505");
                        work.reread(1).answer(Map.of("a", "stored late"));

                        // Then
                        assertThat(future.result()).isEqualTo("stored late");
                        context.completeNow();
                    }));
        });
    }

    @ParameterizedTest
    @CsvSource({
        "22P02, DATA",
        "23505, DATA",
        "P0001, DATA",
        "40001, PASSING",
        "40P01, PASSING",
        "55P03, PASSING",
        "53100, PASSING",
        "57P01, UNKNOWN",
        "57014, UNKNOWN",
        "08006, UNKNOWN",
        "40003, UNKNOWN",
        "XX000, UNKNOWN",
        "42501, BROKEN",
        "25006, BROKEN"
    })
    void sqlStateTellsWhatAFailureMeans(String sqlState, FailureKind kind) {
        assertThat(FailureKind.of(new PgException("message", "ERROR", sqlState, "detail")))
                .isEqualTo(kind);
    }

    @Test
    void otherFailuresAreUnknownUnlessTheProgramIsAtFault() {
        assertThat(FailureKind.of(new IOException())).isEqualTo(FailureKind.UNKNOWN);
        assertThat(FailureKind.of(ClosedConnectionException.INSTANCE)).isEqualTo(FailureKind.UNKNOWN);
        assertThat(FailureKind.of(new TimeoutException())).isEqualTo(FailureKind.UNKNOWN);
        assertThat(FailureKind.of(new IllegalArgumentException())).isEqualTo(FailureKind.BROKEN);
    }
}
