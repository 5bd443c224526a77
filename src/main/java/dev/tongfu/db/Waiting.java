package dev.tongfu.db;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An item on its way through a {@link MicroBatch}, with those of the same key that wait for it. */
final class Waiting<I, O> {
    private static final Logger LOGGER = LoggerFactory.getLogger(Waiting.class);

    private final I item;
    private final String key;
    private final int bytes;
    private final long sendBy;
    private final long resolveBy;
    private final Promise<O> promise = Promise.promise();
    private final List<Waiting<I, O>> followers = new ArrayList<>(0);
    private boolean doubtful;

    Waiting(I item, String key, int bytes, long now, MicroBatchConfig config) {
        this.item = item;
        this.key = key;
        this.bytes = bytes;
        this.sendBy = now + config.sendWithinMs();
        this.resolveBy = now + config.resolveWithinMs();
    }

    I item() {
        return item;
    }

    String key() {
        return key;
    }

    int bytes() {
        return bytes;
    }

    long sendBy() {
        return sendBy;
    }

    long resolveBy() {
        return resolveBy;
    }

    Future<O> future() {
        return promise.future();
    }

    /** A statement with this item ended without telling whether it was committed. */
    void doubt() {
        doubtful = true;
    }

    boolean doubtful() {
        return doubtful;
    }

    void follow(Waiting<I, O> later) {
        followers.add(later);
    }

    List<Waiting<I, O>> followers() {
        return followers;
    }

    void complete(O outcome) {
        settle(() -> promise.tryComplete(outcome));
    }

    void fail(Throwable failure) {
        settle(() -> promise.tryFail(failure));
    }

    /** Listeners run in here; what one of them throws must not reach the items settled after it. */
    private void settle(Runnable completion) {
        try {
            completion.run();
        } catch (RuntimeException failure) {
            LOGGER.atError().setCause(failure).addKeyValue("key", key).log("a listener of an outcome failed");
        }
    }
}
