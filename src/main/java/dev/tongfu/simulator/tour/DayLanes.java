package dev.tongfu.simulator.tour;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.function.IntFunction;

/** Takes one piece of work after the other, a bounded number at once; one that fails is counted, the others go on. */
final class DayLanes {
    private static final int LANES_FIRST = 4;
    private static final int ENDS_PER_LANE = 50;

    private final int lanes;
    private final int count;
    private final IntFunction<Future<Void>> work;
    private final Promise<Result> whole = Promise.promise();
    private final long startedAt = System.nanoTime();
    private int opened;
    private int next;
    private int ended;
    private int failed;
    private String firstFailure = "";

    private DayLanes(int lanes, int count, IntFunction<Future<Void>> work) {
        this.lanes = lanes;
        this.count = count;
        this.work = work;
    }

    /** @param firstFailure what the first that failed said; empty where none did */
    record Result(int count, int failed, String firstFailure, long ms) {
        double perSecond() {
            return ms == 0 ? 0 : count * 1_000.0 / ms;
        }
    }

    /**
     * Runs the work of the numbers from 0 on, all of it on the given event loop; a few lanes at first and more as work
     * ends, because a program that has just started is slow.
     */
    static Future<Result> run(Context context, int lanes, int count, IntFunction<Future<Void>> work) {
        if (count == 0) {
            return Future.succeededFuture(new Result(0, 0, "", 0));
        }
        var all = new DayLanes(lanes, count, work);
        context.runOnContext(start -> {
            for (int lane = 0; lane < Math.min(LANES_FIRST, lanes); lane++) {
                all.open();
            }
        });
        return all.whole.future();
    }

    private void open() {
        opened++;
        take();
    }

    private void take() {
        if (next < count) {
            int number = next;
            next++;
            begun(number).onComplete(done -> end(done.cause()));
        }
    }

    private Future<Void> begun(int number) {
        try {
            return work.apply(number);
        } catch (RuntimeException broken) {
            return Future.failedFuture(broken);
        }
    }

    private void end(@org.jspecify.annotations.Nullable Throwable failure) {
        ended++;
        if (failure != null) {
            failed++;
            firstFailure = firstFailure.isEmpty() ? failure.toString() : firstFailure;
        }
        if (opened < lanes && ended >= opened * ENDS_PER_LANE) {
            open();
        }
        if (ended == count) {
            whole.complete(new Result(count, failed, firstFailure, (System.nanoTime() - startedAt) / 1_000_000));
        } else {
            take();
        }
    }
}
