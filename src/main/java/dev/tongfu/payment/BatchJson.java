package dev.tongfu.payment;

import io.vertx.core.json.JsonObject;
import java.time.Instant;

/** Batches and their items as merchants see them, in answers and in notifications alike. */
public final class BatchJson {
    private BatchJson() {}

    public static JsonObject write(Batch batch) {
        return new JsonObject()
                .put("id", batch.id())
                .put("status", batch.status().word())
                .put("batch_no", batch.batchNo())
                .put("kind", batch.kind().word())
                .put("total_count", batch.total().count())
                .put("total_amount", batch.total().amount().minor())
                .put("succeeded", tally(batch.succeeded()))
                .put("failed", tally(batch.failed()))
                .put("pending", tally(batch.pending()))
                .put("created_at", RefundJson.time(batch.createdAt()))
                .put("version", batch.version())
                .putNull("failure");
    }

    public static JsonObject item(BatchKind kind, BatchItem item) {
        return new JsonObject()
                .put("index", item.index())
                .put("id", item.id())
                .put(kind == BatchKind.REFUND ? "refund_no" : "order_no", item.number())
                .put("amount", item.amount().minor())
                .put("status", item.status())
                .put("failure", RefundJson.failure(item.failure()));
    }

    static String notification(String type, Batch batch, Instant at) {
        return new JsonObject()
                .put("type", type)
                .put("timestamp", RefundJson.time(at))
                .put("data", write(batch).put("sequence", batch.sequence()))
                .encode();
    }

    private static JsonObject tally(Batch.Tally tally) {
        return new JsonObject()
                .put("count", tally.count())
                .put("amount", tally.amount().minor());
    }
}
