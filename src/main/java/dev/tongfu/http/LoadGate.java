package dev.tongfu.http;

import java.util.concurrent.atomic.AtomicInteger;

/** Counts calls under way in this process and lets no more in than its limit. */
public final class LoadGate {
    private final int max;
    private final AtomicInteger inside = new AtomicInteger();

    public LoadGate(int max) {
        this.max = max;
    }

    /** True when the caller may go on; it must then {@link #leave} exactly once. */
    public boolean enter() {
        if (inside.incrementAndGet() <= max) {
            return true;
        }
        leave();
        return false;
    }

    public void leave() {
        inside.decrementAndGet();
    }

    public int inside() {
        return inside.get();
    }
}
