package dev.tongfu.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tongfu.Poll;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeadlinesTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    private final Vertx vertx = Vertx.vertx();
    private final Deadlines deadlines = new Deadlines(50);

    @AfterEach
    void close() {
        Poll.await(SOON, vertx.close()::isComplete);
    }

    private List<Future<String>> asked(List<Promise<String>> answers) {
        var asked = new ArrayList<Future<String>>();
        var all = Promise.<Void>promise();
        vertx.getOrCreateContext().runOnContext(go -> {
            answers.forEach(answer -> asked.add(deadlines.of(vertx, answer.future())));
            all.complete();
        });
        Poll.await(SOON, all.future()::isComplete);
        return asked;
    }

    @Test
    void whatTakesTooLongFailsAndWhatComesInTimeDoesNot() {
        // Given
        var slow = Promise.<String>promise();
        var quick = Promise.<String>promise();
        var broken = Promise.<String>promise();

        // When
        var asked = asked(List.of(slow, quick, broken));
        quick.complete("here");
        broken.fail("no");
        Poll.await(SOON, asked.get(0)::isComplete);
        slow.complete("too late");

        // Then
        assertThat(asked.get(0).cause()).isInstanceOf(TimeoutException.class);
        assertThat(asked.get(1).result()).isEqualTo("here");
        assertThat(asked.get(2).cause()).hasMessage("no");
    }

    @Test
    void whoComesAfterEverybodyWasTimedOutIsTimedOutToo() {
        // Given
        var first = asked(List.of(Promise.promise())).get(0);
        Poll.await(SOON, first::isComplete);

        // When
        var second = asked(List.of(Promise.promise())).get(0);
        Poll.await(SOON, second::isComplete);

        // Then
        assertThat(second.failed()).isTrue();
    }

    @Test
    void whoCameWhileTheOldestWaitedIsTimedOutAfterItThoughNobodyComesAnyMore() {
        // Given
        var old = new Deadlines(200);
        var young = Promise.<Future<String>>promise();

        // When
        vertx.getOrCreateContext().runOnContext(go -> {
            var first = old.of(vertx, Promise.<String>promise().future());
            assertThat(first.isComplete()).isFalse();
            vertx.setTimer(
                    100,
                    later -> young.complete(
                            old.of(vertx, Promise.<String>promise().future())));
        });
        Poll.await(SOON, young.future()::isComplete);
        Poll.await(SOON, young.future().result()::isComplete);

        // Then
        assertThat(young.future().result().cause()).isInstanceOf(TimeoutException.class);
    }

    @Test
    void whatIsThereAlreadyIsGivenAsItIs() {
        var there = Future.succeededFuture("x");

        assertThat(deadlines.of(vertx, there)).isSameAs(there);
    }
}
