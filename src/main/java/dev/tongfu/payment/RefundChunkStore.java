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

/** Moves all refunds of a chunk with their calls in a few statements; calls before refunds, as everybody does. */
final class RefundChunkStore {
    private static final String READY = """
            select r.id, r.amount, r.currency, o.bank_order_no, paid.bank_order_no as original_no
            from refund r
            join payment p on p.merchant_id = r.merchant_id and p.id = r.payment_id
            left join operation o on o.merchant_id = r.merchant_id and o.resource_id = r.id and o.number = 1
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
            select x.bank_order_no, r.merchant_id, r.id, r.payment_id, 'refund', 1, r.channel_id, r.bank, 'sent',
                $4::timestamptz, 1
            from unnest($2::text[], $3::text[]) as x(id, bank_order_no)
            join refund r on r.merchant_id = $1::text and r.id = x.id
            on conflict (merchant_id, resource_id, number) do update
                set status = 'sent', ordered_at = excluded.ordered_at, sends = operation.sends + 1
            """;

    private static final String SUBMIT = """
            update refund r set status = 'submitted', bank_refund_no = x.bank_order_no, version = r.version + 1,
                changed_at = $4::timestamptz
            from unnest($2::text[], $3::text[]) as x(id, bank_order_no)
            where r.merchant_id = $1::text and r.id = x.id and r.status in ('created', 'submitted')
            """;

    private static final String OF_CHUNK = """
            r.merchant_id = $1::text and r.batch_id = $2::text and r.batch_chunk = $3::int
            """;

    private static final String MOVE_CALLS = """
            update operation o set status = $4::text, next_at = null
            from refund r
            where o.merchant_id = r.merchant_id and o.resource_id = r.id and o.number = 1
                and o.status = any($5::text[]) and
            """ + OF_CHUNK;

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
            where o.merchant_id = $1::text and o.resource_id = x.id and o.number = 1
                and o.status in ('sent', 'accepted', 'unknown')
            """;

    /** One that came back has been paid: hearing so again is no news. */
    private static final String STANDING = """
            select o.bank_order_no, case when r.status in ('succeeded', 'returned') then 'SUCCEEDED'
                when r.status = 'failed' then 'FAILED' else 'PENDING' end as standing
            from refund r join operation o on o.merchant_id = r.merchant_id and o.resource_id = r.id and o.number = 1
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
    record Ready(String id, Money amount, @Nullable String bankOrderNo, String originalNo) {}

    /** A refund that goes by itself. */
    record Single(String id, String paymentId, int index) {}

    Future<List<Ready>> ready(SqlClient client, BatchChunk chunk) {
        return client.preparedQuery(READY)
                .execute(ChunkStore.key(chunk))
                .map(rows -> PaymentStore.list(rows, RefundChunkStore::ready));
    }

    /** The calls are sent, and so are the refunds; by their ids, with the numbers at the bank. */
    Future<Void> send(SqlClient transaction, BatchChunk chunk, List<String> ids, List<String> numbers, Instant now) {
        var tuple = Tuple.tuple()
                .addString(chunk.merchantId())
                .addArrayOfString(ids.toArray(String[]::new))
                .addArrayOfString(numbers.toArray(String[]::new))
                .addOffsetDateTime(PaymentRows.time(now));
        return transaction
                .preparedQuery(SEND_CALLS)
                .execute(tuple)
                .compose(sent -> transaction.preparedQuery(SUBMIT).execute(tuple))
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
        var tuple = ChunkStore.key(chunk)
                .addOffsetDateTime(PaymentRows.time(from))
                .addInteger(perSecond);
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
                new Money(row.getLong("amount"), CurrencyCode.valueOf(row.getString("currency"))),
                row.getString("bank_order_no"),
                row.getString("original_no"));
    }
}
