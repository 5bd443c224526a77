package dev.tongfu.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Calls and items turned away, by where. */
final class SheddingMeters {
    private SheddingMeters() {}

    static Counter counter(MeterRegistry registry, String gate) {
        return Counter.builder("tongfu.shed")
                .description(
                        "Calls and items turned away with nothing done for them: too many under way (api, pages), a"
                                + " merchant's quota, or a full micro-batch.")
                .tag("gate", gate)
                .register(registry);
    }
}
