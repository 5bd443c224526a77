package dev.tongfu.settlement;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.util.List;

/** The lines of a batch, page by page. */
public final class SettlementLines {
    private final Pool pool;
    private final MerchantLineStore store = new MerchantLineStore();

    public SettlementLines(Pool pool) {
        this.pool = pool;
    }

    /** @param after the last transfer of the page before; empty for the first page */
    public Future<List<MerchantLine>> page(String settlementId, String after, int limit) {
        return store.ofBatch(pool, settlementId, after, limit);
    }
}
