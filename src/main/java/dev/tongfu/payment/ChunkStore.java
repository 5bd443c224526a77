package dev.tongfu.payment;

import dev.tongfu.money.CurrencyCode;
import dev.tongfu.money.Money;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps chunks: makes them, claims what is due by lease, and moves them on by compare-and-set. */
final class ChunkStore {
    private static final String COLUMNS = """
            c.merchant_id, c.batch_id, c.number, c.kind, c.channel_id, c.bank, c.bank_batch_no, c.status, c.item_count,
            c.amount, c.currency, c.serial_no, c.disputed, c.failure_code, c.failure_message, c.next_index,
            c.ordered_at, c.sends
            """;

    private static final String INSERT = """
            insert into batch_chunk (merchant_id, batch_id, number, kind, channel_id, bank, bank_batch_no, status,
                item_count, amount, currency, ordered_at, next_at)
            select x.*, $12::timestamptz, $12::timestamptz
            from unnest($1::text[], $2::text[], $3::int[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
                $9::int[], $10::bigint[], $11::text[]) as x
            """;

    private static final String CLAIM_DUE = """
            with due as (
                select merchant_id, batch_id, number from batch_chunk
                where next_at <= $3::timestamptz and (lease_until is null or lease_until < now())
                order by next_at limit $1::int for update skip locked
            )
            update batch_chunk c set lease_until = now() + $2::int * interval '1 second', queried_at = now()
            from due d where c.merchant_id = d.merchant_id and c.batch_id = d.batch_id and c.number = d.number
            returning
            """ + COLUMNS;

    /** What the bank may be asked about now, because somebody wants to know. */
    private static final String CLAIM_SYNC = """
            with asked as (
                select merchant_id, batch_id, number from batch_chunk
                where merchant_id = $1::text and batch_id = $2::text
                    and (status = 'accepted' or status = 'unknown' and kind = 'debit' and not disputed)
                    and bank_batch_no is not null and (lease_until is null or lease_until < now())
                    and (queried_at is null or queried_at <= now() - $4::int * interval '1 millisecond')
                order by number limit $3::int for update skip locked
            )
            update batch_chunk c set lease_until = now() + $5::int * interval '1 second', queried_at = now()
            from asked d where c.merchant_id = d.merchant_id and c.batch_id = d.batch_id and c.number = d.number
            returning
            """ + COLUMNS;

    private static final String WRITE = """
            update batch_chunk set status = $6::text, serial_no = $7::text, disputed = $8::boolean,
                failure_code = $9::text, failure_message = $10::text, ordered_at = $11::timestamptz, sends = $12::int,
                next_at = $13::timestamptz,
                lease_until = case when $14::boolean then lease_until else null end
            where merchant_id = $1::text and batch_id = $2::text and number = $3::int and status = $4::text
                and sends = $5::int
            """;

    private static final String RECOUNT = """
            update batch_chunk set item_count = $4::int, amount = $5::bigint
            where merchant_id = $1::text and batch_id = $2::text and number = $3::int
            """;

    private static final String LATER = """
            update batch_chunk set next_at = $5::timestamptz, lease_until = null
            where merchant_id = $1::text and batch_id = $2::text and number = $3::int and status = $4::text
            """;

    private static final String ADVANCE = """
            update batch_chunk set status = $5::text, next_index = $6::int, next_at = $7::timestamptz,
                lease_until = null
            where merchant_id = $1::text and batch_id = $2::text and number = $3::int and next_index = $4::int
                and status in ('created', 'sent')
            """;

    Future<Void> insert(SqlClient transaction, List<BatchChunk> chunks) {
        var tuple = Tuple.tuple()
                .addArrayOfString(Columns.texts(chunks, BatchChunk::merchantId))
                .addArrayOfString(Columns.texts(chunks, BatchChunk::batchId))
                .addArrayOfInteger(Columns.integers(chunks, BatchChunk::number))
                .addArrayOfString(Columns.texts(chunks, chunk -> chunk.kind().word()))
                .addArrayOfString(Columns.texts(chunks, BatchChunk::channelId))
                .addArrayOfString(Columns.texts(chunks, BatchChunk::bank))
                .addArrayOfString(Columns.texts(chunks, BatchChunk::bankBatchNo))
                .addArrayOfString(Columns.texts(chunks, chunk -> chunk.status().word()))
                .addArrayOfInteger(Columns.integers(chunks, BatchChunk::itemCount))
                .addArrayOfLong(Columns.longs(chunks, chunk -> chunk.amount().minor()))
                .addArrayOfString(
                        Columns.texts(chunks, chunk -> chunk.amount().currency().name()))
                .addOffsetDateTime(PaymentRows.time(chunks.get(0).orderedAt()));
        return transaction.preparedQuery(INSERT).execute(tuple).mapEmpty();
    }

