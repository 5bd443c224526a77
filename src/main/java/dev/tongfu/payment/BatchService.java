package dev.tongfu.payment;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How merchants read batches: their counters from one row, their items page by page. */
public final class BatchService {
    private static final Logger LOGGER = LoggerFactory.getLogger(BatchService.class);

    private final Pool pool;
    private final BatchStore batches;
    private final ChunkDesk chunks;
    private final BatchConfig config;
    private final InquiryConfig inquiry;

    BatchService(PaymentDesk.Parts parts, BatchStore batches, ChunkDesk chunks) {
        this.pool = parts.pool();
        this.batches = batches;
        this.chunks = chunks;
        this.config = parts.merchantBatches();
        this.inquiry = parts.inquiry();
    }

    public Future<Optional<Batch>> find(String merchantId, BatchKind kind, String batchId) {
        return batches.byId(pool, merchantId, kind, batchId);
    }

    /** Asks the bank first about what it has taken; a bank that is slow, or has much to say, is not waited for. */
    public Future<Optional<Batch>> sync(String merchantId, BatchKind kind, String batchId) {
        return find(merchantId, kind, batchId).compose(found -> {
            if (found.isEmpty() || found.get().status() != BatchStatus.PROCESSING) {
                return Future.succeededFuture(found);
            }
            return chunks.ask(found.get(), inquiry.syncIntervalMs())
                    .timeout(config.syncWaitMs(), TimeUnit.MILLISECONDS)
                    .onFailure(cause -> LOGGER.atDebug()
                            .addKeyValue("batchId", batchId)
                            .setCause(cause)
                            .log("a batch is read before its bank has answered"))
                    .transform(asked -> find(merchantId, kind, batchId));
        });
    }

    /** Items after a place, in their order; empty when the merchant has no such batch. */
    public Future<Optional<List<BatchItem>>> items(
            String merchantId, BatchKind kind, String batchId, int afterIndex, int limit) {
        return find(merchantId, kind, batchId)
                .compose(found -> found.isEmpty()
                        ? Future.succeededFuture(Optional.empty())
                        : batches.items(pool, merchantId, kind, batchId, afterIndex, limit)
                                .map(Optional::of));
    }
}
