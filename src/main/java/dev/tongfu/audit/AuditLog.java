package dev.tongfu.audit;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts acts on record and proves the record.
 *
 * <p>An act is recorded in the transaction of what it did. Acts are rare: each waits until the one before it has
 * committed, so the chain never forks.
 */
public final class AuditLog {
    private static final int PAGE = 500;

    private final AuditStore store = new AuditStore();
    private final Clock clock;

    public AuditLog(Clock clock) {
        this.clock = clock;
    }

    /** Adds an act, within the caller's transaction; call it last, other acts wait from here on. */
    public Future<AuditEntry> append(SqlConnection connection, AuditAct act) {
        return store.lock(connection)
                .compose(locked -> store.last(connection))
                .map(last -> AuditEntry.following(
                        last.map(AuditEntry::seq).orElse(0L),
                        last.map(AuditEntry::hash).orElse(AuditEntry.GENESIS),
                        clock.instant(),
                        act))
                .compose(entry -> store.insert(connection, entry).map(entry));
    }

    /**
     * Newest first.
     *
     * @param beforeSeq the last one of the page before, or {@link Long#MAX_VALUE}
     */
    public Future<List<AuditEntry>> list(
            SqlClient client, long beforeSeq, @Nullable String actor, @Nullable String object, int limit) {
        return store.before(client, beforeSeq, actor, object, Math.min(Math.max(limit, 1), PAGE));
    }

    /** Recomputes the whole chain. */
    public Future<AuditProof> prove(SqlClient client) {
        return prove(client, AuditProof.START);
    }

    private Future<AuditProof> prove(SqlClient client, AuditProof soFar) {
        return store.after(client, soFar.entries(), PAGE).compose(page -> {
            var proof = soFar.with(page);
            return page.isEmpty() || !proof.whole() ? Future.succeededFuture(proof) : prove(client, proof);
        });
    }
}
