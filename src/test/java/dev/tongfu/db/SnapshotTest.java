package dev.tongfu.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SnapshotTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration READ_LIMIT = Duration.ofMillis(20);

    private final Vertx vertx = Vertx.vertx();
    private final Queue<Promise<String>> readings = new ArrayDeque<>();
    private final Snapshot<String> snapshot = new Snapshot<>(
            vertx, Clock.systemUTC(), "test", new Snapshot.Limits(LONG, READ_LIMIT, LONG), "nothing", this::read);

    private Future<String> read() {
        var reading = Promise.<String>promise();
        readings.add(reading);
        return reading.future();
    }

    @AfterEach
    void stop() throws Exception {
        done(snapshot.stop());
        done(vertx.close());
    }

    @Test
    void theFirstReadingMayTakeLongerThanTheLaterOnes() throws Exception {
        // Given
        var started = snapshot.start();
        done(vertx.timer(5 * READ_LIMIT.toMillis()));
        assertThat(started.isComplete()).isFalse();

        // When
        readings.remove().complete("first");

        // Then
        done(started);
        assertThat(snapshot.current()).isEqualTo("first");
    }

    @Test
    void aLaterReadingThatTakesTooLongFailsAndThePictureStays() throws Exception {
        // Given
        var started = snapshot.start();
        readings.remove().complete("first");
        done(started);

        // When
        var again = snapshot.refresh();

        // Then
        assertThatThrownBy(() -> done(again))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(TimeoutException.class);
        readings.remove().complete("too late");
        assertThat(snapshot.current()).isEqualTo("first");
        assertThat(snapshot.fresh()).isTrue();
    }

    @CanIgnoreReturnValue
    private static <T> T done(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}
