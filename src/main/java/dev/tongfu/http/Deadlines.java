package dev.tongfu.http;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Fails futures that take too long, all after the same time, of one event loop.
 *
 * <p>They end in the order in which they came, so one timer for the oldest does for all: a timer of its own for every
 * call costs more than reading its body.
 */
final class Deadlines {
    private final long afterNs;
    private final int afterMs;
    private final Deque<Waiting<?>> queue = new ArrayDeque<>();
    private boolean armed;

    Deadlines(int afterMs) {
        this.afterMs = afterMs;
        this.afterNs = TimeUnit.MILLISECONDS.toNanos(afterMs);
    }

    /** The same outcome, or a {@link TimeoutException}, whichever comes first. */
    <T> Future<T> of(Vertx vertx, Future<T> future) {
        if (future.isComplete()) {
            return future;
        }
        var promise = Promise.<T>promise();
        var waiting = new Waiting<>(promise, System.nanoTime() + afterNs);
        dropEnded();
        queue.addLast(waiting);
        future.onComplete(waiting::end);
        arm(vertx);
        return promise.future();
    }

    private void dropEnded() {
        while (!queue.isEmpty() && queue.peekFirst().ended()) {
            queue.removeFirst();
        }
    }

    private void arm(Vertx vertx) {
        if (armed || queue.isEmpty()) {
            return;
        }
        armed = true;
        long left = TimeUnit.NANOSECONDS.toMillis(queue.peekFirst().due() - System.nanoTime());
        vertx.setTimer(Math.max(1, left + 1), fired -> {
            armed = false;
            expire();
            arm(vertx);
        });
    }

    private void expire() {
        long now = System.nanoTime();
        while (!queue.isEmpty()
                && (queue.peekFirst().ended() || queue.peekFirst().due() - now <= 0)) {
            queue.removeFirst().expire(afterMs);
        }
    }

    /** Whoever waits; forgets its caller once it has ended. */
    private static final class Waiting<T> {
        private final long due;
        /** An answer may come on another thread than the loop's. */
        private volatile @Nullable Promise<T> promise;

        Waiting(Promise<T> promise, long due) {
            this.promise = promise;
            this.due = due;
        }

        long due() {
            return due;
        }

        boolean ended() {
            return promise == null;
        }

        void end(AsyncResult<T> result) {
            var caller = promise;
            promise = null;
            if (caller == null) {
                return;
            }
            if (result.succeeded()) {
                caller.tryComplete(result.result());
            } else {
                caller.tryFail(result.cause());
            }
        }

        void expire(int afterMs) {
            var caller = promise;
            promise = null;
            if (caller != null) {
                caller.tryFail(new TimeoutException("no answer within " + afterMs + " ms"));
            }
        }
    }
}
