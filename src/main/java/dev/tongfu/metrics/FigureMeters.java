package dev.tongfu.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what was read from the database for a while, so that scrapes cost the database one statement at most every so
 * many seconds. Used on one event loop.
 */
final class FigureMeters {
    private static final Logger LOGGER = LoggerFactory.getLogger(FigureMeters.class);

    private final FigureStore store = new FigureStore();
    private final SqlClient client;
    private final MetricsConfig config;
    private final Map<Figure, MultiGauge> gauges = new EnumMap<>(Figure.class);
    private final Counter failures;
    private @Nullable Future<Void> reading;
    private long triedAt;
    private boolean tried;
    private volatile long readAt;
    private volatile boolean read;

    FigureMeters(MeterRegistry registry, SqlClient client, MetricsConfig config) {
        this.client = client;
        this.config = config;
        for (var figure : Figure.values()) {
            gauges.put(
                    figure,
                    MultiGauge.builder(figure.meter())
                            .description(figure.help() + " Read from the database, at most " + config.rowsMax()
                                    + " rows of a kind.")
                            .register(registry));
        }
        failures = Counter.builder("tongfu.figures.failures")
                .description("How often the figures could not be read from the database.")
                .register(registry);
        Gauge.builder("tongfu.figures.age.seconds", this, FigureMeters::ageS)
                .description("Seconds since the figures that come from the database were read; NaN: never yet.")
                .register(registry);
    }

    /** Reads them again when they are too old; never fails, and shows the old ones when the database is silent. */
    Future<Void> refreshed() {
        var under = reading;
        if (under != null) {
            return under;
        }
        long now = System.nanoTime();
        if (tried && now - triedAt < TimeUnit.SECONDS.toNanos(config.figuresS())) {
            return Future.succeededFuture();
        }
        tried = true;
        triedAt = now;
        var begun = store.read(client, config.rowsMax())
                .timeout(config.figuresTimeoutMs(), TimeUnit.MILLISECONDS)
                .map(this::show)
                .otherwise(this::failed);
        reading = begun;
        return begun.onComplete(done -> reading = null);
    }

    private @Nullable Void show(List<FigureStore.Reading> readings) {
        var byFigure = readings.stream().collect(Collectors.groupingBy(FigureStore.Reading::figure));
        gauges.forEach((figure, gauge) -> gauge.register(rows(figure, byFigure.getOrDefault(figure, List.of())), true));
        readAt = System.nanoTime();
        read = true;
        return null;
    }

    private @Nullable Void failed(Throwable cause) {
        failures.increment();
        LOGGER.atWarn().setCause(cause).log("the figures for the metrics could not be read");
        return null;
    }

    /** An age with nothing in it is 0 rather than gone, so that a graph shows its end. */
    private static List<MultiGauge.Row<?>> rows(Figure figure, List<FigureStore.Reading> readings) {
        var rows = new ArrayList<MultiGauge.Row<?>>();
        for (var reading : readings) {
            rows.add(MultiGauge.Row.of(tags(figure, reading.first(), reading.second()), reading.value()));
        }
        if (figure.labels().equals(List.of("age"))) {
            Figure.AGES.stream()
                    .filter(age -> readings.stream()
                            .noneMatch(reading -> reading.first().equals(age)))
                    .forEach(age -> rows.add(MultiGauge.Row.of(tags(figure, age, ""), 0)));
        }
        return rows;
    }

    private static Tags tags(Figure figure, String first, String second) {
        return switch (figure.labels().size()) {
            case 0 -> Tags.empty();
            case 1 -> Tags.of(figure.labels().get(0), first);
            default -> Tags.of(figure.labels().get(0), first, figure.labels().get(1), second);
        };
    }

    private double ageS() {
        return read ? (System.nanoTime() - readAt) / 1e9 : Double.NaN;
    }
}
