package dev.tongfu.payment;

import dev.tongfu.bank.BankAnswer;
import dev.tongfu.bank.BankReply;
import dev.tongfu.db.Ids;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Sends chunks and asks after them.
 *
 * <p>A chunk is committed as sent before the call and is never sent twice, unless it provably did not leave us. Whoever
 * is gone in between is followed by the next who finds it due: all there is to know is in the rows.
 */
final class ChunkDesk {
    private static final Payment.Failure NOT_SENT =
            new Payment.Failure("not-sent", "the bank could not be reached; nothing was sent");

    private final Pool pool;
    private final ChunkStore chunks;
    private final ChunkMoves moves;
    private final ChunkResults results;
    private final ChunkSchedule schedule;
    private final SingleItems singles;
    private final BankLine line;
    private final BatchConfig config;
    private final Ids ids;
    private final Clock clock;
    private final Map<BatchKind, ChunkItems> kinds = new EnumMap<>(BatchKind.class);

    ChunkDesk(
            PaymentDesk.Parts parts,
            ChunkStore chunks,
            ChunkMoves moves,
            ChunkSchedule schedule,
            SingleItems singles,
            BankLine line) {
        this.pool = parts.pool();
        this.chunks = chunks;
        this.moves = moves;
        this.schedule = schedule;
        this.singles = singles;
        this.line = line;
        this.config = parts.merchantBatches();
        this.ids = parts.ids();
        this.clock = parts.clock();
        this.results = new ChunkResults(config, clock);
    }

    /** Once for each kind, while the desk is put together. */
    ChunkDesk with(ChunkItems items) {
        kinds.put(items.kind(), items);
        return this;
    }

    Future<List<BatchChunk>> claimDue(int limit) {
        return chunks.claimDue(pool, limit, config.chunkLeaseS(), clock.instant());
    }

    /** Does what is due with a claimed chunk. */
    Future<Void> attend(BatchChunk chunk) {
        if (chunk.oneByOne()) {
            return singles.begin(chunk);
        }
        return switch (chunk.status()) {
            case CREATED -> send(chunk);
            case SENT -> lost(chunk, null);
            case ACCEPTED, UNKNOWN -> askable(chunk) ? ask(chunk) : chunks.later(pool, chunk, null);
            case REFUSED -> fail(chunk);
            case FINISHED -> chunks.later(pool, chunk, null);
        };
    }

    /** Asks after chunks of a batch that were not asked after for the interval. */
    Future<Void> ask(Batch batch, int intervalMs) {
        return chunks.claimSync(pool, batch, config.chunksInFlight(), intervalMs, config.chunkLeaseS())
                .compose(claimed -> Lanes.each(claimed, config.chunksInFlight(), this::attend));
    }

    private Future<Void> send(BatchChunk chunk) {
        var items = items(chunk);
        var sent = chunk.sent(clock.instant().truncatedTo(ChronoUnit.SECONDS));
        return moves.begin(items, chunk, sent)
                .compose(begun -> begun.isEmpty()
                        ? Future.succeededFuture()
                        : line.act(items.message(sent, begun.get())).compose(answer -> answered(sent, answer)));
    }

    private Future<Void> answered(BatchChunk chunk, BankAnswer answer) {
        var reply = answer.reply();
        if (reply instanceof BankReply.BatchAccepted accepted) {
            return accepted(chunk, chunk.accepted(accepted.serialNo()), answer);
        }
        var refusal = ReplyFacts.failure(reply);
        if (refusal != null) {
            return refused(chunk, refusal, EvidenceSource.ANSWER, answer);
        }
        return reply instanceof BankReply.NotSent ? notSent(chunk, answer) : lost(chunk, answer);
    }

    private Future<Void> accepted(BatchChunk chunk, BatchChunk after, BankAnswer answer) {
        if (!askable(after)) {
            return lost(chunk, answer);
        }
        var nextAt = schedule.ask(after).orElse(null);
        var with = new ChunkMoves.With(nextAt, EvidenceSource.ANSWER, answer, null);
        return moves.accepted(items(chunk), chunk, after, with).mapEmpty();
    }

    private Future<Void> refused(BatchChunk chunk, Payment.Failure why, EvidenceSource source, BankAnswer answer) {
        var after = chunk.refused(why);
        var with = new ChunkMoves.With(clock.instant(), source, answer, null);
        return moves.refused(chunk, after, with).compose(mine -> mine ? fail(after) : Future.succeededFuture());
    }

    private Future<Void> notSent(BatchChunk chunk, BankAnswer answer) {
        var again = schedule.again(chunk);
        return again.isEmpty()
                ? refused(chunk, NOT_SENT, EvidenceSource.ANSWER, answer)
                : moves.notSent(
                                items(chunk),
                                chunk,
                                new ChunkMoves.With(again.get(), EvidenceSource.ANSWER, answer, null))
                        .mapEmpty();
    }

