package dev.tongfu.metrics;

import dev.tongfu.db.BatchObserver;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.LongAdder;

/** The micro-batches of one kind of work, all event loops together. */
final class BatchMeters implements BatchObserver {
    private final LongAdder waiting = new LongAdder();
    private final DistributionSummary items;
    private final Counter shed;

    BatchMeters(MeterRegistry registry, String work) {
        Gauge.builder("tongfu.batch.queue", waiting, LongAdder::sum)
                .description("Items that wait for a statement of the micro-batch, all event loops of this node.")
                .tag("work", work)
                .register(registry);
        items = DistributionSummary.builder("tongfu.batch.items")
                .description("Items in one statement of the micro-batch.")
                .tag("work", work)
                .serviceLevelObjectives(Buckets.ITEMS)
                .register(registry);
        shed = SheddingMeters.counter(registry, "batch_" + work);
    }

    @Override
    public void queued(int change) {
        waiting.add(change);
    }

    @Override
    public void sent(int count) {
        items.record(count);
    }

    @Override
    public void shed() {
        shed.increment();
    }
}
