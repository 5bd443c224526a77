package dev.tongfu.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.spi.metrics.HttpClientMetrics;
import io.vertx.core.spi.metrics.PoolMetrics;
import io.vertx.core.spi.metrics.VertxMetrics;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Connections in use and waited for, as Vert.x tells of its pools; of all else it could tell, nothing is asked.
 *
 * <p>All pools of one database role, of one bank and of all merchants together are one line each, whatever the hosts.
 */
final class PoolMeters implements VertxMetrics {
    private static final String OTHERS = "others";

    private final MeterRegistry registry;
    private final Metrics metrics;
    private final Map<String, String> banks = new ConcurrentHashMap<>();
    private final Map<String, Pool> pools = new ConcurrentHashMap<>();

    PoolMeters(MeterRegistry registry, Metrics metrics) {
        this.registry = registry;
        this.metrics = metrics;
    }

    Metrics metrics() {
        return metrics;
    }

    /** Connections to this host and port are that bank's. */
    void bank(String authority, String bank) {
        banks.put(authority, bank);
    }

    /** Ends with its Vert.x. */
    @Override
    public void close() {
        metrics.close();
    }

    @Override
    public boolean isMetricsEnabled() {
        return true;
    }

    /** Without them Vert.x does not tell of a client's pools. */
    @Override
    public HttpClientMetrics<?, ?, ?> createHttpClientMetrics(HttpClientOptions options) {
        return new HttpClientMetrics<Void, Void, Void>() {};
    }

    @Override
    public @Nullable PoolMetrics<?, ?> createPoolMetrics(String type, String name, int sizeMax) {
        return switch (type) {
            case "sql" -> pools.computeIfAbsent("sql " + name, key -> new Pool("tongfu.database", "role", name));
            case "http" -> {
                String to = banks.getOrDefault(name, OTHERS);
                yield pools.computeIfAbsent("http " + to, key -> new Pool("tongfu.http.client", "to", to));
            }
            default -> null;
        };
    }

    private final class Pool implements PoolMetrics<Long, Boolean> {
        private final LongAdder waiting = new LongAdder();
        private final LongAdder inUse = new LongAdder();
        private final Timer wait;

        Pool(String what, String label, String value) {
            Gauge.builder(what + ".pool.in.use", inUse, LongAdder::sum)
                    .description("Connections in use, all pools of this node together.")
                    .tag(label, value)
                    .register(registry);
            Gauge.builder(what + ".pool.waiting", waiting, LongAdder::sum)
                    .description("Callers that wait for a connection.")
                    .tag(label, value)
                    .register(registry);
            wait = Timer.builder(what + ".pool.wait")
                    .description("How long callers waited for a connection.")
                    .tag(label, value)
                    .serviceLevelObjectives(Buckets.WAIT)
                    .register(registry);
        }

        @Override
        public Long enqueue() {
            waiting.increment();
            return System.nanoTime();
        }

        @Override
        public void dequeue(Long since) {
            waiting.decrement();
            wait.record(System.nanoTime() - since, TimeUnit.NANOSECONDS);
        }

        @Override
        public Boolean begin() {
            inUse.increment();
            return true;
        }

        @Override
        public void end(Boolean begun) {
            inUse.decrement();
        }
    }
}
