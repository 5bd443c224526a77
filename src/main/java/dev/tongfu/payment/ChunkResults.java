package dev.tongfu.payment;

import dev.tongfu.bank.BankAnswer;
import dev.tongfu.bank.BankReply;
import dev.tongfu.bank.RawMessage;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes a bank's word on a chunk apart and hands each item's part to the one door for outcomes. */
final class ChunkResults {
    private final BatchConfig config;
    private final Clock clock;

    ChunkResults(BatchConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
    }

    /** True when the bank speaks of our items and no others, of each once, and counts and sums them up as we do. */
    boolean agree(BatchChunk chunk, BankReply.BatchState state, Set<String> ours) {
        var named = new HashSet<String>();
        return state.count() == chunk.itemCount()
                && state.total().equals(chunk.amount())
                && state.items().stream()
                        .allMatch(item -> ours.contains(item.bankOrderNo()) && named.add(item.bankOrderNo()));
    }

    /** Applies what is final and news: of an item that ended only that it was paid after all. */
    Future<Void> apply(
            ChunkItems items,
            BatchChunk chunk,
            BankReply.BatchState state,
            BankAnswer answer,
            Map<String, BatchTally.Bucket> standing) {
        var raw = reference(answer.raw().sha256(), answer.raw().keyId());
        var news = state.items().stream()
                .filter(item -> news(item, standing.get(item.bankOrderNo())))
                .map(item -> evidence(EvidenceSource.QUERY, chunk, item, raw))
                .toList();
        return applyAll(items, news);
    }

    private static boolean news(BankReply.ItemState item, BatchTally.@Nullable Bucket standing) {
        var kind = EvidenceKind.of(item.reply());
        return kind == EvidenceKind.DECLINED
                ? standing == BatchTally.Bucket.PENDING
                : kind.saysMoneyMoved() && standing != BatchTally.Bucket.SUCCEEDED;
    }

    /** The bank refused the chunk, or it was never sent: every item that is still open has failed. */
    Future<Void> fail(ChunkItems items, Pool pool, BatchChunk chunk) {
        var why = chunk.failure();
        var declined = why == null
                ? new BankReply.Declined("refused", "the bank refused the batch")
                : new BankReply.Declined(why.code(), why.message());
        var digest = new ContentDigest();
        digest.line(chunk.number("refused"), declined.code(), declined.message());
        var raw = reference(digest.hex(), "none");
        return items.standing(pool, chunk)
                .compose(standing -> applyAll(items, refusals(chunk, standing, declined, raw)));
    }

    /** Slice by slice: they change the same balances, and would only wait for each other. */
    private Future<Void> applyAll(ChunkItems items, List<Evidence> heard) {
        var slices = new ArrayList<List<Evidence>>();
        for (int from = 0; from < heard.size(); from += config.applyItemsMax()) {
            slices.add(heard.subList(from, Math.min(heard.size(), from + config.applyItemsMax())));
        }
        return Lanes.each(slices, 1, items::apply);
    }

    private List<Evidence> refusals(
            BatchChunk chunk, Map<String, BatchTally.Bucket> standing, BankReply.Declined declined, RawMessage raw) {
        return standing.entrySet().stream()
                .filter(entry -> entry.getValue() == BatchTally.Bucket.PENDING)
                .map(entry -> new BankReply.ItemState(entry.getKey(), declined))
                .map(item -> evidence(EvidenceSource.ANSWER, chunk, item, raw))
                .toList();
    }

    /** The message itself is kept once, under the chunk's number. */
    private static RawMessage reference(String sha256, String keyId) {
        return new RawMessage(sha256, Buffer.buffer(), keyId);
    }

    private Evidence evidence(EvidenceSource source, BatchChunk chunk, BankReply.ItemState item, RawMessage raw) {
        return new Evidence(
                source, chunk.channelId(), item.bankOrderNo(), item.reply(), true, false, raw, clock.instant());
    }
}
