package dev.tongfu.metrics;

import dev.tongfu.db.BatchObserver;
import dev.tongfu.notification.DeliveryObserver;
import dev.tongfu.notification.NotificationStatus;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Telling merchants: attempts by their end, and how long after its time a message arrived. */
final class DeliveryMeters implements DeliveryObserver {
    private final Map<NotificationStatus.Event, Counter> attempts = new EnumMap<>(NotificationStatus.Event.class);
    private final Timer lag;
    private final BatchObserver results;

    DeliveryMeters(MeterRegistry registry) {
        for (var event : NotificationStatus.Event.values()) {
            if (event != NotificationStatus.Event.LEASED) {
                attempts.put(event, counter(registry, event));
            }
        }
        lag = Timer.builder("tongfu.notification.lag")
                .description(
                        "From the moment a message was due, its retry included, to the merchant's 2xx written down.")
                .serviceLevelObjectives(Buckets.DELIVERY)
                .register(registry);
        results = new BatchMeters(registry, "results");
    }

    @Override
    public void attempted(NotificationStatus.Event event) {
        var counter = attempts.get(event);
        if (counter != null) {
            counter.increment();
        }
    }

    @Override
    public void delivered(long lagMs) {
        lag.record(Math.max(0, lagMs), TimeUnit.MILLISECONDS);
    }

    @Override
    public BatchObserver results() {
        return results;
    }

    private static Counter counter(MeterRegistry registry, NotificationStatus.Event event) {
        return Counter.builder("tongfu.notification.attempts")
                .description(
                        "Attempts to tell a merchant by their end: accepted is a 2xx, failed is tried again, exhausted"
                                + " is given up, refused is suspended, postponed was not sent yet.")
                .tag("end", event.name().toLowerCase(Locale.ROOT))
                .register(registry);
    }
}
