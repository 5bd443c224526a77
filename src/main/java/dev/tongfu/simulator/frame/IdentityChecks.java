package dev.tongfu.simulator.frame;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.util.Optional;

/** The identity checks on a simulated bank's pages; each has one result. */
public final class IdentityChecks {
    private final Pool pool;
    private final IdentityChecksStore store = new IdentityChecksStore();

    public IdentityChecks(Pool pool) {
        this.pool = pool;
    }

    public Future<Void> open(IdentityCheck check) {
        return store.open(pool, check);
    }

    /** The check as decided; empty where it is not open. */
    public Future<Optional<IdentityCheck>> decide(String bank, String token, IdentityCheck.Status status) {
        return store.decide(pool, bank, token, status);
    }

    public Future<Optional<IdentityCheck>> byToken(String bank, String token) {
        return store.byToken(pool, bank, token);
    }
}
