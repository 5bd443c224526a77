package dev.tongfu.metrics;

import dev.tongfu.bank.BankObserver;
import dev.tongfu.http.HttpObserver;
import dev.tongfu.notification.DeliveryObserver;
import dev.tongfu.payment.PaymentObserver;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.spi.VertxMetricsFactory;
import io.vertx.sqlclient.SqlClient;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** All that is measured in this process, and the observers that measure it. */
public final class Metrics {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final PoolMeters pools = new PoolMeters(registry, this);
    private final LoopMeters loops = new LoopMeters(registry);
    private final ProofMeters proof = new ProofMeters(registry);
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private @Nullable FigureMeters figures;

    public Metrics() {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ClassLoaderMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        collections.bindTo(registry);
    }

    /** Given to Vert.x when it is made, so that it tells of its pools. */
    public VertxMetricsFactory pools() {
        return options -> pools;
    }

    /** Those that this Vert.x was made with; of one made without, new ones that know nothing of its pools. */
    public static Metrics of(Vertx vertx) {
        return ((VertxInternal) vertx).metrics() instanceof PoolMeters known ? known.metrics() : new Metrics();
    }

    /** What does not change: the version, and who does the cryptography. */
    public void describe(String version, Map<String, String> providersByAlgorithm) {
        Gauge.builder("tongfu.build.info", () -> 1)
                .description("Always 1; the version is in the label.")
                .tag("version", version)
                .register(registry);
        providersByAlgorithm.forEach((algorithm, provider) -> Gauge.builder("tongfu.crypto.provider.info", () -> 1)
                .description("Always 1; which provider serves which algorithm is in the labels.")
                .tag("algorithm", algorithm)
                .tag("provider", provider)
                .register(registry));
    }

    public HttpObserver http() {
        return new HttpMeters(registry);
    }

    public BankObserver banks() {
        return new BankMeters(registry);
    }

    /** Connections to this {@code host:port} are that bank's. */
    public void bankAddress(String authority, String bank) {
        pools.bank(authority, bank);
    }

    /** @param bankOfChannel the name of a channel's bank */
    public PaymentObserver payments(Set<String> banks, Function<String, Optional<String>> bankOfChannel) {
        return new PaymentMeters(registry, banks, bankOfChannel);
    }

    public DeliveryObserver notifications() {
        return new DeliveryMeters(registry);
    }

    public ProofMeters proof() {
        return proof;
    }

    /** From now on each event loop is looked at; gives the id to undeploy. */
    public Future<String> watchLoops(Vertx vertx, MetricsConfig config) {
        return LoopWatch.deploy(vertx, loops, config.loopTickMs());
    }

    /** Whether every event loop has turned lately. */
    public boolean turning(MetricsConfig config) {
        return loops.turning(config.loopStallMs());
    }

    /** From now on scrapes show what the database knows, too. */
    public void readFigures(SqlClient client, MetricsConfig config) {
        figures = new FigureMeters(registry, client, config);
    }

    /** All of it in Prometheus' text format 0.0.4; never fails for the database. */
    public Future<String> scrape(Vertx vertx) {
        var known = figures;
        Future<Void> ready = known == null ? Future.succeededFuture() : known.refreshed();
        return ready.compose(done -> vertx.executeBlocking(() -> registry.scrape(), false));
    }

    public void close() {
        collections.close();
        registry.close();
    }
}
