package dev.tongfu.payment;

import dev.tongfu.merchant.Merchant;
import dev.tongfu.merchant.MerchantDirectory;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * Takes batches of debits: all items are stored in one transaction while all their contracts are in force, or none is
 * and every fault is told.
 */
public final class DebitBatchService {
    private static final int TRIES_MAX = 5;

    private final Pool pool;
    private final BatchStore batches;
    private final ChunkStore chunks;
    private final DebitBatchStore debits = new DebitBatchStore();
    private final DebitBatchPlan plan;
    private final MerchantDirectory merchants;
    private final BatchConfig config;
    private final Clock clock;

    DebitBatchService(PaymentDesk.Parts parts, BatchStore batches, ChunkStore chunks) {
        this.pool = parts.pool();
        this.batches = batches;
        this.chunks = chunks;
        this.plan = new DebitBatchPlan(parts.banks(), parts.ids());
        this.merchants = parts.merchants();
        this.config = parts.merchantBatches();
        this.clock = parts.clock();
    }

    /** Takes all of it; the bank is told afterwards. A repeated request is answered with what is there. */
    public Future<BatchOutcome> create(NewDebitBatch request) {
        return create(request, TRIES_MAX);
    }

    private Future<BatchOutcome> create(NewDebitBatch request, int triesLeft) {
        return stored(request)
                .compose(found -> found.isPresent() ? compare(request, found.get()) : createNew(request, triesLeft));
    }

    private Future<Optional<Batch>> stored(NewDebitBatch request) {
        return batches.byNo(pool, request.merchantId(), BatchKind.DEBIT, request.batchNo());
    }

    private Future<BatchOutcome> compare(NewDebitBatch request, Batch stored) {
        if (stored.contentSha256().equals(request.sha256())) {
            return Future.succeededFuture(new BatchOutcome.Replayed(stored));
        }
        return debits.content(pool, stored)
                .map(content -> new BatchOutcome.Conflict(firstDifference(request, content)));
    }

    private static String firstDifference(NewDebitBatch request, List<NewDebitBatch.Item> content) {
        for (int i = 0; i < Math.min(content.size(), request.items().size()); i++) {
            String place = "/items/" + i;
            var found = request.items().get(i).firstDifference(content.get(i)).map(field -> place + field);
            if (found.isPresent()) {
                return found.get();
            }
        }
        return "/items";
    }

    private Future<BatchOutcome> createNew(NewDebitBatch request, int triesLeft) {
        if (!merchants.merchant(request.merchantId()).map(Merchant::active).orElse(false)) {
            return Future.succeededFuture(new BatchOutcome.MerchantDisabled());
        }
        return debits.subjects(pool, request).compose(subjects -> {
            var faults = plan.faults(subjects, clock.instant());
            return faults.isEmpty()
                    ? take(request, subjects, triesLeft)
                    : unlessStored(request, BatchOutcome.refused(faults, config.faultsMax()));
        });
    }

    /** The faults may be those of the same batch, taken a moment ago. */
    private Future<BatchOutcome> unlessStored(NewDebitBatch request, BatchOutcome refused) {
        return stored(request)
                .compose(found -> found.isPresent() ? compare(request, found.get()) : Future.succeededFuture(refused));
    }

    private Future<BatchOutcome> take(NewDebitBatch request, List<DebitBatchStore.Subject> subjects, int triesLeft) {
        var taken = plan.take(request, subjects, clock.instant().truncatedTo(ChronoUnit.MILLIS));
        return Undo.transaction(pool, Boolean.class, transaction -> take(transaction, taken))
                .compose(done -> {
                    if (done) {
                        return Future.succeededFuture(new BatchOutcome.Created(taken.batch()));
                    }
                    return triesLeft > 1
                            ? create(request, triesLeft - 1)
                            : Future.failedFuture("the batch kept losing races: " + request.batchNo());
                });
    }

    /** False: something changed since it was looked at; looked at again, it says what. */
    private Future<Boolean> take(SqlConnection transaction, DebitBatchPlan.Taken taken) {
        var batch = taken.batch();
        return batches.forManyRows(transaction)
                .compose(ready -> batches.insert(transaction, batch))
                .compose(DebitBatchService::must)
                .compose(mine -> debits.hold(transaction, batch.merchantId(), taken.contracts()))
                .compose(held -> must(held == taken.contracts().size()))
                .compose(all -> debits.insert(transaction, batch, taken.items(), expiresAt(batch)))
                .compose(made -> must(made == taken.items().size()))
                .compose(all -> chunks.insert(transaction, taken.chunks()))
                .map(true);
    }

    /** As long as its chunk is asked after, an item that the bank has not debited yet is not closed. */
    private Instant expiresAt(Batch batch) {
        return batch.createdAt().plus(Duration.ofHours(config.untilHours()));
    }

    private static Future<Boolean> must(boolean held) {
        return held ? Future.succeededFuture(true) : Undo.with(false);
    }
}
