package dev.tongfu.payment;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps calls at banks: intends, claims what is due, and writes what became of them. */
final class OperationStore {
    static final String COLUMNS = """
            o.bank_order_no, o.merchant_id as operation_merchant_id, o.resource_id,
            o.payment_id as operation_payment_id,
            o.kind as operation_kind, o.number, o.channel_id as operation_channel_id, o.bank as operation_bank,
            o.status as operation_status, o.ordered_at, o.bank_txn_no as operation_bank_txn_no, o.sends, o.queries
            """;

    private static final String INSERT = """
            insert into operation (bank_order_no, merchant_id, resource_id, payment_id, kind, number, channel_id, bank,
                status, ordered_at, next_at)
            select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::smallint[], $7::text[],
                $8::text[], $9::text[], $10::timestamptz[], $11::timestamptz[])
            """;

    private static final String BY_NUMBER = "select " + COLUMNS + "from operation o where o.bank_order_no = $1::text";

    private static final String OF_RESOURCE = "select " + COLUMNS
            + "from operation o where o.merchant_id = $1::text and o.resource_id = $2::text order by o.number";

    private static final String CAPTURE = "select " + COLUMNS + """
            from operation o
            where o.merchant_id = $1::text and o.payment_id = $2::text and o.kind = 'capture' and o.status = 'done'
            order by o.ordered_at limit 1
            """;

    private static final String CLAIM_DUE = """
            with due as (
                select bank_order_no from operation
                where next_at <= $3::timestamptz and (lease_until is null or lease_until < now())
                order by next_at limit $1::int for update skip locked
            )
            update operation o set lease_until = now() + $2::int * interval '1 second', queried_at = now()
            from due where o.bank_order_no = due.bank_order_no
            returning
            """ + COLUMNS;

    /** The call is committed as sent before it is made; only one caller may make it. */
    private static final String SENDING = """
            update operation set status = 'sent', ordered_at = $2::timestamptz, sends = sends + 1,
                next_at = $3::timestamptz
            where bank_order_no = $1::text and status = 'prepared'
            """;

    private static final String CLAIM_SYNC = """
            update operation set queried_at = now()
            where bank_order_no = $1::text and status not in ('prepared', 'done')
                and (queried_at is null or queried_at <= now() - $2::int * interval '1 millisecond')
            """;

    /** Only of what was read: two words about one call at once must not undo each other. */
    private static final String WRITE = """
            update operation set status = $4::text, bank_txn_no = coalesce($5::text, bank_txn_no),
                next_at = $6::timestamptz, queries = queries + 1, lease_until = null
            where bank_order_no = $1::text and status = $2::text and sends = $3::int
            """;

    /** @param firstAt when each is due, should nobody send it before */
    Future<Void> insert(SqlClient transaction, List<Operation> operations, Instant firstAt) {
        var tuple = Tuple.tuple()
                .addArrayOfString(Columns.texts(operations, Operation::bankOrderNo))
                .addArrayOfString(Columns.texts(operations, Operation::merchantId))
                .addArrayOfString(Columns.texts(operations, Operation::resourceId))
                .addArrayOfString(Columns.texts(operations, Operation::paymentId))
                .addArrayOfString(
                        Columns.texts(operations, operation -> operation.kind().word()))
                .addArrayOfShort(
                        operations.stream().map(each -> (short) each.number()).toArray(Short[]::new))
                .addArrayOfString(Columns.texts(operations, Operation::channelId))
                .addArrayOfString(Columns.texts(operations, Operation::bank))
                .addArrayOfString(Columns.texts(
                        operations, operation -> operation.status().word()))
                .addArrayOfOffsetDateTime(Columns.times(operations, Operation::orderedAt))
                .addArrayOfOffsetDateTime(Columns.times(operations, operation -> firstAt));
        return transaction.preparedQuery(INSERT).execute(tuple).mapEmpty();
    }

    Future<Optional<Operation>> byNumber(SqlClient client, String bankOrderNo) {
        return client.preparedQuery(BY_NUMBER)
                .execute(Tuple.of(bankOrderNo))
                .map(rows -> PaymentStore.list(rows, OperationStore::operation).stream()
                        .findFirst());
    }

    Future<List<Operation>> ofResource(SqlClient client, String merchantId, String resourceId) {
        return client.preparedQuery(OF_RESOURCE)
                .execute(Tuple.of(merchantId, resourceId))
                .map(rows -> PaymentStore.list(rows, OperationStore::operation));
    }

    /** The capture that took the money of a pre-authorisation. */
    Future<Optional<Operation>> capture(SqlClient client, String merchantId, String paymentId) {
        return client.preparedQuery(CAPTURE)
                .execute(Tuple.of(merchantId, paymentId))
                .map(rows -> PaymentStore.list(rows, OperationStore::operation).stream()
                        .findFirst());
    }

    Future<List<Operation>> claimDue(SqlClient client, int limit, int leaseS, Instant now) {
        return client.preparedQuery(CLAIM_DUE)
                .execute(Tuple.of(limit, leaseS, PaymentRows.time(now)))
                .map(rows -> PaymentStore.list(rows, OperationStore::operation));
    }

    /** False when somebody else makes the call, or made it. */
    Future<Boolean> sending(SqlClient transaction, String bankOrderNo, Instant now, Instant askAt) {
        return transaction
                .preparedQuery(SENDING)
                .execute(Tuple.of(bankOrderNo, PaymentRows.time(now), PaymentRows.time(askAt)))
                .map(rows -> rows.rowCount() == 1);
    }

    /** True when it was sent and not asked after for the interval; then this caller may ask. */
    Future<Boolean> claimSync(SqlClient client, String bankOrderNo, int intervalMs) {
        return client.preparedQuery(CLAIM_SYNC)
                .execute(Tuple.of(bankOrderNo, intervalMs))
                .map(rows -> rows.rowCount() == 1);
    }

    /**
     * False when the call is no longer as it was read.
     *
     * @param nextAt null: it needs no more attention
     */
    Future<Boolean> write(
            SqlClient transaction,
            Operation read,
            OperationStatus status,
            @Nullable String bankTxnNo,
            @Nullable Instant nextAt) {
        var tuple = Tuple.tuple()
                .addString(read.bankOrderNo())
                .addString(read.status().word())
                .addInteger(read.sends())
                .addString(status.word())
                .addString(bankTxnNo)
                .addOffsetDateTime(PaymentRows.timeOrNull(nextAt));
        return transaction.preparedQuery(WRITE).execute(tuple).map(rows -> rows.rowCount() == 1);
    }

    static Operation operation(Row row) {
        return new Operation(
                row.getString("bank_order_no"),
                row.getString("operation_merchant_id"),
                row.getString("resource_id"),
                row.getString("operation_payment_id"),
                OperationKind.of(row.getString("operation_kind")),
                row.getInteger("number"),
                row.getString("operation_channel_id"),
                row.getString("operation_bank"),
                OperationStatus.of(row.getString("operation_status")),
                row.getOffsetDateTime("ordered_at").toInstant(),
                row.getString("operation_bank_txn_no"),
                row.getInteger("sends"),
                row.getInteger("queries"));
    }
}
