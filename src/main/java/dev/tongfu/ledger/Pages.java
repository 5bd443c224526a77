package dev.tongfu.ledger;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.function.Supplier;

/** Goes through pages one after another; a chain of a million pages takes no more memory than one of two. */
final class Pages {
    private Pages() {}

    /** Calls {@code step} again as long as it answers true. */
    static Future<Void> whileMore(Supplier<Future<Boolean>> step) {
        Promise<Void> done = Promise.promise();
        next(step, done);
        return done.future();
    }

    private static void next(Supplier<Future<Boolean>> step, Promise<Void> done) {
        step.get()
                .onComplete(
                        more -> {
                            if (more) {
                                next(step, done);
                            } else {
                                done.complete();
                            }
                        },
                        done::fail);
    }
}
