package dev.tongfu.payment;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Works through a long list, so many at a time.
 *
 * <p>A chain of composed futures would be as deep as the list is long; this one is flat. After a failure nothing new is
 * begun, and the whole fails once what is under way has ended.
 */
final class Lanes<T> {
    private final Iterator<T> left;
    private final Function<T, Future<?>> work;
    private final Promise<Void> done = Promise.promise();
    private int open;
    private @Nullable Throwable failure;

    private Lanes(List<T> items, Function<T, Future<?>> work) {
        this.left = items.iterator();
        this.work = work;
    }

    /** To be called on an event loop, on which the work's futures complete too. */
    static <T> Future<Void> each(List<T> items, int width, Function<T, Future<?>> work) {
        if (items.isEmpty()) {
            return Future.succeededFuture();
        }
        var lanes = new Lanes<>(items, work);
        for (int i = 0; i < width && lanes.left.hasNext(); i++) {
            lanes.begin();
        }
        return lanes.done.future();
    }

    private void begin() {
        open++;
        work.apply(left.next()).onComplete(result -> {
            open--;
            failure = failure == null ? result.cause() : failure;
            goOn();
        });
    }

    private void goOn() {
        if (failure == null && left.hasNext()) {
            begin();
        } else if (open == 0 && failure != null) {
            done.tryFail(failure);
        } else if (open == 0) {
            done.tryComplete();
        }
    }
}
