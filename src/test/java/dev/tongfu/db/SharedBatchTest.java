package dev.tongfu.db;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two event loops, one of which made the batch, and statements that end when the test says so. */
class SharedBatchTest {
    private final Vertx vertx = Vertx.vertx();
    private final FakeWork work = new FakeWork();
    private final Context home = loop();
    private final Context other = loop();

    @SuppressWarnings("NullAway.Init")
    private SharedBatch<String, String> batch;

    @BeforeEach
    void make() {
        batch = on(
                home,
                () -> new SharedBatch<>(new MicroBatch<>(vertx, Clock.systemUTC(), MicroBatchConfig.DEFAULT, work)));
    }

    @AfterEach
    void close() {
        await(vertx.close());
    }

    @Test
    void whatTwoLoopsSubmitGoesTogetherAndEachHearsOnItsOwn() throws Exception {
        // Given
        var first = submit(home, "a");

        // When
        var fromOther = submit(other, "b");
        var fromHome = submit(home, "c");
        on(home, () -> {
            work.execution(0).succeed();
            return true;
        });
        assertThat(first.outcome().get(20, TimeUnit.SECONDS)).isEqualTo("new a");
        on(home, () -> {
            work.execution(1).succeed();
            return true;
        });

        // Then
        assertThat(work.execution(1).items()).containsExactly("b", "c");
        assertThat(fromOther.outcome().get(20, TimeUnit.SECONDS)).isEqualTo("new b");
        assertThat(fromHome.outcome().get(20, TimeUnit.SECONDS)).isEqualTo("new c");
        assertThat(fromOther.heardOn()).containsExactly(other);
        assertThat(fromHome.heardOn()).containsExactly(home);
        assertThat(batch.waiting()).isZero();
    }

    @Test
    void whatHasNoOutcomeYetIsCounted() {
        submit(home, "a");
        submit(other, "b");

        assertThat(batch.waiting()).isEqualTo(2);
    }

    @Test
    void afterItsEndItTakesNoMoreFromAnyLoop() {
        // Given
        await(on(other, batch::close));

        // When
        var late = submit(other, "a");

        // Then
        assertThat(late.outcome())
                .failsWithin(20, TimeUnit.SECONDS)
                .withThrowableThat()
                .withCauseInstanceOf(Shed.class);
    }

    /** What was submitted, and the contexts its outcome was heard on. */
    private record Submitted(CompletableFuture<String> outcome, List<Context> heardOn) {}

    /** Returns after the home loop has it. */
    @CanIgnoreReturnValue
    private Submitted submit(Context from, String item) {
        var heardOn = new ArrayList<Context>();
        var outcome = on(from, () -> batch.submit(item).onComplete(done -> heardOn.add(Vertx.currentContext())))
                .toCompletionStage()
                .toCompletableFuture();
        on(home, () -> true);
        return new Submitted(outcome, heardOn);
    }

    private Context loop() {
        Promise<Context> made = Promise.promise();
        vertx.deployVerticle(new VerticleBase() {
            @Override
            public Future<?> start() {
                made.complete(Vertx.currentContext());
                return Future.succeededFuture();
            }
        });
        return await(made.future());
    }

    @CanIgnoreReturnValue
    private static <T> T on(Context context, Supplier<T> act) {
        Promise<T> done = Promise.promise();
        context.runOnContext(there -> done.complete(act.get()));
        return await(done.future());
    }

    @CanIgnoreReturnValue
    private static <T> T await(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }
}
