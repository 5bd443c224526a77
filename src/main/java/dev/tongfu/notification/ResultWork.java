package dev.tongfu.notification;

import dev.tongfu.db.BatchWork;
import dev.tongfu.db.MicroBatchConfig;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Writes results of attempts, as many as wait in one statement; the outcome says whether a result counted.
 *
 * <p>A result that is never written is let go: its lease runs out and the message is sent again.
 */
final class ResultWork implements BatchWork<AttemptResult, Boolean> {
    private static final int ROW_BYTES = 200;

    private final DeliveryStore store;
    private final SqlClient client;

    ResultWork(DeliveryStore store, SqlClient client) {
        this.store = store;
        this.client = client;
    }

    /** Results wait as long as their leases hold; later they would not count. */
    static MicroBatchConfig limits(NotificationConfig config) {
        var usual = MicroBatchConfig.DEFAULT;
        return new MicroBatchConfig(
                config.resultQueueMax(),
                usual.queueBytesMax(),
                config.resultBatchMax(),
                usual.batchBytesMax(),
                usual.statementsMax(),
                config.resultBatchMax(),
                config.leaseMs(),
                config.leaseMs(),
                usual.statementMs(),
                usual.retriesMax(),
                usual.retryJitterMs(),
                usual.rereadPauseMs());
    }

    @Override
    public String key(AttemptResult result) {
        return result.claim().merchantId() + "/" + result.claim().id() + "/"
                + result.claim().epoch();
    }

    @Override
    public int bytes(AttemptResult result) {
        return ROW_BYTES + (result.answer() == null ? 0 : result.answer().length());
    }

    @Override
    public Future<Map<String, Boolean>> execute(List<AttemptResult> results) {
        return store.writeResults(client, results)
                .map(counted -> results.stream()
                        .collect(Collectors.toMap(this::key, result -> counted.contains(lease(result)))));
    }

    @Override
    public Future<Map<String, Boolean>> reread(List<AttemptResult> results) {
        return store.written(client, results).map(written -> found(results, written));
    }

    private Map<String, Boolean> found(List<AttemptResult> results, Set<Lease> written) {
        return results.stream()
                .filter(result -> written.contains(lease(result)))
                .collect(Collectors.toMap(this::key, result -> true));
    }

    @Override
    public Optional<Boolean> repeated(AttemptResult second, AttemptResult first, Boolean counted) {
        return Optional.of(counted);
    }

    private static Lease lease(AttemptResult result) {
        return result.claim().lease();
    }
}
