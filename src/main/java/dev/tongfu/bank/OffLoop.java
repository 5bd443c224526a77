package dev.tongfu.bank;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Does dear work, such as a signature, on worker threads, with a limit on how much is under way.
 *
 * <p>The queue behind the worker threads has no end of its own; what is over the limit is refused at once.
 */
public final class OffLoop {
    private final Vertx vertx;
    private final int underWayMax;
    private final AtomicInteger underWay = new AtomicInteger();

    public OffLoop(Vertx vertx, int underWayMax) {
        this.vertx = vertx;
        this.underWayMax = underWayMax;
    }

    /** Fails with {@link Full} without having begun when the limit is reached. */
    public <T> Future<T> run(Callable<T> work) {
        if (underWay.incrementAndGet() > underWayMax) {
            underWay.decrementAndGet();
            return Future.failedFuture(new Full(underWayMax));
        }
        return vertx.executeBlocking(work, false).andThen(done -> underWay.decrementAndGet());
    }

    /** The limit is reached; the work was not begun. */
    public static final class Full extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Full(int underWayMax) {
            super(underWayMax + " are under way already", null, false, false);
        }
    }
}
