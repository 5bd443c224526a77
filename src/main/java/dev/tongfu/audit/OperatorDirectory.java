package dev.tongfu.audit;

import dev.tongfu.crypto.Tokens;
import dev.tongfu.db.Snapshot;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/**
 * Who a bearer token stands for, from memory; never waits for the database.
 *
 * <p>A disabled account stops within the interval of reading.
 */
public final class OperatorDirectory {
    private final Snapshot<Map<String, Operator>> snapshot;

    public OperatorDirectory(Vertx vertx, Clock clock, Pool pool, Snapshot.Limits limits) {
        var store = new OperatorStore();
        this.snapshot = new Snapshot<>(vertx, clock, "operators", limits, Map.of(), () -> store.byTokenHash(pool));
    }

    /** Reads for the first time, then again and again; fails when the first reading fails. */
    public Future<Void> start() {
        return snapshot.start();
    }

    public Future<Void> stop() {
        return snapshot.stop();
    }

    /** Reads at once, for tests and for nudges from other nodes. */
    public Future<Void> refreshNow() {
        return snapshot.refresh();
    }

    /** False: the node is not ready, its picture is too old. */
    public boolean fresh() {
        return snapshot.fresh();
    }

    /** Empty: no such token, or its operator is disabled. */
    public Optional<Operator> byToken(String bearerToken) {
        return Optional.ofNullable(snapshot.current().get(Tokens.hash(bearerToken)));
    }
}
