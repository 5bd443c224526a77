package dev.tongfu;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Looks again and again until something is so, with a deadline. */
public final class Poll {
    private static final Duration PAUSE = Duration.ofMillis(20);

    private Poll() {}

    public static boolean until(Duration patience, BooleanSupplier so) {
        long end = System.nanoTime() + patience.toNanos();
        boolean seen = so.getAsBoolean();
        while (!seen && System.nanoTime() < end) {
            pause();
            seen = so.getAsBoolean();
        }
        return seen;
    }

    /** For those who look themselves afterwards. */
    public static void await(Duration patience, BooleanSupplier so) {
        var unused = until(patience, so);
    }

    static void pause() {
        LockSupport.parkNanos(PAUSE.toNanos());
    }
}