    /** A chunk the bank can be asked about by our number is; of another one only the items can be. */
    private Future<Void> lost(BatchChunk chunk, @Nullable BankAnswer answer) {
        var unknown = chunk.to(ChunkStatus.UNKNOWN);
        if (askable(unknown)) {
            var nextAt = schedule.ask(chunk).orElse(null);
            var with = new ChunkMoves.With(nextAt, EvidenceSource.ANSWER, answer, null);
            return moves.lost(items(chunk), chunk, with).mapEmpty();
        }
        var with = ChunkMoves.With.nothing(EvidenceSource.ANSWER, answer);
        return moves.leaveToItems(items(chunk), chunk, unknown, with).mapEmpty();
    }

    private Future<Void> fail(BatchChunk chunk) {
        return results.fail(items(chunk), pool, chunk).compose(done -> chunks.later(pool, chunk, null));
    }

    private Future<Void> ask(BatchChunk chunk) {
        var items = items(chunk);
        return line.act(items.question(chunk)).compose(answer -> {
            var refusal = ReplyFacts.failure(answer.reply());
            if (refusal != null) {
                return refused(chunk, refusal, EvidenceSource.QUERY, answer);
            }
            return answer.reply() instanceof BankReply.BatchState state
                    ? told(items, chunk, state, answer)
                    : later(items, chunk);
        });
    }

    private Future<Void> told(ChunkItems items, BatchChunk chunk, BankReply.BatchState state, BankAnswer answer) {
        return items.standing(pool, chunk).compose(standing -> {
            if (!results.agree(chunk, state, standing.keySet())) {
                return dispute(items, chunk, state, answer);
            }
            return known(items, chunk, answer)
                    .compose(accepted -> results.apply(items, accepted, state, answer, standing)
                            .compose(applied -> state.settled() ? finish(items, accepted) : later(items, accepted)));
        });
    }

    /** A chunk whose answer was lost turns out to be at the bank. */
    private Future<BatchChunk> known(ChunkItems items, BatchChunk chunk, BankAnswer answer) {
        var with = new ChunkMoves.With(clock.instant(), EvidenceSource.QUERY, answer, null);
        if (chunk.status() == ChunkStatus.ACCEPTED) {
            return moves.keep(chunk, with, answer).map(chunk);
        }
        var accepted = chunk.accepted(chunk.serialNo());
        return moves.accepted(items, chunk, accepted, with).map(accepted);
    }

    private Future<Void> finish(ChunkItems items, BatchChunk chunk) {
        var with = ChunkMoves.With.nothing(EvidenceSource.QUERY, null);
        return moves.leaveToItems(items, chunk, chunk.to(ChunkStatus.FINISHED), with)
                .mapEmpty();
    }

    private Future<Void> dispute(ChunkItems items, BatchChunk chunk, BankReply.BatchState state, BankAnswer answer) {
        String detail = "the bank counts " + state.count() + " items of "
                + state.total().toDecimal() + ", we " + chunk.itemCount() + " of "
                + chunk.amount().toDecimal();
        var with = new ChunkMoves.With(null, EvidenceSource.QUERY, answer, alarm("batch_disputed", chunk, detail));
        return moves.leaveToItems(items, chunk, chunk.inDispute(), with).mapEmpty();
    }

    private Future<Void> later(ChunkItems items, BatchChunk chunk) {
        var next = schedule.ask(chunk);
        if (next.isPresent()) {
            return chunks.later(pool, chunk, next.get());
        }
        var alarm = alarm("batch_unsettled", chunk, "the bank was asked long enough and has not settled it");
        var with = new ChunkMoves.With(null, EvidenceSource.QUERY, null, alarm);
        return moves.leaveToItems(items, chunk, chunk.to(ChunkStatus.FINISHED), with)
                .mapEmpty();
    }

    private Alarm alarm(String kind, BatchChunk chunk, String detail) {
        return new Alarm(ids.next("alm"), clock.instant(), kind, chunk.number("in an alarm"), detail);
    }

    /** Debits are asked after by our number; refunds by the bank's, which its answer brings. */
    private static boolean askable(BatchChunk chunk) {
        String serial = chunk.serialNo();
        boolean named = chunk.kind() == BatchKind.DEBIT || (serial != null && !serial.isEmpty());
        return named && !chunk.disputed();
    }

    private ChunkItems items(BatchChunk chunk) {
        return Objects.requireNonNull(kinds.get(chunk.kind()), "nobody handles " + chunk.kind());
    }
}
