package dev.tongfu.simulator.frame;

import static dev.tongfu.simulator.frame.BookRows.utc;

import dev.tongfu.money.Money;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The tables behind {@link Batches}. */
final class BatchesStore {
    private static final String ACCEPT = """
            insert into simulator.batch (bank, merchant_no, kind, batch_no, serial_no, accepted_at, detail)
            values ($1::text, $2::text, $3::text, $4::text, $5::text, $6::timestamptz, $7::text)
            on conflict (bank, merchant_no, kind, batch_no) do nothing
            """;

    Future<Boolean> accept(SqlClient client, Batch batch) {
        var tuple = Tuple.of(batch.bank(), batch.merchantNo(), batch.kind().word(), batch.batchNo(), batch.serialNo())
                .addOffsetDateTime(utc(batch.acceptedAt()))
                .addString(batch.detail());
        return client.preparedQuery(ACCEPT).execute(tuple).map(rows -> rows.rowCount() == 1);
    }

    private static final String ADD = """
            insert into simulator.batch_item
                (bank, serial_no, seq, order_no, original_no, amount, status, reason, detail)
            select $1::text, $2::text, item.seq, item.order_no, item.original_no, item.amount, 'WAITING', '',
                item.detail
            from unnest($3::int[], $4::text[], $5::text[], $6::bigint[], $7::text[])
                as item (seq, order_no, original_no, amount, detail)
            """;

    Future<Void> add(SqlClient client, Batch batch, List<Batch.Item> items) {
        var tuple = Tuple.of(batch.bank(), batch.serialNo())
                .addArrayOfInteger(items.stream().map(Batch.Item::seq).toArray(Integer[]::new))
                .addArrayOfString(texts(items, Batch.Item::orderNo))
                .addArrayOfString(texts(items, Batch.Item::originalNo))
                .addArrayOfLong(
                        items.stream().map(item -> item.amount().minor()).toArray(Long[]::new))
                .addArrayOfString(texts(items, Batch.Item::detail));
        return client.preparedQuery(ADD).execute(tuple).mapEmpty();
    }

    private static final String BY_SERIAL_NO = """
            select * from simulator.batch where bank = $1::text and merchant_no = $2::text and serial_no = $3::text
            """;

    Future<Optional<Batch>> bySerialNo(SqlClient client, String bank, String merchantNo, String serialNo) {
        return client.preparedQuery(BY_SERIAL_NO)
                .execute(Tuple.of(bank, merchantNo, serialNo))
                .map(rows -> batches(rows).stream().findFirst());
    }

    private static final String BY_BATCH_NO = """
            select * from simulator.batch
            where bank = $1::text and merchant_no = $2::text and kind = $3::text and batch_no = $4::text
            """;

    Future<Optional<Batch>> byBatchNo(
            SqlClient client, String bank, String merchantNo, ChargeKind kind, String batchNo) {
        return client.preparedQuery(BY_BATCH_NO)
                .execute(Tuple.of(bank, merchantNo, kind.word(), batchNo))
                .map(rows -> batches(rows).stream().findFirst());
    }

    private static final String UNDONE = """
            select * from simulator.batch where bank = $1::text and done_at is null order by accepted_at
            """;

    Future<List<Batch>> undone(SqlClient client, String bank) {
        return client.preparedQuery(UNDONE).execute(Tuple.of(bank)).map(BatchesStore::batches);
    }

    private static final String ITEMS = """
            select * from simulator.batch_item
            where bank = $1::text and serial_no = $2::text and (not $3::bool or status = 'WAITING')
            order by seq
            """;

    Future<List<Batch.Item>> items(SqlClient client, Batch batch, boolean waitingOnly) {
        return client.preparedQuery(ITEMS)
                .execute(Tuple.of(batch.bank(), batch.serialNo(), waitingOnly))
                .map(rows -> BookRows.stream(rows).map(BatchesStore::item).toList());
    }

    private static final String FINISH = """
            update simulator.batch_item set status = case when $4::text = '' then 'DONE' else 'FAILED' end,
                reason = $4::text
            where bank = $1::text and serial_no = $2::text and seq = $3::int
            """;

    /** Done, or failed for a reason. */
    Future<Void> finish(SqlClient client, Batch batch, Batch.Item item, Optional<String> reason) {
        return client.preparedQuery(FINISH)
                .execute(Tuple.of(batch.bank(), batch.serialNo(), item.seq(), reason.orElse("")))
                .mapEmpty();
    }

    private static final String DONE = """
            update simulator.batch set done_at = $3::timestamptz where bank = $1::text and serial_no = $2::text
            """;

    Future<Void> done(SqlClient client, Batch batch, Instant now) {
        return client.preparedQuery(DONE)
                .execute(Tuple.of(batch.bank(), batch.serialNo(), utc(now)))
                .mapEmpty();
    }

    private static String[] texts(List<Batch.Item> items, Function<Batch.Item, String> text) {
        return items.stream().map(text).toArray(String[]::new);
    }

    private static List<Batch> batches(RowSet<Row> rows) {
        return BookRows.stream(rows).map(BatchesStore::batch).toList();
    }

    private static Batch batch(Row row) {
        var doneAt = row.getOffsetDateTime("done_at");
        return new Batch(
                row.getString("bank"),
                row.getString("merchant_no"),
                ChargeKind.of(row.getString("kind")),
                row.getString("batch_no"),
                row.getString("serial_no"),
                row.getOffsetDateTime("accepted_at").toInstant(),
                doneAt == null ? null : doneAt.toInstant(),
                row.getString("detail"));
    }

    private static Batch.Item item(Row row) {
        return new Batch.Item(
                row.getInteger("seq"),
                row.getString("order_no"),
                row.getString("original_no"),
                Money.cny(row.getLong("amount")),
                Batch.Item.Status.valueOf(row.getString("status")),
                row.getString("reason"),
                row.getString("detail"));
    }
}
