package dev.tongfu.metrics;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Looks at one event loop at a steady pace. Deployed once for each. */
final class LoopWatch extends VerticleBase {
    private final LoopMeters meters;
    private final int tickMs;
    private AtomicLong turned = new AtomicLong();
    private long timer;

    private LoopWatch(LoopMeters meters, int tickMs) {
        this.meters = meters;
        this.tickMs = tickMs;
    }

    /** Instances are dealt out one to each loop. */
    static Future<String> deploy(Vertx vertx, LoopMeters meters, int tickMs) {
        var everyLoop = new DeploymentOptions().setInstances(VertxOptions.DEFAULT_EVENT_LOOP_POOL_SIZE);
        return vertx.deployVerticle(() -> new LoopWatch(meters, tickMs), everyLoop);
    }

    @Override
    public Future<?> start() {
        turned = meters.watch();
        next();
        return Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
        vertx.cancelTimer(timer);
        meters.forget(turned);
        return Future.succeededFuture();
    }

    private void next() {
        long due = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(tickMs);
        timer = vertx.setTimer(tickMs, fired -> {
            long now = System.nanoTime();
            turned.set(now);
            meters.late(now - due);
            next();
        });
    }
}
