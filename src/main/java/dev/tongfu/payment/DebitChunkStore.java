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
 * Moves all debits of a chunk with their attempts in a few statements; payments before attempts, as everybody does.
 *
 * <p>Where two tables meet, the other one is looked up by its key, row by row, as {@link RefundChunkStore} explains.
 */
final class DebitChunkStore {
    private static final String OF_CHUNK = """
            p.merchant_id = $1::text and p.batch_id = $2::text and p.batch_chunk = $3::int
            """;

    /** Locked, so that nobody closes one while it is sent. */
    private static final String READY = """
            select p.id, p.batch_index, p.amount, p.currency, p.expires_at, c.sign_no, c.sign_order_no,
                (select a.bank_order_no from attempt a
                    where a.merchant_id = p.merchant_id and a.payment_id = p.id and a.number = 1) as bank_order_no
            from payment p
            cross join lateral (select k.sign_no, k.sign_order_no from contract k
                where k.merchant_id = p.merchant_id and k.id = p.contract_id offset 0) c
            where p.status in ('created', 'submitted') and
            """ + OF_CHUNK + "order by p.id for update of p";

    private static final String SEND_ATTEMPTS = """
            insert into attempt (bank_order_no, merchant_id, payment_id, number, channel_id, bank, status, ordered_at,
                deadline)
            select x.bank_order_no, $1::text, x.payment_id, 1, $5::text, $6::text, 'sent', $7::timestamptz, x.deadline
            from unnest($2::text[], $3::text[], $4::timestamptz[]) as x(bank_order_no, payment_id, deadline)
            on conflict (merchant_id, payment_id, number) do update
                set status = 'sent', ordered_at = excluded.ordered_at
            """;

    private static final String SUBMIT = """
            update payment p set status = 'submitted', attempts = 1, version = p.version + 1,
                changed_at = $4::timestamptz
            where p.status in ('created', 'submitted') and
            """ + OF_CHUNK;

    private static final String LOCK = """
            select count(*) from (select p.id from payment p where
            """ + OF_CHUNK + "order by p.id for update) held";

    private static final String UNKNOWN = """
            update payment p set status = 'unknown', version = p.version + 1, changed_at = $4::timestamptz
            where p.status = 'submitted' and
            """ + OF_CHUNK;

    private static final String MOVE_ATTEMPTS = """
            update attempt a set status = $4::text, next_query_at = null
            where a.merchant_id = $1::text and a.number = 1 and a.status = any($5::text[])
                and a.payment_id = any(array(select p.id from payment p where
            """ + OF_CHUNK + "))";

    private static final String ASK_EACH = """
            update attempt a set next_query_at = $4::timestamptz + x.place * interval '1 second' / $5::int
            from (select p.id, row_number() over (order by p.batch_index) - 1 as place from payment p
                where p.status in ('submitted', 'unknown') and
            """ + OF_CHUNK + """
            ) x
            cross join lateral (select t.bank_order_no from attempt t
                where t.merchant_id = $1::text and t.payment_id = x.id and t.number = 1
                    and t.status in ('sent', 'accepted', 'unknown', 'not_paid') offset 0) t
            where a.bank_order_no = t.bank_order_no
            """;

    /** Money that was booked apart has been heard of: hearing so again is no news. */
    private static final String STANDING = """
            select t.bank_order_no, case when p.status in ('created', 'submitted', 'unknown') then 'PENDING'
                when p.status in ('failed', 'closed') then 'FAILED' else 'SUCCEEDED' end as standing
            from payment p
            cross join lateral (select a.bank_order_no from attempt a
                where a.merchant_id = p.merchant_id and a.payment_id = p.id and a.number = 1 offset 0) t
            where
            """ + OF_CHUNK;

    /**
     * A debit about to be sent.
     *
     * @param bankOrderNo its number at the bank, null unless it was tried to be sent before
     */
    record Ready(
            String paymentId,
            int index,
            Money amount,
            Instant deadline,
            @Nullable String signNo,
            String signOrderNo,
            @Nullable String bankOrderNo) {}

    Future<List<Ready>> ready(SqlClient transaction, BatchChunk chunk) {
        return transaction
                .preparedQuery(READY)
                .execute(ChunkStore.key(chunk))
                .map(rows -> PaymentStore.list(rows, DebitChunkStore::ready));
    }

    /** The attempts are sent under these numbers, and so are the payments. */
    Future<Void> send(SqlClient transaction, BatchChunk chunk, List<Ready> debits, List<String> numbers, Instant now) {
        var attempts = Tuple.tuple()
                .addString(chunk.merchantId())
                .addArrayOfString(numbers.toArray(String[]::new))
                .addArrayOfString(Columns.texts(debits, Ready::paymentId))
                .addArrayOfOffsetDateTime(Columns.times(debits, Ready::deadline))
                .addString(chunk.channelId())
                .addString(chunk.bank())
                .addOffsetDateTime(PaymentRows.time(now));
        var submitted = ChunkStore.key(chunk).addOffsetDateTime(PaymentRows.time(now));
        return transaction
                .preparedQuery(SUBMIT)
                .execute(submitted)
                .compose(done -> transaction.preparedQuery(SEND_ATTEMPTS).execute(attempts))
                .mapEmpty();
    }

    /** Nobody knows what became of those that are not final. */
    Future<Void> unknown(SqlClient transaction, BatchChunk chunk, Instant now) {
        var tuple = ChunkStore.key(chunk).addOffsetDateTime(PaymentRows.time(now));
        return transaction
                .preparedQuery(LOCK)
                .execute(ChunkStore.key(chunk))
                .compose(held -> transaction.preparedQuery(UNKNOWN).execute(tuple))
                .compose(unknown -> moveAttempts(
                        transaction, chunk, AttemptStatus.UNKNOWN, AttemptStatus.SENT, AttemptStatus.ACCEPTED));
    }

    /** Attempts in one of some states are in another one now and need no attention of their own. */
    Future<Void> moveAttempts(SqlClient transaction, BatchChunk chunk, AttemptStatus to, AttemptStatus... from) {
        var words = Arrays.stream(from).map(AttemptStatus::word).toArray(String[]::new);
        var tuple = ChunkStore.key(chunk).addString(to.word()).addArrayOfString(words);
        return transaction.preparedQuery(MOVE_ATTEMPTS).execute(tuple).mapEmpty();
    }

    Future<Void> askEach(SqlClient transaction, BatchChunk chunk, Instant from, int perSecond) {
        var tuple =
                ChunkStore.key(chunk).addOffsetDateTime(PaymentRows.time(from)).addInteger(perSecond);
        return transaction.preparedQuery(ASK_EACH).execute(tuple).mapEmpty();
    }

    Future<Map<String, BatchTally.Bucket>> standing(SqlClient client, BatchChunk chunk) {
        return client.preparedQuery(STANDING).execute(ChunkStore.key(chunk)).map(DebitChunkStore::standing);
    }

    private static Map<String, BatchTally.Bucket> standing(RowSet<Row> rows) {
        var standing = new HashMap<String, BatchTally.Bucket>();
        rows.forEach(row ->
                standing.put(row.getString("bank_order_no"), BatchTally.Bucket.valueOf(row.getString("standing"))));
        return standing;
    }

    private static Ready ready(Row row) {
        return new Ready(
                row.getString("id"),
                row.getInteger("batch_index"),
                new Money(row.getLong("amount"), CurrencyCode.valueOf(row.getString("currency"))),
                row.getOffsetDateTime("expires_at").toInstant(),
                row.getString("sign_no"),
                row.getString("sign_order_no"),
                row.getString("bank_order_no"));
    }
}
