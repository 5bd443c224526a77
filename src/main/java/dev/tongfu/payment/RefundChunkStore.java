package dev.tongfu.payment;

import dev.tongfu.money.CurrencyCode;
import dev.tongfu.money.Money;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Moves all refunds of a chunk with their calls in a few statements; calls before refunds, as everybody does.
 *
 * <p>How many rows a new batch has is not known to the planner. Where two tables meet, the other one is therefore
 * looked up by its key, row by row: an array, a subquery, or an offset that keeps the planner from turning it around.
 */
final class RefundChunkStore {
    private static final String READY = """
            select r.id, r.payment_id, r.amount, r.currency, paid.bank_order_no as original_no,
                (select o.bank_order_no from operation o
                    where o.merchant_id = r.merchant_id and o.resource_id = r.id and o.number = 1) as bank_order_no
            from refund r
            cross join lateral (select q.* from payment q
                where q.merchant_id = r.merchant_id and q.id = r.payment_id offset 0) p
            left join lateral
            """ + RefundBatchStore.PAID_ATTEMPT + """
            paid on true
            where r.merchant_id = $1::text and r.batch_id = $2::text and r.batch_chunk = $3::int
                and r.status in ('created', 'submitted')
            order by r.batch_index
            """;

    private static final String SEND_CALLS = """
            insert into operation (bank_order_no, merchant_id, resource_id, payment_id, kind, number, channel_id, bank,
                status, ordered_at, sends)
            select x.bank_order_no, $1::text, x.id, x.payment_id, 'refund', 1, $5::text, $6::text, 'sent',
                $7::timestamptz, 1
            from unnest($2::text[], $3::text[], $4::text[]) as x(bank_order_no, id, payment_id)
            on conflict (merchant_id, resource_id, number) do update
                set status = 'sent', ordered_at = excluded.ordered_at, sends = operation.sends + 1
            """;

    private static final String OF_CHUNK = """
            r.merchant_id = $1::text and r.batch_id = $2::text and r.batch_chunk = $3::int
            """;

    private static final String SUBMIT = """
            update refund r set status = 'submitted', version = r.version + 1, changed_at = $4::timestamptz,
                bank_refund_no = (select o.bank_order_no from operation o
                    where o.merchant_id = r.merchant_id and o.resource_id = r.id and o.number = 1)
            where r.status in ('created', 'submitted') and
            """ + OF_CHUNK;

    private static final String MOVE_CALLS = """
            update operation o set status = $4::text, next_at = null
            where o.merchant_id = $1::text and o.number = 1 and o.status = any($5::text[])
                and o.resource_id = any(array(select r.id from refund r where
            """ + OF_CHUNK + "))";

    private static final String MOVE = """
            update refund r set status = $4::text, version = r.version + 1, changed_at = $6::timestamptz
            where r.status = any($5::text[]) and
            """ + OF_CHUNK;

    private static final String ASK_EACH = """
            update operation o set next_at = $4::timestamptz + x.place * interval '1 second' / $5::int
            from (select r.id, row_number() over (order by r.batch_index) - 1 as place from refund r
                where r.status in ('submitted', 'processing', 'unknown') and
            """ + OF_CHUNK + """
            ) x
            cross join lateral (select c.bank_order_no from operation c
                where c.merchant_id = $1::text and c.resource_id = x.id and c.number = 1
                    and c.status in ('sent', 'accepted', 'unknown') offset 0) c
            where o.bank_order_no = c.bank_order_no
            """;

    /** One that came back has been paid: hearing so again is no news. */
    private static final String STANDING = """
            select o.bank_order_no, case when r.status in ('succeeded', 'returned') then 'SUCCEEDED'
                when r.status = 'failed' then 'FAILED' else 'PENDING' end as standing
            from refund r
            cross join lateral (select c.bank_order_no from operation c
                where c.merchant_id = r.merchant_id and c.resource_id = r.id and c.number = 1 offset 0) o
            where
            """ + OF_CHUNK;

    private static final String NEXT = """
            select r.id, r.payment_id, r.batch_index from refund r
            where r.batch_index >= $4::int and
            """ + OF_CHUNK + "order by r.batch_index limit $5::int";

