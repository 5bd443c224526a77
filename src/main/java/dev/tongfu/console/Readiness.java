package dev.tongfu.console;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Whether this node should get traffic: not draining, the database answering and at our version, what is kept in memory
 * fresh.
 *
 * <p>Liveness asks none of this: a database that is away must not get every node restarted.
 */
public final class Readiness {
    static final String DRAINING = "draining";
    static final String SILENT = "database-silent";
    static final String BEHIND = "migrations-behind";

    private final Supplier<Future<Boolean>> schemaCurrent;
    private final Map<String, BooleanSupplier> conditions;
    private final AtomicBoolean draining = new AtomicBoolean();

    /**
     * @param schemaCurrent asks the database; false: its schema is older than ours
     * @param conditions what must hold besides, each with the reason to give when it does not
     */
    public Readiness(Supplier<Future<Boolean>> schemaCurrent, Map<String, BooleanSupplier> conditions) {
        this.schemaCurrent = schemaCurrent;
        this.conditions = Map.copyOf(conditions);
    }

    /** From now on the node is not ready; the first step of stopping. */
    public void drain() {
        draining.set(true);
    }

    /** Why it is not ready, every reason in words; none: it is. Never fails. */
    Future<List<String>> reasons(int timeoutMs) {
        var here = Stream.concat(
                        draining.get() ? Stream.of(DRAINING) : Stream.empty(),
                        conditions.entrySet().stream()
                                .filter(condition -> !condition.getValue().getAsBoolean())
                                .map(Map.Entry::getKey)
                                .sorted())
                .toList();
        return Future.succeededFuture()
                .compose(start -> schemaCurrent.get())
                .timeout(timeoutMs, TimeUnit.MILLISECONDS)
                .map(current -> current ? "" : BEHIND)
                .otherwise(SILENT)
                .map(there -> there.isEmpty()
                        ? here
                        : Stream.concat(here.stream(), Stream.of(there)).toList());
    }
}
