package dev.tongfu.payment;

import dev.tongfu.bank.BankAct;
import dev.tongfu.bank.BankBatch;
import dev.tongfu.db.Ids;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Debits that go to the bank in chunks: each is a payment with one attempt, sent with the chunk. */
final class DebitChunks implements ChunkItems {
    private final DebitChunkStore store = new DebitChunkStore();
    private final EvidenceDoor door;
    private final Ids ids;

    DebitChunks(EvidenceDoor door, Ids ids) {
        this.door = door;
        this.ids = ids;
    }

    @Override
    public BatchKind kind() {
        return BatchKind.DEBIT;
    }

    @Override
    public Future<List<BankBatch.Item>> begin(SqlClient transaction, BatchChunk chunk, Instant now) {
        return store.ready(transaction, chunk).compose(found -> {
            var ready = new ArrayList<>(found);
            ready.sort(Comparator.comparingInt(DebitChunkStore.Ready::index));
            var items = ready.stream().map(this::item).toList();
            var numbers = items.stream().map(BankBatch.Item::bankOrderNo).toList();
            return store.send(transaction, chunk, ready, numbers, now).map(items);
        });
    }

    private BankBatch.Item item(DebitChunkStore.Ready debit) {
        String number = debit.bankOrderNo() == null ? ids.next() : debit.bankOrderNo();
        return new BankBatch.Item(number, debit.signOrderNo(), debit.signNo(), debit.amount());
    }

    @Override
    public Future<Void> accepted(SqlClient transaction, BatchChunk chunk, Instant now) {
        return store.moveAttempts(
                transaction, chunk, AttemptStatus.ACCEPTED, AttemptStatus.SENT, AttemptStatus.UNKNOWN);
    }

    @Override
    public Future<Void> notSent(SqlClient transaction, BatchChunk chunk) {
        return store.moveAttempts(transaction, chunk, AttemptStatus.PREPARED, AttemptStatus.SENT);
    }

    @Override
    public Future<Void> unknown(SqlClient transaction, BatchChunk chunk, Instant now) {
        return store.unknown(transaction, chunk, now);
    }

    @Override
    public Future<Void> askEach(SqlClient transaction, BatchChunk chunk, Instant from, int perSecond) {
        return store.askEach(transaction, chunk, from, perSecond);
    }

    @Override
    public BankAct message(BatchChunk chunk, List<BankBatch.Item> items) {
        return new BankBatch.Debits(chunk.channelId(), chunk.number("sent"), items, chunk.orderedAt());
    }

    @Override
    public BankAct question(BatchChunk chunk) {
        return new BankBatch.DebitsQuery(chunk.channelId(), chunk.number("asked after"), chunk.orderedAt());
    }

    @Override
    public Future<Map<String, BatchTally.Bucket>> standing(SqlClient client, BatchChunk chunk) {
        return store.standing(client, chunk);
    }

    /** The door gathers them into statements of its own. */
    @Override
    public Future<Void> apply(List<Evidence> heard) {
        return Lanes.each(heard, heard.size(), door::apply);
    }
}