    Future<List<BatchChunk>> claimDue(SqlClient client, int limit, int leaseS, Instant now) {
        return client.preparedQuery(CLAIM_DUE)
                .execute(Tuple.of(limit, leaseS, PaymentRows.time(now)))
                .map(rows -> PaymentStore.list(rows, ChunkStore::chunk));
    }

    /** Chunks of a batch that were not asked after for the interval. */
    Future<List<BatchChunk>> claimSync(SqlClient client, Batch batch, int limit, int intervalMs, int leaseS) {
        return client.preparedQuery(CLAIM_SYNC)
                .execute(Tuple.of(batch.merchantId(), batch.id(), limit, intervalMs, leaseS))
                .map(rows -> PaymentStore.list(rows, ChunkStore::chunk));
    }

    /**
     * False when somebody moved it in between.
     *
     * @param nextAt null: it needs no more attention
     * @param keepLease the caller goes on with it
     */
    Future<Boolean> write(
            SqlClient transaction, BatchChunk before, BatchChunk after, @Nullable Instant nextAt, boolean keepLease) {
        var failure = after.failure();
        var tuple = Tuple.tuple()
                .addString(before.merchantId())
                .addString(before.batchId())
                .addInteger(before.number())
                .addString(before.status().word())
                .addInteger(before.sends())
                .addString(after.status().word())
                .addString(after.serialNo())
                .addBoolean(after.disputed())
                .addString(failure == null ? null : failure.code())
                .addString(failure == null ? null : failure.message())
                .addOffsetDateTime(PaymentRows.time(after.orderedAt()))
                .addInteger(after.sends())
                .addOffsetDateTime(PaymentRows.timeOrNull(nextAt))
                .addBoolean(keepLease);
        return transaction.preparedQuery(WRITE).execute(tuple).map(rows -> rows.rowCount() == 1);
    }

    /** What is really sent with it. */
    Future<Void> recount(SqlClient transaction, BatchChunk chunk, int itemCount, Money amount) {
        var tuple = key(chunk).addInteger(itemCount).addLong(amount.minor());
        return transaction.preparedQuery(RECOUNT).execute(tuple).mapEmpty();
    }

    /** Nothing happened; it is looked at again, or never when {@code nextAt} is null. */
    Future<Void> later(SqlClient client, BatchChunk chunk, @Nullable Instant nextAt) {
        var tuple = key(chunk).addString(chunk.status().word()).addOffsetDateTime(PaymentRows.timeOrNull(nextAt));
        return client.preparedQuery(LATER).execute(tuple).mapEmpty();
    }

    /** Items up to a place are begun; false when somebody else began them. */
    Future<Boolean> advance(
            SqlClient transaction, BatchChunk chunk, ChunkStatus status, int nextIndex, @Nullable Instant nextAt) {
        var tuple = key(chunk)
                .addInteger(chunk.nextIndex())
                .addString(status.word())
                .addInteger(nextIndex)
                .addOffsetDateTime(PaymentRows.timeOrNull(nextAt));
        return transaction.preparedQuery(ADVANCE).execute(tuple).map(rows -> rows.rowCount() == 1);
    }

    /** The three parameters every statement about one chunk begins with. */
    static Tuple key(BatchChunk chunk) {
        return Tuple.tuple()
                .addString(chunk.merchantId())
                .addString(chunk.batchId())
                .addInteger(chunk.number());
    }

    private static BatchChunk chunk(Row row) {
        String code = row.getString("failure_code");
        return new BatchChunk(
                row.getString("merchant_id"),
                row.getString("batch_id"),
                row.getInteger("number"),
                BatchKind.of(row.getString("kind")),
                row.getString("channel_id"),
                row.getString("bank"),
                row.getString("bank_batch_no"),
                ChunkStatus.of(row.getString("status")),
                row.getInteger("item_count"),
                new Money(row.getLong("amount"), CurrencyCode.valueOf(row.getString("currency"))),
                row.getString("serial_no"),
                row.getBoolean("disputed"),
                code == null ? null : new Payment.Failure(code, row.getString("failure_message")),
                row.getInteger("next_index"),
                row.getOffsetDateTime("ordered_at").toInstant(),
                row.getInteger("sends"));
    }
}
