package dev.tongfu.payment;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Opens attempts and claims those that are due to be asked after. */
final class AttemptStore {
    /** The intent is committed before the bank is called; the payment's version lets only one caller open. */
    private static final String OPEN = """
            with opened as (
                update payment set attempts = attempts + 1, version = version + 1
                where merchant_id = $1::text and id = $2::text and version = $3::int and attempts < 5
                    and status in ('created', 'submitted')
                returning attempts
            )
            insert into attempt (bank_order_no, merchant_id, payment_id, number, channel_id, bank, status, ordered_at,
                deadline, next_query_at)
            select $4::text, $1::text, $2::text, attempts, $5::text, $6::text, 'sent', $7::timestamptz,
                $8::timestamptz, $9::timestamptz
            from opened
            """;

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

    /** False when another caller changed the payment in between. */
    Future<Boolean> open(SqlClient client, Payment payment, Attempt attempt, Instant firstQueryAt) {
        var tuple = Tuple.tuple()
                .addString(payment.merchantId())
                .addString(payment.id())
                .addInteger(payment.version())
                .addString(attempt.bankOrderNo())
                .addString(attempt.channelId())
                .addString(attempt.bank())
                .addOffsetDateTime(PaymentRows.time(attempt.orderedAt()))
                .addOffsetDateTime(PaymentRows.time(attempt.deadline()))
                .addOffsetDateTime(PaymentRows.time(firstQueryAt));
        return client.preparedQuery(OPEN).execute(tuple).map(rows -> rows.rowCount() == 1);
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
