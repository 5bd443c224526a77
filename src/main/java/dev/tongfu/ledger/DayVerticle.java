package dev.tongfu.ledger;

import dev.tongfu.db.Database;
import dev.tongfu.db.SchedulerLeaseStore;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens today's day of every book, and closes and seals the days whose time is over; one node at a time, by lease.
 *
 * <p>Each look goes as far as it can, so days missed while nothing ran are caught up with.
 */
public final class DayVerticle extends VerticleBase {
    private static final Logger LOGGER = LoggerFactory.getLogger(DayVerticle.class);
    private static final String LEASE = "accounting-days";

    private final Database database;
    private final LedgerConfig limits;
    private final DayConfig config;
    private final List<String> books;
    private final String owner;
    private final Clock clock;
    private final SchedulerLeaseStore leases = new SchedulerLeaseStore();
    private @Nullable Pool pool;
    private long timer = -1;
    private boolean stopped;

    /**
     * @param books the banks' names; the house's own book is added
     * @param owner tells this process from every other
     */
    public DayVerticle(
            Database database, LedgerConfig limits, DayConfig config, List<String> books, String owner, Clock clock) {
        this.database = database;
        this.limits = limits;
        this.config = config;
        this.books = java.util.stream.Stream.concat(books.stream(), java.util.stream.Stream.of(LedgerChannel.HOUSE))
                .distinct()
                .toList();
        this.owner = owner;
        this.clock = clock;
    }

    @Override
    public Future<?> start() {
        var own = database.pool(vertx);
        pool = own;
        look(own);
        return Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
        stopped = true;
        vertx.cancelTimer(timer);
        return pool == null ? Future.succeededFuture() : pool.close();
    }

    private void look(Pool own) {
        leases.take(own, LEASE, owner, Duration.ofSeconds(config.leaseS()).toMillis())
                .compose(lease -> lease.isPresent() ? advance(own) : Future.succeededFuture())
                .onFailure(this::report)
                .onComplete(done -> again(own));
    }

    private void again(Pool own) {
        if (!stopped) {
            timer = vertx.setTimer(Duration.ofSeconds(config.checkS()).toMillis(), fired -> look(own));
        }
    }

    private Future<Void> advance(Pool own) {
        var days = new AccountingDays(own, limits);
        var today = clock.instant().atZone(config.zoneId()).toLocalDate();
        var through = clock.instant()
                .minus(Duration.ofMinutes(config.drainMinutes()))
                .atZone(config.zoneId())
                .toLocalDate()
                .minusDays(1);
        Future<Void> chain = Future.succeededFuture();
        for (var book : books) {
            chain = chain.compose(done -> days.open(new BookDate(book, today)))
                    .compose(opened -> days.advance(book, through).mapEmpty());
        }
        return chain;
    }

    private void report(Throwable cause) {
        if (!stopped) {
            LOGGER.atWarn().setCause(cause).log("accounting days could not be advanced; tried again later");
        }
    }
}
