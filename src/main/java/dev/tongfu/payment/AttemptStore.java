package dev.tongfu.payment;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Opens attempts and claims those that are due to be asked after. */
final class AttemptStore {
    /**
     * The intent is committed before the bank is called; the payment's version lets only one caller open. Payments are
     * locked in the order in which everybody locks them.
     */
    private static final String OPEN = """
            with input as (
                select * from unnest($1::text[], $2::text[], $3::int[], $4::text[], $5::text[], $6::text[],
                    $7::timestamptz[], $8::timestamptz[], $9::timestamptz[])
                as x(merchant_id, payment_id, version, bank_order_no, channel_id, bank, ordered_at, deadline, query_at)
            ), held as (
                select i.bank_order_no from payment p join input i on p.merchant_id = i.merchant_id
                    and p.id = i.payment_id order by p.merchant_id, p.id for update of p
            ), opened as (
                update payment p set attempts = p.attempts + 1, version = p.version + 1
                from input i join held using (bank_order_no)
                where p.merchant_id = i.merchant_id and p.id = i.payment_id and p.version = i.version
                    and p.attempts < 5 and p.status in ('created', 'submitted')
                returning i.bank_order_no, p.attempts
            )
            insert into attempt (bank_order_no, merchant_id, payment_id, number, channel_id, bank, status, ordered_at,
                deadline, next_query_at)
            select i.bank_order_no, i.merchant_id, i.payment_id, o.attempts, i.channel_id, i.bank, 'sent', i.ordered_at,
                i.deadline, i.query_at
            from opened o join input i using (bank_order_no)
            returning bank_order_no
            """;

    private static final String THERE = "select bank_order_no from attempt where bank_order_no = any($1::text[])";

    private static final String OF_PAYMENT = "select " + PaymentRows.ATTEMPT_COLUMNS
            + "from attempt a where a.merchant_id = $1::text and a.payment_id = $2::text order by a.number";

    private static final String BY_ORDER_NO =
            "select " + PaymentRows.ATTEMPT_COLUMNS + "from attempt a where a.bank_order_no = $1::text";

    private static final String EXTRA_ORDER = """
            select bank_order_no from extra_receipt
            where merchant_id = $1::text and payment_id = $2::text and bank_ref = $3::text
            """;

    private static final String CLAIM_DUE = """
            with due as (
                select bank_order_no from attempt
                where next_query_at <= now() and (lease_until is null or lease_until < now())
                order by next_query_at limit $1::int for update skip locked
            )
            update attempt a set lease_until = now() + $2::int * interval '1 second', lease_epoch = lease_epoch + 1,
                queried_at = now()
            from due, payment p
            where a.bank_order_no = due.bank_order_no and p.merchant_id = a.merchant_id and p.id = a.payment_id
            returning
            """ + PaymentRows.PAYMENT_COLUMNS + ", " + PaymentRows.ATTEMPT_COLUMNS;

    private static final String CLAIM_SYNC = """
            update attempt set queried_at = now()
            where bank_order_no = $1::text
                and (queried_at is null or queried_at <= now() - $2::int * interval '1 millisecond')
            """;

    /** An attempt to be opened on a payment as it was read. */
    record Opening(Payment payment, Attempt attempt, Instant firstQueryAt) {}

    /** The numbers at the bank of those that were opened; another caller has changed the payments of the others. */
    Future<Set<String>> open(SqlClient client, List<Opening> openings) {
        var payments = openings.stream().map(Opening::payment).toList();
        var attempts = openings.stream().map(Opening::attempt).toList();
        var tuple = Tuple.tuple()
                .addArrayOfString(Columns.texts(payments, Payment::merchantId))
                .addArrayOfString(Columns.texts(payments, Payment::id))
                .addArrayOfInteger(Columns.integers(payments, Payment::version))
                .addArrayOfString(Columns.texts(attempts, Attempt::bankOrderNo))
                .addArrayOfString(Columns.texts(attempts, Attempt::channelId))
                .addArrayOfString(Columns.texts(attempts, Attempt::bank))
                .addArrayOfOffsetDateTime(Columns.times(attempts, Attempt::orderedAt))
                .addArrayOfOffsetDateTime(Columns.times(attempts, Attempt::deadline))
                .addArrayOfOffsetDateTime(Columns.times(openings, Opening::firstQueryAt));
        return client.preparedQuery(OPEN).execute(tuple).map(AttemptStore::numbers);
    }

    /** Which of these numbers at the bank are there. */
    Future<Set<String>> there(SqlClient client, List<Opening> openings) {
        var numbers = Columns.texts(openings, opening -> opening.attempt().bankOrderNo());
        return client.preparedQuery(THERE)
                .execute(Tuple.tuple().addArrayOfString(numbers))
                .map(AttemptStore::numbers);
    }

    private static Set<String> numbers(RowSet<Row> rows) {
        var numbers = new HashSet<String>();
        rows.forEach(row -> numbers.add(row.getString(0)));
        return numbers;
    }

    Future<List<Attempt>> ofPayment(SqlClient client, String merchantId, String paymentId) {
        return client.preparedQuery(OF_PAYMENT)
                .execute(Tuple.of(merchantId, paymentId))
                .map(rows -> PaymentStore.list(rows, PaymentRows::attempt));
    }

    Future<List<Attempt>> byOrderNo(SqlClient client, String bankOrderNo) {
        return client.preparedQuery(BY_ORDER_NO)
                .execute(Tuple.of(bankOrderNo))
                .map(rows -> PaymentStore.list(rows, PaymentRows::attempt));
    }

    /** The order that an extra receipt of a payment was paid under. */
    Future<Optional<String>> extraOrder(SqlClient client, String merchantId, String paymentId, String bankRef) {
        return client.preparedQuery(EXTRA_ORDER)
                .execute(Tuple.of(merchantId, paymentId, bankRef))
                .map(rows -> PaymentStore.list(rows, row -> row.getString(0)).stream()
                        .findFirst());
    }

    Future<List<DueAttempt>> claimDue(SqlClient client, int limit, int leaseS) {
        return client.preparedQuery(CLAIM_DUE)
                .execute(Tuple.of(limit, leaseS))
                .map(rows -> PaymentStore.list(
                        rows, row -> new DueAttempt(PaymentRows.payment(row), PaymentRows.attempt(row))));
    }

    /** True when the order was not asked after for the interval; then this caller may ask. */
    Future<Boolean> claimSync(SqlClient client, String bankOrderNo, int intervalMs) {
        return client.preparedQuery(CLAIM_SYNC)
                .execute(Tuple.of(bankOrderNo, intervalMs))
                .map(rows -> rows.rowCount() == 1);
    }
}
