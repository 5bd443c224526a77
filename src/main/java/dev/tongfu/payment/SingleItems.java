package dev.tongfu.payment;

import dev.tongfu.db.Ids;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Refunds of batches at banks that take no batches: each is an ordinary call, begun at the bank's pace.
 *
 * <p>A few are intended in one transaction that also says how far the batch has come, and sent after it; what is
 * intended and not sent is found by those that look for due calls.
 */
final class SingleItems {
    private static final Logger LOGGER = LoggerFactory.getLogger(SingleItems.class);

    private final Pool pool;
    private final ChunkStore chunks;
    private final BatchStore batches;
    private final RefundChunkStore refunds;
    private final OperationStore operations;
    private final OperationSchedule schedule;
    private final OperationDesk desk;
    private final Pace pace;
    private final Ids ids;
    private final Clock clock;

    SingleItems(
            PaymentDesk.Parts parts,
            RefundService.RefundParts own,
            ChunkStore chunks,
            BatchStore batches,
            RefundChunkStore refunds) {
        this.pool = parts.pool();
        this.chunks = chunks;
        this.batches = batches;
        this.refunds = refunds;
        this.operations = own.operations();
        this.schedule = own.schedule();
        this.desk = own.desk();
        this.pace = new Pace(
                parts.merchantBatches().itemsInFlight(), parts.merchantBatches().itemsPerSecond(), parts.clock());
        this.ids = parts.ids();
        this.clock = parts.clock();
    }

    /** Begins as many as may begin now; the future ends when they are intended, not when the bank has answered. */
    Future<Void> begin(BatchChunk chunk) {
        int room = pace.take(chunk.bank());
        if (room == 0) {
            return chunks.later(pool, chunk, pace.nextSecond());
        }
        return intend(chunk, room)
                .onFailure(cause -> pace.unused(chunk.bank(), room))
                .map(intended -> send(chunk, intended, room));
    }

    private Future<List<Operation>> intend(BatchChunk chunk, int room) {
        var now = clock.instant();
        return refunds.next(pool, chunk, room + 1).compose(found -> {
            boolean last = found.size() <= room;
            var begun = last ? found : found.subList(0, room);
            var calls = begun.stream().map(refund -> call(chunk, refund, now)).toList();
            return pool.withTransaction(transaction -> advance(transaction, chunk, found, last)
                    .compose(mine -> mine && !calls.isEmpty()
                            ? operations
                                    .insert(transaction, calls, schedule.unlessSent())
                                    .compose(done ->
                                            batches.begun(transaction, chunk.merchantId(), chunk.batchId(), now))
                                    .map(calls)
                            : Future.succeededFuture(List.of())));
        });
    }

    private Future<Boolean> advance(
            SqlClient transaction, BatchChunk chunk, List<RefundChunkStore.Single> found, boolean last) {
        int next = found.isEmpty()
                ? chunk.nextIndex()
                : found.get(found.size() - 1).index() + (last ? 1 : 0);
        Instant nextAt = last ? null : pace.nextSecond();
        return chunks.advance(transaction, chunk, last ? ChunkStatus.FINISHED : ChunkStatus.SENT, next, nextAt);
    }

    private Operation call(BatchChunk chunk, RefundChunkStore.Single refund, Instant now) {
        var target = new Operation.Target(
                chunk.merchantId(), refund.id(), refund.paymentId(), chunk.channelId(), chunk.bank());
        return Operation.prepared(ids.next(), OperationKind.REFUND, target, 1, now);
    }

    private @Nullable Void send(BatchChunk chunk, List<Operation> calls, int room) {
        pace.unused(chunk.bank(), room - calls.size());
        for (var call : calls) {
            desk.send(call)
                    .onFailure(cause -> LOGGER.atWarn()
                            .addKeyValue("order", call.bankOrderNo())
                            .setCause(cause)
                            .log("an item's call was not made or not applied; it is attended to again"))
                    .onComplete(done -> pace.ended(chunk.bank()));
        }
        return null;
    }
}
