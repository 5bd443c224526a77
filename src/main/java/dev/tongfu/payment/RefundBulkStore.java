package dev.tongfu.payment;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads and writes many refunds of one merchant with their calls and payments, a statement each. */
final class RefundBulkStore {
    /** Looked up by their keys, row by row, whatever the planner believes of their number: hence the offsets. */
    private static final String SUBJECTS =
            "select " + OperationStore.COLUMNS + ", " + RefundStore.COLUMNS + ", " + PaymentRows.PAYMENT_COLUMNS + """
            , (select max(n.number) from operation n
               where n.merchant_id = o.merchant_id and n.resource_id = o.resource_id) as last_number
            from unnest($1::text[]) as x(bank_order_no)
            cross join lateral (select c.* from operation c where c.bank_order_no = x.bank_order_no offset 0) o
            cross join lateral (select s.* from refund s
                where s.merchant_id = o.merchant_id and s.id = o.resource_id offset 0) r
            cross join lateral (select q.* from payment q
                where q.merchant_id = r.merchant_id and q.id = r.payment_id offset 0) p
            """;

    private static final String LOCK = """
            select count(*) from (select p.id from payment p
                where p.merchant_id = $1::text and p.id = any($2::text[]) order by p.id for update) held
            """;

    private static final String SETTLE = """
            update payment p set refunded = p.refunded + coalesce(($3::jsonb ->> p.id)::bigint, 0),
                refund_reserved = p.refund_reserved + coalesce(($4::jsonb ->> p.id)::bigint, 0),
                version = p.version + 1, changed_at = $5::timestamptz
            where p.merchant_id = $1::text and p.id = any($2::text[])
                and p.refunded + coalesce(($3::jsonb ->> p.id)::bigint, 0)
                    + p.refund_reserved + coalesce(($4::jsonb ->> p.id)::bigint, 0) <= p.captured
            """;

    private static final String WRITE_CALLS = """
            update operation o set status = x.status, bank_txn_no = coalesce(x.bank_txn_no, o.bank_txn_no),
                next_at = x.next_at, queries = o.queries + 1, lease_until = null
            from unnest($1::text[], $2::text[], $3::int[], $4::text[], $5::text[], $6::timestamptz[])
                as x(bank_order_no, read_status, read_sends, status, bank_txn_no, next_at)
            where o.bank_order_no = x.bank_order_no and o.status = x.read_status and o.sends = x.read_sends
            """;

    private static final String WRITE = """
            update refund r set status = x.status, version = x.new_version, sequence = x.sequence,
                bank_date = x.bank_date, accounting_date = x.accounting_date, failure_code = x.failure_code,
                failure_message = x.failure_message, changed_at = x.changed_at
            from unnest($2::text[], $3::int[], $4::text[], $5::int[], $6::int[], $7::date[], $8::date[], $9::text[],
                $10::text[], $11::timestamptz[])
                as x(id, version, status, new_version, sequence, bank_date, accounting_date, failure_code,
                    failure_message, changed_at)
            where r.merchant_id = $1::text and r.id = x.id and r.version = x.version
            """;

    /** A call, the refund it is for, its payment, and the number of the latest call for the refund. */
    record Called(Operation operation, RefundStore.Subject subject) {}

    /** What moves on the payments, by their ids; both maps have the same keys. */
    record Amounts(Map<String, Long> refunded, Map<String, Long> reserved) {}

    Future<List<Called>> subjects(SqlClient client, List<String> bankOrderNos) {
        return client.preparedQuery(SUBJECTS)
                .execute(Tuple.tuple().addArrayOfString(bankOrderNos.toArray(String[]::new)))
                .map(rows -> PaymentStore.list(rows, RefundBulkStore::called));
    }

    /** How many payments took their amounts; their rows are locked in order first. */
    Future<Integer> settle(SqlClient transaction, String merchantId, Amounts amounts, Instant now) {
        var ids = amounts.refunded().keySet().toArray(String[]::new);
        var keys = Tuple.tuple().addString(merchantId).addArrayOfString(ids);
        var tuple = Tuple.tuple()
                .addString(merchantId)
                .addArrayOfString(ids)
                .addJsonObject(json(amounts.refunded()))
                .addJsonObject(json(amounts.reserved()))
                .addOffsetDateTime(PaymentRows.time(now));
        return transaction
                .preparedQuery(LOCK)
                .execute(keys)
                .compose(held -> transaction.preparedQuery(SETTLE).execute(tuple))
                .map(rows -> rows.rowCount());
    }

    /** How many were still as they were read. */
    Future<Integer> writeCalls(SqlClient transaction, List<RefundChange> changes) {
        var read = changes.stream().map(RefundChange::operation).toList();
        var tuple = Tuple.tuple()
                .addArrayOfString(Columns.texts(read, Operation::bankOrderNo))
                .addArrayOfString(
                        Columns.texts(read, operation -> operation.status().word()))
                .addArrayOfInteger(Columns.integers(read, Operation::sends))
                .addArrayOfString(Columns.texts(
                        changes, change -> change.operationStatus().word()))
                .addArrayOfString(Columns.texts(changes, RefundChange::bankTxnNo))
                .addArrayOfOffsetDateTime(Columns.times(changes, RefundChange::nextAt));
        return transaction.preparedQuery(WRITE_CALLS).execute(tuple).map(rows -> rows.rowCount());
    }

    /** How many were still as they were read. */
    Future<Integer> write(SqlClient transaction, String merchantId, List<RefundChange> changes) {
        var after = changes.stream().map(RefundChange::after).toList();
        var tuple = Tuple.tuple()
                .addString(merchantId)
                .addArrayOfString(Columns.texts(after, Refund::id))
                .addArrayOfInteger(
                        Columns.integers(changes, change -> change.before().version()))
                .addArrayOfString(Columns.texts(after, refund -> refund.status().word()))
                .addArrayOfInteger(Columns.integers(after, Refund::version))
                .addArrayOfInteger(Columns.integers(after, Refund::sequence))
                .addArrayOfLocalDate(Columns.dates(after, Refund::bankDate))
                .addArrayOfLocalDate(Columns.dates(after, Refund::accountingDate))
                .addArrayOfString(Columns.texts(after, refund -> code(refund.failure())))
                .addArrayOfString(Columns.texts(after, refund -> message(refund.failure())))
                .addArrayOfOffsetDateTime(Columns.times(after, Refund::changedAt));
        return transaction.preparedQuery(WRITE).execute(tuple).map(rows -> rows.rowCount());
    }

    private static JsonObject json(Map<String, Long> amounts) {
        var json = new JsonObject();
        amounts.forEach(json::put);
        return json;
    }

    private static @Nullable String code(Payment.@Nullable Failure failure) {
        return failure == null ? null : failure.code();
    }

    private static @Nullable String message(Payment.@Nullable Failure failure) {
        return failure == null ? null : failure.message();
    }

    private static Called called(Row row) {
        return new Called(
                OperationStore.operation(row),
                new RefundStore.Subject(
                        RefundStore.refund(row), PaymentRows.payment(row), row.getInteger("last_number")));
    }
}
