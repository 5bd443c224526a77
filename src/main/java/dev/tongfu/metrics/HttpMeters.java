package dev.tongfu.metrics;

import static java.util.Objects.requireNonNull;

import dev.tongfu.http.HttpObserver;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** Exchanges of the public listener by route and class of status. Allocates nothing once a route was seen. */
final class HttpMeters implements HttpObserver {
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
    private static final String OTHER = "other";
    private static final int CLASSES = 6;

    private final MeterRegistry registry;
    private final Map<String, Map<String, Route>> routes = new ConcurrentHashMap<>();
    private final Map<Gate, Counter> shed = new EnumMap<>(Gate.class);

    HttpMeters(MeterRegistry registry) {
        this.registry = registry;
        for (var gate : Gate.values()) {
            shed.put(gate, SheddingMeters.counter(registry, gate.name().toLowerCase(Locale.ROOT)));
        }
    }

    @Override
    public void answered(String method, @Nullable String route, int status, long nanos) {
        String template = route == null ? OTHER : route;
        var byMethod = routes.get(template);
        if (byMethod == null) {
            byMethod = routes.computeIfAbsent(template, path -> new ConcurrentHashMap<>());
        }
        String known = METHODS.contains(method) ? method : OTHER;
        var meters = byMethod.get(known);
        if (meters == null) {
            meters = byMethod.computeIfAbsent(known, name -> new Route(name, template));
        }
        meters.timer(status).record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void shed(Gate gate) {
        requireNonNull(shed.get(gate)).increment();
    }

    /** The timers of one method and template, made when a class of status first comes. */
    private final class Route {
        private final String method;
        private final String template;
        private final AtomicReferenceArray<@Nullable Timer> timers = new AtomicReferenceArray<>(CLASSES);

        Route(String method, String template) {
            this.method = method;
            this.template = template;
        }

        Timer timer(int status) {
            int place = status / 100 < CLASSES ? Math.max(0, status / 100) : 0;
            Timer timer = timers.get(place);
            if (timer == null) {
                timer = register(place);
                timers.set(place, timer);
            }
            return timer;
        }

        private Timer register(int place) {
            return Timer.builder("tongfu.http.request")
                    .description("Exchanges of the public listener, from the headers read to the answer written; route"
                            + " other: no route took it; status left: the client went before its answer.")
                    .tag("route", template)
                    .tag("method", method)
                    .tag("status", place == 0 ? "left" : place + "xx")
                    .serviceLevelObjectives(Buckets.CALL)
                    .register(registry);
        }
    }
}
