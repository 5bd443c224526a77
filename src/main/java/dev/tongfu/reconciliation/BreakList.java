package dev.tongfu.reconciliation;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** Breaks as people read them. */
public final class BreakList {
    private final Pool pool;
    private final ZoneId zone;
    private final Clock clock;
    private final BreakStore store = new BreakStore();

    /** @param zone whose days ages are counted in */
    public BreakList(Pool pool, ZoneId zone, Clock clock) {
        this.pool = pool;
        this.zone = zone;
        this.clock = clock;
    }

    /** The newest bank date first. */
    public Future<List<BreakView>> list(BreakFilter filter, int limit) {
        return store.list(pool, filter, limit);
    }

    public Future<Optional<BreakView>> find(String breakId) {
        return store.byId(pool, breakId);
    }

    /** All that are unresolved, by bank, code, side and age. */
    public Future<List<BreakSum>> sums() {
        return store.sums(pool, today(), zone.getId());
    }

    /** In whole days since it was opened. */
    public long ageDays(BreakView found) {
        return BreakAge.days(LocalDate.ofInstant(found.openedAt(), zone), today());
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), zone);
    }
}
