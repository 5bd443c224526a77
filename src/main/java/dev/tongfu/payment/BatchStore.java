package dev.tongfu.payment;

import dev.tongfu.money.CurrencyCode;
import dev.tongfu.money.Money;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Keeps batches, counts their items, and reads the items page by page. */
final class BatchStore {
    private static final String COLUMNS = """
            b.merchant_id, b.id, b.kind, b.batch_no, b.content_sha256, b.status, b.version, b.sequence, b.currency,
            b.total_count, b.total_amount, b.succeeded_count, b.succeeded_amount, b.failed_count, b.failed_amount,
            b.pending_count, b.pending_amount, b.created_at
            """;

    /** A plan made for few rows would join thousands of them row by row. */
    private static final String FOR_MANY_ROWS =
            "select set_config('plan_cache_mode', 'force_custom_plan', true), set_config('jit', 'off', true)";

    private static final String INSERT = """
            insert into batch (merchant_id, id, kind, batch_no, content_sha256, status, currency, total_count,
                total_amount, pending_count, pending_amount, created_at, changed_at)
            values ($1::text, $2::text, $3::text, $4::text, $5::text, 'accepted', $6::text, $7::int, $8::bigint,
                $7::int, $8::bigint, $9::timestamptz, $9::timestamptz)
            on conflict (merchant_id, kind, batch_no) do nothing
            """;

    private static final String BY_ID = "select " + COLUMNS
            + "from batch b where b.merchant_id = $1::text and b.kind = $2::text and b.id = $3::text";

    private static final String BY_NO = "select " + COLUMNS
            + "from batch b where b.merchant_id = $1::text and b.kind = $2::text and b.batch_no = $3::text";

    private static final String BEGUN = """
            update batch set status = 'processing', version = version + 1, changed_at = $3::timestamptz
            where merchant_id = $1::text and id = $2::text and status = 'accepted'
            """;

    /** The last item to end completes the batch, once: nothing becomes pending again. */
    private static final String COUNT = """
            update batch b set succeeded_count = succeeded_count + $3::int,
                succeeded_amount = succeeded_amount + $4::bigint, failed_count = failed_count + $5::int,
                failed_amount = failed_amount + $6::bigint, pending_count = pending_count + $7::int,
                pending_amount = pending_amount + $8::bigint, version = version + 1, changed_at = $9::timestamptz,
                status = case when pending_count + $7::int = 0 then 'completed' else 'processing' end,
                sequence = case when pending_count + $7::int = 0 then 1 else 0 end
            where b.merchant_id = $1::text and b.id = $2::text
            returning
            """ + COLUMNS;

    private static final String REFUND_ITEMS = """
            select r.batch_index, r.id, r.refund_no as number, r.amount, r.currency, r.status, r.failure_code,
                r.failure_message
            from refund r
            where r.merchant_id = $1::text and r.batch_id = $2::text and r.batch_index > $3::int
            order by r.batch_index limit $4::int
            """;

    private static final String DEBIT_ITEMS = """
            select p.batch_index, p.id, p.order_no as number, p.amount, p.currency, p.status, p.failure_code,
                p.failure_message
            from payment p
            where p.merchant_id = $1::text and p.batch_id = $2::text and p.batch_index > $3::int
            order by p.batch_index limit $4::int
            """;

    private static final String OF_PAYMENTS = """
            select p.merchant_id, p.batch_id, p.id from payment p
            where p.merchant_id = any($1::text[]) and p.id = any($2::text[]) and p.batch_id is not null
            """;

    /** A batch, in the order in which they are locked. */
    record Key(String merchantId, String batchId) implements Comparable<Key> {
        private static final Comparator<Key> ORDER =
                Comparator.comparing(Key::merchantId).thenComparing(Key::batchId);

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }

    /** The batch that a payment is an item of. */
    record Place(Key batch, String paymentId) {}

    /** How the counters of a batch move; the three counts and the three amounts each sum up to zero. */
    record Moves(
            int succeededCount,
            long succeededAmount,
            int failedCount,
            long failedAmount,
            int pendingCount,
            long pendingAmount) {
        boolean none() {
            return succeededCount == 0 && failedCount == 0 && pendingCount == 0;
        }

        Moves plus(Moves more) {
            return new Moves(
                    succeededCount + more.succeededCount,
                    Math.addExact(succeededAmount, more.succeededAmount),
                    failedCount + more.failedCount,
                    Math.addExact(failedAmount, more.failedAmount),
                    pendingCount + more.pendingCount,
                    Math.addExact(pendingAmount, more.pendingAmount));
        }
    }

    /** For the rest of the transaction: statements over thousands of rows are planned for what they are given. */
    Future<Void> forManyRows(SqlClient transaction) {
        return transaction.preparedQuery(FOR_MANY_ROWS).execute().mapEmpty();
    }

