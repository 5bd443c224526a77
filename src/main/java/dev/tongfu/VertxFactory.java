package dev.tongfu;

import dev.tongfu.metrics.Metrics;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.metrics.MetricsOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the one Vert.x of the process: native transport where it loads, and no failure without a line in the log. */
final class VertxFactory {
    private static final Logger LOGGER = LoggerFactory.getLogger(VertxFactory.class);

    private VertxFactory() {}

    static Vertx create() {
        var options = new VertxOptions()
                .setPreferNativeTransport(true)
                .setMetricsOptions(new MetricsOptions().setEnabled(true));
        var vertx =
                Vertx.builder().with(options).withMetrics(new Metrics().pools()).build();
        if (!vertx.isNativeTransportEnabled()) {
            LOGGER.atWarn()
                    .setCause(vertx.unavailableNativeTransportCause())
                    .log("the native transport is not there; the slower one serves");
        }
        return vertx.exceptionHandler(
                failure -> LOGGER.atError().setCause(failure).log("a failure nobody handled"));
    }
}
