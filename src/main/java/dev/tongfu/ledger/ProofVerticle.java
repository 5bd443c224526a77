package dev.tongfu.ledger;

import dev.tongfu.db.Database;
import dev.tongfu.db.SchedulerLeaseStore;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Proves the books again and again, on one node at a time, so that a difference is not found by chance. */
public final class ProofVerticle extends VerticleBase {
    private static final Logger LOGGER = LoggerFactory.getLogger(ProofVerticle.class);
    private static final String LEASE = "ledger-proof";

    private final Database database;
    private final LedgerProof proof;
    private final Duration every;
    private final String owner;
    private final Consumer<LedgerProof.Result> observer;
    private final SchedulerLeaseStore leases = new SchedulerLeaseStore();
    private @Nullable Pool pool;
    private long timer = -1;
    private boolean stopped;

    /**
     * @param every pause between two proofs, the first of which comes after it; another node takes over when none came
     *     for twice as long
     * @param owner tells this process from every other
     * @param observer hears of every proof made here
     */
    public ProofVerticle(
            Database database, LedgerProof proof, Duration every, String owner, Consumer<LedgerProof.Result> observer) {
        this.database = database;
        this.proof = proof;
        this.every = every;
        this.owner = owner;
        this.observer = observer;
    }

    @Override
    public Future<?> start() {
        var own = database.pool(vertx);
        pool = own;
        again(own);
        return Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
        stopped = true;
        vertx.cancelTimer(timer);
        return pool == null ? Future.succeededFuture() : pool.close();
    }

    private void again(Pool own) {
        if (!stopped) {
            timer = vertx.setTimer(every.toMillis(), fired -> prove(own));
        }
    }

    private void prove(Pool own) {
        leases.take(own, LEASE, owner, every.multipliedBy(2).toMillis())
                .compose(lease -> lease.isPresent() ? proof.prove(own).map(this::report) : Future.succeededFuture())
                .onFailure(this::failed)
                .onComplete(done -> again(own));
    }

    private @Nullable Void report(LedgerProof.Result result) {
        observer.accept(result);
        if (result.holds()) {
            LOGGER.atInfo().log("the ledger's proof holds");
        } else {
            LOGGER.atError()
                    .addKeyValue(
                            "differences",
                            result.checks().stream()
                                    .mapToInt(check -> check.differences().size())
                                    .sum())
                    .log("the ledger's proof does not hold; change nothing and run verify-ledger");
        }
        return null;
    }

    private void failed(Throwable cause) {
        if (!stopped) {
            LOGGER.atWarn().setCause(cause).log("the ledger could not be proved; tried again later");
        }
    }
}
