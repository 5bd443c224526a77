package dev.tongfu;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the one Vert.x of the process: native transport where it loads, and no failure without a line in the log. */
final class VertxFactory {
    private static final Logger LOGGER = LoggerFactory.getLogger(VertxFactory.class);

    private VertxFactory() {}

    static Vertx create() {
        var vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
        if (!vertx.isNativeTransportEnabled()) {
            LOGGER.atWarn()
                    .setCause(vertx.unavailableNativeTransportCause())
                    .log("the native transport is not there; the slower one serves");
        }
        return vertx.exceptionHandler(
                failure -> LOGGER.atError().setCause(failure).log("a failure nobody handled"));
    }
}
