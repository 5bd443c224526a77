package dev.tongfu.console;

import io.vertx.core.Future;
import java.util.Map;

/** A node that lacks nothing. */
public final class Healthy {
    private Healthy() {}

    public static Health health() {
        return new Health(new Readiness(() -> Future.succeededFuture(true), Map.of()), () -> true);
    }
}
