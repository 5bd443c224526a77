package dev.tongfu.payment;

import dev.tongfu.bank.BankAnswer;
import dev.tongfu.bank.BankBatch;
import dev.tongfu.db.Ids;
import dev.tongfu.money.Money;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Moves a chunk on, each time in one transaction with all its items, the evidence and the alarm. */
final class ChunkMoves {
    private final Pool pool;
    private final ChunkStore chunks;
    private final BatchStore batches;
    private final EvidenceStore evidence;
    private final ChunkSchedule schedule;
    private final BatchConfig config;
    private final Ids ids;
    private final Clock clock;

    ChunkMoves(
            PaymentDesk.Parts parts,
            ChunkStore chunks,
            BatchStore batches,
            EvidenceStore evidence,
            ChunkSchedule schedule) {
        this.pool = parts.pool();
        this.chunks = chunks;
        this.batches = batches;
        this.evidence = evidence;
        this.schedule = schedule;
        this.config = parts.merchantBatches();
        this.ids = parts.ids();
        this.clock = parts.clock();
    }

    /**
     * What comes with a move.
     *
     * @param nextAt when the chunk needs attention again; null: never
     * @param answer what the bank said, to be kept; null when it said nothing
     */
    record With(
            @Nullable Instant nextAt,
            EvidenceSource source,
            @Nullable BankAnswer answer,
            @Nullable Alarm alarm) {
        static With nothing(EvidenceSource source, @Nullable BankAnswer answer) {
            return new With(null, source, answer, null);
        }
    }

    /** Committed as sent before the call; empty when somebody else sends it. */
    Future<Optional<List<BankBatch.Item>>> begin(ChunkItems items, BatchChunk chunk, BatchChunk sent) {
        var now = sent.orderedAt();
        return pool.withTransaction(transaction -> batches.forManyRows(transaction)
                .compose(ready -> chunks.write(transaction, chunk, sent, schedule.unlessAnswered(now), true))
                .compose(mine -> mine
                        ? items.begin(transaction, sent, now).compose(list -> begun(transaction, sent, list))
                        : Future.succeededFuture(Optional.empty())));
    }

    /** Items that ended before they were sent are not part of it any more; of none, nothing is sent. */
    private Future<Optional<List<BankBatch.Item>>> begun(
            SqlConnection transaction, BatchChunk sent, List<BankBatch.Item> items) {
        if (items.isEmpty()) {
            return chunks.write(transaction, sent, sent.to(ChunkStatus.FINISHED), null, false)
                    .map(Optional.empty());
        }
        var amount =
                items.stream().map(BankBatch.Item::amount).reduce(Money::plus).orElseThrow();
        return (items.size() == sent.itemCount()
                        ? Future.<Void>succeededFuture()
                        : chunks.recount(transaction, sent, items.size(), amount))
                .compose(counted -> batches.begun(transaction, sent.merchantId(), sent.batchId(), sent.orderedAt()))
                .map(Optional.of(items));
    }

    /** The bank took it, or is known to have. */
    Future<Boolean> accepted(ChunkItems items, BatchChunk before, BatchChunk after, With with) {
        return move(before, after, with, transaction -> items.accepted(transaction, after, clock.instant()));
    }

    Future<Boolean> notSent(ChunkItems items, BatchChunk before, With with) {
        var after = before.to(ChunkStatus.CREATED);
        return move(before, after, with, transaction -> items.notSent(transaction, after));
    }

    /** Its items fail next. */
    Future<Boolean> refused(BatchChunk before, BatchChunk after, With with) {
        return move(before, after, with, transaction -> Future.succeededFuture());
    }

    /** Its answer was lost; it is asked after by our number. */
    Future<Boolean> lost(ChunkItems items, BatchChunk before, With with) {
        var after = before.to(ChunkStatus.UNKNOWN);
        return move(before, after, with, transaction -> items.unknown(transaction, after, clock.instant()));
    }

    /** From now on what is still open is asked after item by item. */
    Future<Boolean> leaveToItems(ChunkItems items, BatchChunk before, BatchChunk after, With with) {
        return move(
                before,
                after,
                with,
                transaction -> items.unknown(transaction, after, clock.instant())
                        .compose(unknown ->
                                items.askEach(transaction, after, schedule.askItems(), config.itemsPerSecond())));
    }

    private Future<Boolean> move(
            BatchChunk before, BatchChunk after, With with, Function<SqlConnection, Future<Void>> items) {
        boolean goesOn = after.status() == ChunkStatus.REFUSED;
        return pool.withTransaction(transaction -> chunks.write(transaction, before, after, with.nextAt(), goesOn)
                .compose(mine -> mine
                        ? items.apply(transaction)
                                .compose(done -> keep(transaction, after, with))
                                .map(true)
                        : Future.succeededFuture(false)));
    }

    private Future<Void> keep(SqlConnection transaction, BatchChunk chunk, With with) {
        var answer = with.answer();
        var alarm = with.alarm();
        return (answer == null ? Future.<Void>succeededFuture() : evidence.keep(transaction, kept(chunk, with, answer)))
                .compose(done -> alarm == null ? Future.succeededFuture() : evidence.raise(transaction, alarm));
    }

    /** Keeps an answer that moved nothing by itself, for the items' evidence to refer to. */
    Future<Void> keep(BatchChunk chunk, With with, BankAnswer answer) {
        return evidence.keep(pool, kept(chunk, with, answer));
    }

    private KeptEvidence kept(BatchChunk chunk, With with, BankAnswer answer) {
        return new KeptEvidence(
                ids.next("evd"),
                chunk.channelId(),
                chunk.number("heard of"),
                with.source(),
                answer.raw(),
                chunk.merchantId(),
                null,
                answer.reply().kind(),
                ReplyFacts.detail(answer.reply()),
                null,
                "chunk_" + chunk.status().word(),
                clock.instant());
    }
}
