package dev.tongfu.db;

import io.vertx.core.Vertx;
import java.util.function.BooleanSupplier;

/** Goes on when something has come about on the event loop; the test's own time-out ends what never does. */
final class Steps {
    private Steps() {}

    static void when(Vertx vertx, BooleanSupplier condition, Runnable next) {
        if (condition.getAsBoolean()) {
            next.run();
        } else {
            vertx.setTimer(1, again -> when(vertx, condition, next));
        }
    }
}