    /** False when the batch number is taken. */
    Future<Boolean> insert(SqlClient transaction, Batch batch) {
        var tuple = Tuple.tuple()
                .addString(batch.merchantId())
                .addString(batch.id())
                .addString(batch.kind().word())
                .addString(batch.batchNo())
                .addString(batch.contentSha256())
                .addString(batch.total().amount().currency().name())
                .addInteger(batch.total().count())
                .addLong(batch.total().amount().minor())
                .addOffsetDateTime(PaymentRows.time(batch.createdAt()));
        return transaction.preparedQuery(INSERT).execute(tuple).map(rows -> rows.rowCount() == 1);
    }

    Future<Optional<Batch>> byId(SqlClient client, String merchantId, BatchKind kind, String id) {
        return first(client, BY_ID, Tuple.of(merchantId, kind.word(), id));
    }

    Future<Optional<Batch>> byNo(SqlClient client, String merchantId, BatchKind kind, String batchNo) {
        return first(client, BY_NO, Tuple.of(merchantId, kind.word(), batchNo));
    }

    /** Something of it is sent. */
    Future<Void> begun(SqlClient transaction, String merchantId, String batchId, Instant now) {
        return transaction
                .preparedQuery(BEGUN)
                .execute(Tuple.of(merchantId, batchId, PaymentRows.time(now)))
                .mapEmpty();
    }

    /** Moves the counters; the batch as it is then. The last lock its transaction takes. */
    Future<Batch> count(SqlClient transaction, String merchantId, String batchId, Moves moves, Instant now) {
        var tuple = Tuple.tuple()
                .addString(merchantId)
                .addString(batchId)
                .addInteger(moves.succeededCount())
                .addLong(moves.succeededAmount())
                .addInteger(moves.failedCount())
                .addLong(moves.failedAmount())
                .addInteger(moves.pendingCount())
                .addLong(moves.pendingAmount())
                .addOffsetDateTime(PaymentRows.time(now));
        return transaction
                .preparedQuery(COUNT)
                .execute(tuple)
                .map(rows -> batch(rows.iterator().next()));
    }

    /** Of those among the payments that are items of batches. */
    Future<List<Place>> ofPayments(SqlClient transaction, Set<String> merchantIds, Set<String> paymentIds) {
        var tuple = Tuple.tuple()
                .addArrayOfString(merchantIds.toArray(String[]::new))
                .addArrayOfString(paymentIds.toArray(String[]::new));
        return transaction
                .preparedQuery(OF_PAYMENTS)
                .execute(tuple)
                .map(rows -> PaymentStore.list(rows, BatchStore::place));
    }

    private static Place place(Row row) {
        return new Place(new Key(row.getString("merchant_id"), row.getString("batch_id")), row.getString("id"));
    }

    Future<List<BatchItem>> items(
            SqlClient client, String merchantId, BatchKind kind, String batchId, int afterIndex, int limit) {
        return client.preparedQuery(kind == BatchKind.REFUND ? REFUND_ITEMS : DEBIT_ITEMS)
                .execute(Tuple.of(merchantId, batchId, afterIndex, limit))
                .map(rows -> PaymentStore.list(rows, BatchStore::item));
    }

    private static Future<Optional<Batch>> first(SqlClient client, String sql, Tuple tuple) {
        return client.preparedQuery(sql)
                .execute(tuple)
                .map(rows -> PaymentStore.list(rows, BatchStore::batch).stream().findFirst());
    }

    private static Batch batch(Row row) {
        return new Batch(
                row.getString("merchant_id"),
                row.getString("id"),
                BatchKind.of(row.getString("kind")),
                row.getString("batch_no"),
                row.getString("content_sha256"),
                BatchStatus.of(row.getString("status")),
                row.getInteger("version"),
                row.getInteger("sequence"),
                tally(row, "total"),
                tally(row, "succeeded"),
                tally(row, "failed"),
                tally(row, "pending"),
                row.getOffsetDateTime("created_at").toInstant());
    }

    private static Batch.Tally tally(Row row, String name) {
        var currency = CurrencyCode.valueOf(row.getString("currency"));
        return new Batch.Tally(row.getInteger(name + "_count"), new Money(row.getLong(name + "_amount"), currency));
    }

    private static BatchItem item(Row row) {
        String code = row.getString("failure_code");
        return new BatchItem(
                row.getInteger("batch_index"),
                row.getString("id"),
                row.getString("number"),
                new Money(row.getLong("amount"), CurrencyCode.valueOf(row.getString("currency"))),
                row.getString("status"),
                code == null ? null : new Payment.Failure(code, row.getString("failure_message")));
    }
}
