package dev.tongfu.payment;

import dev.tongfu.ledger.FloorOutcome;
import dev.tongfu.ledger.LedgerStore;
import dev.tongfu.merchant.Merchant;
import dev.tongfu.merchant.MerchantDirectory;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * Takes batches of refunds: all items are reserved on their payments and in the ledger and stored in one transaction,
 * or none is and every fault is told.
 */
public final class RefundBatchService {
    private static final int TRIES_MAX = 5;

    private final Pool pool;
    private final BatchStore batches;
    private final ChunkStore chunks;
    private final RefundBatchStore refunds = new RefundBatchStore();
    private final RefundBatchPlan plan;
    private final LedgerStore ledger;
    private final MerchantDirectory merchants;
    private final BatchConfig config;
    private final Clock clock;

    RefundBatchService(PaymentDesk.Parts parts, BatchStore batches, ChunkStore chunks, RefundPlan plan) {
        this.pool = parts.pool();
        this.batches = batches;
        this.chunks = chunks;
        this.plan = new RefundBatchPlan(plan, parts.ids());
        this.ledger = parts.ledger();
        this.merchants = parts.merchants();
        this.config = parts.merchantBatches();
        this.clock = parts.clock();
    }

    /** What became of the transaction that takes a batch. */
    private enum Taking {
        DONE,
        /** Something changed since it was looked at: looked at again, it says what. */
        RACED,
        INSUFFICIENT
    }

    /** Takes all of it; the banks are told afterwards. A repeated request is answered with what is there. */
    public Future<BatchOutcome> create(NewRefundBatch request) {
        return create(request, TRIES_MAX);
    }

    private Future<BatchOutcome> create(NewRefundBatch request, int triesLeft) {
        return batches.byNo(pool, request.merchantId(), BatchKind.REFUND, request.batchNo())
                .compose(found -> found.isPresent() ? compare(request, found.get()) : createNew(request, triesLeft));
    }

    private Future<BatchOutcome> compare(NewRefundBatch request, Batch stored) {
        if (stored.contentSha256().equals(request.sha256())) {
            return Future.succeededFuture(new BatchOutcome.Replayed(stored));
        }
        return refunds.content(pool, stored)
                .map(content -> firstDifference(request, content)
                        .<BatchOutcome>map(BatchOutcome.Conflict::new)
                        .orElseGet(() -> new BatchOutcome.Replayed(stored)));
    }

    /** One payment may be named in two ways, so another digest is not yet another content. */
    private static Optional<String> firstDifference(NewRefundBatch request, List<RefundBatchStore.Asked> content) {
        for (int i = 0; i < Math.min(content.size(), request.items().size()); i++) {
            String place = "/items/" + i;
            var found = request.items().get(i).firstDifference(content.get(i)).map(field -> place + field);
            if (found.isPresent()) {
                return found;
            }
        }
        return content.size() == request.items().size() ? Optional.empty() : Optional.of("/items");
    }

    private Future<BatchOutcome> createNew(NewRefundBatch request, int triesLeft) {
        if (!merchants.merchant(request.merchantId()).map(Merchant::active).orElse(false)) {
            return Future.succeededFuture(new BatchOutcome.MerchantDisabled());
        }
        return refunds.subjects(pool, request).compose(subjects -> {
            var faults = plan.faults(request, subjects);
            return faults.isEmpty()
                    ? take(request, subjects, triesLeft)
                    : unlessStored(request, BatchOutcome.refused(faults, config.faultsMax()));
        });
    }

    /** The faults may be those of the same batch, taken a moment ago. */
    private Future<BatchOutcome> unlessStored(NewRefundBatch request, BatchOutcome refused) {
        return batches.byNo(pool, request.merchantId(), BatchKind.REFUND, request.batchNo())
                .compose(found -> found.isPresent() ? compare(request, found.get()) : Future.succeededFuture(refused));
    }

    private Future<BatchOutcome> take(NewRefundBatch request, List<RefundBatchStore.Subject> subjects, int triesLeft) {
        var taken = plan.take(request, subjects, clock.instant().truncatedTo(ChronoUnit.MILLIS));
        return ledger.prepare(pool, taken.transfers())
                .compose(ready -> Undo.transaction(pool, Taking.class, transaction -> take(transaction, taken)))
                .compose(taking -> switch (taking) {
                    case DONE -> Future.succeededFuture(new BatchOutcome.Created(taken.batch()));
                    case INSUFFICIENT -> Future.succeededFuture(new BatchOutcome.Insufficient());
                    case RACED ->
                        triesLeft > 1
                                ? create(request, triesLeft - 1)
                                : Future.failedFuture("the batch kept losing races: " + request.batchNo());
                });
    }

    /** In the order in which everybody takes these locks: payments, refunds, balances. */
    private Future<Taking> take(SqlConnection transaction, RefundBatchPlan.Taken taken) {
        return batches.forManyRows(transaction)
                .compose(ready -> batches.insert(transaction, taken.batch()))
                .compose(mine -> must(mine))
                .compose(mine -> refunds.reserve(transaction, taken.batch(), taken.amounts()))
                .compose(reserved -> must(reserved == taken.amounts().size()))
                .compose(all -> refunds.insert(transaction, taken.batch(), taken.items()))
                .compose(made -> must(made == taken.items().size()))
                .compose(all -> chunks.insert(transaction, taken.chunks()))
                .compose(done -> ledger.postAllWithFloor(transaction, taken.transfers(), floor(taken.batch())))
                .compose(posted -> posted == FloorOutcome.POSTED
                        ? Future.succeededFuture(Taking.DONE)
                        : Undo.with(Taking.INSUFFICIENT));
    }

    private static Future<Boolean> must(boolean held) {
        return held ? Future.succeededFuture(true) : Undo.with(Taking.RACED);
    }

    private long floor(Batch batch) {
        return merchants
                .merchant(batch.merchantId())
                .map(merchant -> merchant.policy().pendingFloor())
                .orElse(0L);
    }
}
