package dev.tongfu.simulator.frame;

import dev.tongfu.db.BatchWork;
import dev.tongfu.db.MicroBatch;
import dev.tongfu.db.MicroBatchConfig;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One kind of work on the books, of many callers at a time: what an event loop submits while a statement runs goes with
 * the next one. A caller without an event loop goes alone.
 */
final class Gathered<I, O> {
    /** As patient as the connections of a bank are: it answers late rather than not. */
    private static final MicroBatchConfig PATIENT =
            new MicroBatchConfig(2_000, 8 << 20, 256, 256 << 10, 2, 64, 30_000, 60_000, 30_000, 3, 20, 200);

    private final Vertx vertx;
    private final Clock clock;
    private final BatchWork<I, O> work;
    private final Map<Thread, MicroBatch<I, O>> loops = new ConcurrentHashMap<>();

    Gathered(Vertx vertx, Clock clock, BatchWork<I, O> work) {
        this.vertx = vertx;
        this.clock = clock;
        this.work = work;
    }

    Future<O> submit(I item) {
        return Context.isOnEventLoopThread() ? here().submit(item) : alone(item);
    }

    private MicroBatch<I, O> here() {
        return loops.computeIfAbsent(Thread.currentThread(), loop -> new MicroBatch<>(vertx, clock, PATIENT, work));
    }

    private Future<O> alone(I item) {
        return work.execute(List.of(item)).map(outcomes -> Objects.requireNonNull(outcomes.get(work.key(item))));
    }
}
