package dev.tongfu.reconciliation;

import dev.tongfu.db.Database;
import dev.tongfu.db.SchedulerLeaseStore;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fetches the banks' statements and reconciles them, again and again; one node at a time, by lease. */
public final class ReconciliationVerticle extends VerticleBase {
    private static final Logger LOGGER = LoggerFactory.getLogger(ReconciliationVerticle.class);
    private static final String LEASE = "reconciliation";

    private final Database database;
    private final StatementSchedule schedule;
    private final Function<Pool, StatementScheduler> scheduler;
    private final String owner;
    private final SchedulerLeaseStore leases = new SchedulerLeaseStore();
    private @Nullable Pool pool;
    private long timer = -1;
    private boolean stopped;

    /**
     * @param scheduler made on the verticle's own pool
     * @param owner tells this process from every other
     */
    public ReconciliationVerticle(
            Database database, StatementSchedule schedule, Function<Pool, StatementScheduler> scheduler, String owner) {
        this.database = database;
        this.schedule = schedule;
        this.scheduler = scheduler;
        this.owner = owner;
    }

    @Override
    public Future<?> start() {
        if (schedule.enabled()) {
            var own = database.pool(vertx);
            pool = own;
            look(own, scheduler.apply(own));
        }
        return Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
        stopped = true;
        vertx.cancelTimer(timer);
        return pool == null ? Future.succeededFuture() : pool.close();
    }

    private void look(Pool own, StatementScheduler work) {
        held(own)
                .compose(held -> held ? work.look(() -> held(own)) : Future.succeededFuture())
                .onFailure(this::report)
                .onComplete(done -> again(own, work));
    }

    /** Takes the lease or extends it; a node that is stopping has no more work. */
    private Future<Boolean> held(Pool own) {
        if (stopped) {
            return Future.succeededFuture(false);
        }
        long forMs = Duration.ofSeconds(schedule.leaseS()).toMillis();
        return leases.take(own, LEASE, owner, forMs).map(lease -> lease.isPresent());
    }

    private void again(Pool own, StatementScheduler work) {
        if (!stopped) {
            timer = vertx.setTimer(Duration.ofSeconds(schedule.checkS()).toMillis(), fired -> look(own, work));
        }
    }

    private void report(Throwable cause) {
        if (!stopped) {
            LOGGER.atWarn().setCause(cause).log("statements could not be looked after; tried again later");
        }
    }
}
