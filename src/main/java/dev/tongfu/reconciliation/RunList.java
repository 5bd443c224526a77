package dev.tongfu.reconciliation;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs and what they found, for whoever looks. */
public final class RunList {
    private final Pool pool;
    private final RunListStore store = new RunListStore();

    public RunList(Pool pool) {
        this.pool = pool;
    }

    /** The newest bank date first, and of a day the newest run. */
    public Future<List<RunSummary>> list(@Nullable String bank, LocalDate from, LocalDate to, int limit) {
        return store.list(pool, bank, from, to, limit);
    }

    /** The newest run of each channel of a bank for a date. */
    public Future<List<RunSummary>> newest(String bank, LocalDate bankDate) {
        return store.newest(pool, bank, bankDate);
    }
}
