package dev.tongfu.simulator.frame;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.util.Optional;

/** The contracts under which a simulated bank debits payers; each is signed once and ended once. */
public final class Contracts {
    private final Pool pool;
    private final Clock clock;
    private final ContractsStore store = new ContractsStore();

    public Contracts(Pool pool, Clock clock) {
        this.pool = pool;
        this.clock = clock;
    }

    /** False where the merchant's number is taken by another contract. */
    public Future<Boolean> open(Contract contract) {
        return store.open(pool, contract);
    }

    /** The contract as signed; empty where it is not open. */
    public Future<Optional<Contract>> sign(String bank, String token) {
        return store.sign(pool, bank, token, clock.instant());
    }

    public Future<Void> fail(String bank, String token) {
        return store.fail(pool, bank, token);
    }

    /** The contract as ended; empty where it is not in force. */
    public Future<Optional<Contract>> terminate(String bank, String token) {
        return store.terminate(pool, bank, token, clock.instant());
    }

    public Future<Optional<Contract>> byToken(String bank, String token) {
        return store.byToken(pool, bank, token);
    }

    public Future<Optional<Contract>> byOrderNo(String bank, String merchantNo, String orderNo) {
        return store.byOrderNo(pool, bank, merchantNo, orderNo);
    }

    /** By the bank's own number of it. */
    public Future<Optional<Contract>> bySignNo(String bank, String merchantNo, String signNo) {
        return store.bySignNo(pool, bank, merchantNo, signNo);
    }
}
