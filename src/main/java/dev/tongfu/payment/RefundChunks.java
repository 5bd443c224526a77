package dev.tongfu.payment;

import dev.tongfu.bank.BankAct;
import dev.tongfu.bank.BankBatch;
import dev.tongfu.db.Ids;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Refunds that go to the bank in chunks: each is a call of its own, sent with the chunk. */
final class RefundChunks implements ChunkItems {
    private static final int ONE_BY_ONE_MAX = 4;

    private final RefundChunkStore store;
    private final RefundBulk bulk;
    private final OperationDesk desk;
    private final Ids ids;

    RefundChunks(RefundChunkStore store, RefundBulk bulk, OperationDesk desk, Ids ids) {
        this.store = store;
        this.bulk = bulk;
        this.desk = desk;
        this.ids = ids;
    }

    @Override
    public BatchKind kind() {
        return BatchKind.REFUND;
    }

    @Override
    public Future<List<BankBatch.Item>> begin(SqlClient transaction, BatchChunk chunk, Instant now) {
        return store.ready(transaction, chunk).compose(ready -> {
            var items = new ArrayList<BankBatch.Item>(ready.size());
            for (var refund : ready) {
                String number = refund.bankOrderNo() == null ? ids.next() : refund.bankOrderNo();
                items.add(new BankBatch.Item(number, refund.originalNo(), null, refund.amount()));
            }
            var numbers = items.stream().map(BankBatch.Item::bankOrderNo).toList();
            return store.send(transaction, chunk, ready, numbers, now).map(items);
        });
    }

    @Override
    public Future<Void> accepted(SqlClient transaction, BatchChunk chunk, Instant now) {
        return store.moveCalls(
                        transaction, chunk, OperationStatus.ACCEPTED, OperationStatus.SENT, OperationStatus.UNKNOWN)
                .compose(moved -> store.move(transaction, chunk, now, RefundStatus.PROCESSING, RefundStatus.SUBMITTED));
    }

    @Override
    public Future<Void> notSent(SqlClient transaction, BatchChunk chunk) {
        return store.moveCalls(transaction, chunk, OperationStatus.PREPARED, OperationStatus.SENT);
    }

    @Override
    public Future<Void> unknown(SqlClient transaction, BatchChunk chunk, Instant now) {
        return store.moveCalls(
                        transaction, chunk, OperationStatus.UNKNOWN, OperationStatus.SENT, OperationStatus.ACCEPTED)
                .compose(moved -> store.move(
                        transaction,
                        chunk,
                        now,
                        RefundStatus.UNKNOWN,
                        RefundStatus.SUBMITTED,
                        RefundStatus.PROCESSING));
    }

    @Override
    public Future<Void> askEach(SqlClient transaction, BatchChunk chunk, Instant from, int perSecond) {
        return store.askEach(transaction, chunk, from, perSecond);
    }

    @Override
    public BankAct message(BatchChunk chunk, List<BankBatch.Item> items) {
        return new BankBatch.Refunds(chunk.channelId(), chunk.number("sent"), items, chunk.orderedAt());
    }

    /** By the bank's number: without one, items are asked after one by one, and this never. */
    @Override
    public BankAct question(BatchChunk chunk) {
        return new BankBatch.RefundsQuery(
                chunk.channelId(), chunk.number("asked after"), String.valueOf(chunk.serialNo()), chunk.orderedAt());
    }

    @Override
    public Future<Map<String, BatchTally.Bucket>> standing(SqlClient client, BatchChunk chunk) {
        return store.standing(client, chunk);
    }

    @Override
    public Future<Void> apply(List<Evidence> heard) {
        return bulk.apply(heard)
                .compose(all -> all ? Future.succeededFuture() : Lanes.each(heard, ONE_BY_ONE_MAX, desk::apply));
    }
}
