package dev.tongfu.console;

import io.vertx.core.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Whether this node should get traffic: not draining, its picture of the merchants fresh, the database answering.
 *
 * <p>Liveness asks none of this: a database that is away must not get every node restarted.
 */
public final class Readiness {
    private final Supplier<Future<?>> database;
    private final BooleanSupplier fresh;
    private final AtomicBoolean draining = new AtomicBoolean();

    /**
     * @param database asks it for something small
     * @param fresh false when what is kept in memory is too old
     */
    public Readiness(Supplier<Future<?>> database, BooleanSupplier fresh) {
        this.database = database;
        this.fresh = fresh;
    }

    /** From now on the node is not ready; the first step of stopping. */
    public void drain() {
        draining.set(true);
    }

    /** Empty text when ready, else the reason. */
    Future<String> reason(int timeoutMs) {
        if (draining.get()) {
            return Future.succeededFuture("draining");
        }
        if (!fresh.getAsBoolean()) {
            return Future.succeededFuture("merchants-stale");
        }
        return database.get().timeout(timeoutMs, TimeUnit.MILLISECONDS).map("").otherwise("database-silent");
    }
}
