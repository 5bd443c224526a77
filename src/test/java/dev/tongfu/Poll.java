package dev.tongfu;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Looks again and again until something is so, with a deadline. */
final class Poll {
    private static final Duration PAUSE = Duration.ofMillis(20);

    private Poll() {}

    static boolean until(Duration patience, BooleanSupplier so) {
        long end = System.nanoTime() + patience.toNanos();
        boolean seen = so.getAsBoolean();
        while (!seen && System.nanoTime() < end) {
            pause();
            seen = so.getAsBoolean();
        }
        return seen;
    }

    static void pause() {
        LockSupport.parkNanos(PAUSE.toNanos());
    }
}