    /**
     * A refund about to be sent.
     *
     * @param bankOrderNo its number at the bank, null unless it was tried to be sent before
     * @param originalNo the payer's order
     */
    record Ready(
            String id,
            String paymentId,
            Money amount,
            @Nullable String bankOrderNo,
            String originalNo) {}

    /** A refund that goes by itself. */
    record Single(String id, String paymentId, int index) {}

    Future<List<Ready>> ready(SqlClient client, BatchChunk chunk) {
        return client.preparedQuery(READY)
                .execute(ChunkStore.key(chunk))
                .map(rows -> PaymentStore.list(rows, RefundChunkStore::ready));
    }

    /** The calls are sent under these numbers, and so are the refunds. */
    Future<Void> send(SqlClient transaction, BatchChunk chunk, List<Ready> refunds, List<String> numbers, Instant now) {
        var calls = Tuple.tuple()
                .addString(chunk.merchantId())
                .addArrayOfString(numbers.toArray(String[]::new))
                .addArrayOfString(Columns.texts(refunds, Ready::id))
                .addArrayOfString(Columns.texts(refunds, Ready::paymentId))
                .addString(chunk.channelId())
                .addString(chunk.bank())
                .addOffsetDateTime(PaymentRows.time(now));
        var submitted = ChunkStore.key(chunk).addOffsetDateTime(PaymentRows.time(now));
        return transaction
                .preparedQuery(SEND_CALLS)
                .execute(calls)
                .compose(sent -> transaction.preparedQuery(SUBMIT).execute(submitted))
                .mapEmpty();
    }

    /** Calls in one of some states are in another one now and need no attention of their own. */
    Future<Void> moveCalls(SqlClient transaction, BatchChunk chunk, OperationStatus to, OperationStatus... from) {
        var words = Arrays.stream(from).map(OperationStatus::word).toArray(String[]::new);
        var tuple = ChunkStore.key(chunk).addString(to.word()).addArrayOfString(words);
        return transaction.preparedQuery(MOVE_CALLS).execute(tuple).mapEmpty();
    }

    Future<Void> move(SqlClient transaction, BatchChunk chunk, Instant now, RefundStatus to, RefundStatus... from) {
        var words = Arrays.stream(from).map(RefundStatus::word).toArray(String[]::new);
        var tuple = ChunkStore.key(chunk)
                .addString(to.word())
                .addArrayOfString(words)
                .addOffsetDateTime(PaymentRows.time(now));
        return transaction.preparedQuery(MOVE).execute(tuple).mapEmpty();
    }

    Future<Void> askEach(SqlClient transaction, BatchChunk chunk, Instant from, int perSecond) {
        var tuple =
                ChunkStore.key(chunk).addOffsetDateTime(PaymentRows.time(from)).addInteger(perSecond);
        return transaction.preparedQuery(ASK_EACH).execute(tuple).mapEmpty();
    }

    Future<Map<String, BatchTally.Bucket>> standing(SqlClient client, BatchChunk chunk) {
        return client.preparedQuery(STANDING).execute(ChunkStore.key(chunk)).map(RefundChunkStore::standing);
    }

    private static Map<String, BatchTally.Bucket> standing(RowSet<Row> rows) {
        var standing = new HashMap<String, BatchTally.Bucket>();
        rows.forEach(row ->
                standing.put(row.getString("bank_order_no"), BatchTally.Bucket.valueOf(row.getString("standing"))));
        return standing;
    }

    /** The next ones of a chunk whose items go one by one. */
    Future<List<Single>> next(SqlClient client, BatchChunk chunk, int limit) {
        var tuple = ChunkStore.key(chunk).addInteger(chunk.nextIndex()).addInteger(limit);
        return client.preparedQuery(NEXT)
                .execute(tuple)
                .map(rows -> PaymentStore.list(
                        rows,
                        row -> new Single(
                                row.getString("id"), row.getString("payment_id"), row.getInteger("batch_index"))));
    }

    private static Ready ready(Row row) {
        return new Ready(
                row.getString("id"),
                row.getString("payment_id"),
                new Money(row.getLong("amount"), CurrencyCode.valueOf(row.getString("currency"))),
                row.getString("bank_order_no"),
                row.getString("original_no"));
    }
}
