package dev.tongfu.db;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * A micro-batch that event loops share: what any of them submits gathers on the loop that made it, and its outcome
 * comes back to the loop that asked. Statements carry as many rows as if there were one loop.
 */
public final class SharedBatch<I, O> {
    private final Context home;
    private final Thread loop = Thread.currentThread();
    private final MicroBatch<I, O> batch;
    private final AtomicInteger waiting = new AtomicInteger();

    /** To be called on the event loop that will do the work, which is the batch's own. */
    public SharedBatch(MicroBatch<I, O> batch) {
        this.home = here();
        this.batch = batch;
    }

    /** As {@link MicroBatch#submit}, on any event loop. */
    public Future<O> submit(I item) {
        waiting.incrementAndGet();
        var outcome = Thread.currentThread() == loop ? batch.submit(item) : away(() -> batch.submit(item));
        return outcome.onComplete(done -> waiting.decrementAndGet());
    }

    /** Items that have no outcome yet. */
    public int waiting() {
        return waiting.get();
    }

    /** Takes no more, sends what is queued and completes when every item has its outcome. */
    public Future<Void> close() {
        return Thread.currentThread() == loop ? batch.close() : away(batch::close);
    }

    private <T> Future<T> away(Supplier<Future<T>> act) {
        var caller = here();
        Promise<T> outcome = Promise.promise();
        home.runOnContext(there -> guarded(act).onComplete(done -> caller.runOnContext(back -> outcome.handle(done))));
        return outcome.future();
    }

    /** What is thrown there is heard here. */
    private static <T> Future<T> guarded(Supplier<Future<T>> act) {
        try {
            return act.get();
        } catch (RuntimeException failure) {
            return Future.failedFuture(failure);
        }
    }

    private static Context here() {
        return Objects.requireNonNull(Vertx.currentContext(), "a batch is used on event loops only");
    }
}
