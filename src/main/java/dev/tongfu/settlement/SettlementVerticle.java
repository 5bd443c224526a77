package dev.tongfu.settlement;

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

/** Settles by the calendar; one node at a time, by lease. What was missed while nothing ran is caught up with. */
public final class SettlementVerticle extends VerticleBase {
    private static final Logger LOGGER = LoggerFactory.getLogger(SettlementVerticle.class);
    private static final String LEASE = "settlement";

    private final Database database;
    private final SettlementConfig config;
    private final String owner;
    private final Function<Pool, SettlementWork> making;
    private final SchedulerLeaseStore leases = new SchedulerLeaseStore();
    private @Nullable Pool pool;
    private Future<?> looking = Future.succeededFuture();
    private long timer = -1;
    private boolean stopped;

    /**
     * @param owner tells this process from every other
     * @param making the work over this verticle's own connections
     */
    public SettlementVerticle(
            Database database, SettlementConfig config, String owner, Function<Pool, SettlementWork> making) {
        this.database = database;
        this.config = config;
        this.owner = owner;
        this.making = making;
    }

    @Override
    public Future<?> start() {
        var own = database.pool(vertx);
        pool = own;
        look(own, making.apply(own));
        return Future.succeededFuture();
    }

    /** A look under way ends first: a payout that was sent is heard. */
    @Override
    public Future<?> stop() {
        stopped = true;
        vertx.cancelTimer(timer);
        return looking.transform(done -> pool == null ? Future.succeededFuture() : pool.close());
    }

    private void look(Pool own, SettlementWork work) {
        looking = leases.take(
                        own, LEASE, owner, Duration.ofSeconds(config.leaseS()).toMillis())
                .compose(lease -> lease.isPresent() ? work.look() : Future.succeededFuture())
                .onFailure(this::report)
                .onComplete(done -> again(own, work));
    }

    private void again(Pool own, SettlementWork work) {
        if (!stopped) {
            timer = vertx.setTimer(Duration.ofSeconds(config.checkS()).toMillis(), fired -> look(own, work));
        }
    }

    private void report(Throwable cause) {
        if (!stopped) {
            LOGGER.atWarn().setCause(cause).log("settlement could not look; tried again later");
        }
    }
}
