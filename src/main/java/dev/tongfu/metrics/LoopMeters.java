package dev.tongfu.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** How late the event loops are, and when each was last seen turning. */
final class LoopMeters {
    private final List<AtomicLong> seen = new CopyOnWriteArrayList<>();
    private final Timer lag;

    LoopMeters(MeterRegistry registry) {
        lag = Timer.builder("tongfu.event.loop.lag")
                .description(
                        "How late a timer fired on an event loop: somebody else had the loop, or nobody the processor.")
                .serviceLevelObjectives(Buckets.WAIT)
                .register(registry);
        Gauge.builder("tongfu.event.loop.oldest.turn.seconds", this, LoopMeters::oldestTurnS)
                .description("Seconds since the event loop that was silent longest was seen turning.")
                .register(registry);
    }

    /** One more event loop is watched; what is returned is set each time it turns. */
    AtomicLong watch() {
        var turned = new AtomicLong(System.nanoTime());
        seen.add(turned);
        return turned;
    }

    void forget(AtomicLong turned) {
        seen.remove(turned);
    }

    void late(long nanos) {
        lag.record(Math.max(0, nanos), TimeUnit.NANOSECONDS);
    }

    boolean turning(long stallMs) {
        return oldestTurnS() * 1_000 < stallMs;
    }

    private double oldestTurnS() {
        long now = System.nanoTime();
        long oldest =
                seen.stream().mapToLong(turned -> now - turned.get()).max().orElse(0);
        return oldest / 1e9;
    }
}
