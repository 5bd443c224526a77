package dev.tongfu.payment;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads payments and inserts new ones, many in one statement. */
final class PaymentStore {
    private static final String INSERT = """
            insert into payment (merchant_id, id, order_no, kind, status, amount, currency, requested_bank, subject,
                result_mode, notify_url, return_url, requested_expiry, metadata, created_at, expires_at, changed_at)
            select m, i, o, k, 'created', a, c, b, s, r, n, u, q, d, t, e, t
            from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[], $6::text[], $7::text[],
                $8::text[], $9::text[], $10::text[], $11::text[], $12::timestamptz[], $13::text[],
                $14::timestamptz[], $15::timestamptz[]) as x(m, i, o, k, a, c, b, s, r, n, u, q, d, t, e)
            order by m, o
            on conflict (merchant_id, order_no) do nothing
            returning id
            """;

    private static final String BY_KEYS = "select " + PaymentRows.PAYMENT_COLUMNS + """
              from payment p join unnest($1::text[], $2::text[]) as k(m, o) on p.merchant_id = k.m and p.order_no = k.o
              """;

    private static final String BY_ID = "select " + PaymentRows.PAYMENT_COLUMNS
            + "from payment p where p.merchant_id = $1::text and p.id = $2::text";

    private static final String BY_IDS = "select " + PaymentRows.PAYMENT_COLUMNS + """
              from payment p join unnest($1::text[], $2::text[]) as k(m, i) on p.merchant_id = k.m and p.id = k.i
              """;

    private static final String LOCK = BY_ID + " for no key update";

    private static final String BY_ORDER_NO = "select " + PaymentRows.PAYMENT_COLUMNS
            + "from payment p where p.merchant_id = $1::text and p.order_no = $2::text";

    private static final String LIST = "select " + PaymentRows.PAYMENT_COLUMNS + """
              from payment p
              where p.merchant_id = $1::text and p.id > $2::text and p.id < $3::text
                and ($4::text is null or p.status = $4::text)
              order by p.id limit $5::int
              """;

    private static final String CHANGED = "select " + PaymentRows.PAYMENT_COLUMNS + """
              from payment p
              where p.merchant_id = $1::text and p.status <> 'created'
                and p.changed_at >= $2::timestamptz and p.changed_at < $3::timestamptz
                and (p.changed_at, p.id) > ($4::timestamptz, $5::text)
              order by p.changed_at, p.id limit $6::int
              """;

    private static final String UNCHANGED = "select " + PaymentRows.PAYMENT_COLUMNS + """
              from payment p
              where p.merchant_id = $1::text and p.status = 'created' and p.id > $2::text and p.id < $3::text
                and p.changed_at >= $4::timestamptz and p.changed_at < $5::timestamptz
                and (p.changed_at, p.id) > ($6::timestamptz, $7::text)
              order by p.changed_at, p.id limit $8::int
              """;

    Future<List<String>> insert(SqlClient client, List<Payment> payments) {
        return client.preparedQuery(INSERT).execute(columns(payments)).map(rows -> list(rows, row -> row.getString(0)));
    }

    Future<List<Payment>> byOrderNos(SqlClient client, List<Payment> keys) {
        var tuple = Tuple.tuple()
                .addArrayOfString(texts(keys, Payment::merchantId))
                .addArrayOfString(texts(keys, Payment::orderNo));
        return client.preparedQuery(BY_KEYS).execute(tuple).map(rows -> list(rows, PaymentRows::payment));
    }

    Future<Optional<Payment>> byId(SqlClient client, String merchantId, String id) {
        return client.preparedQuery(BY_ID).execute(Tuple.of(merchantId, id)).map(PaymentStore::first);
    }

    /** Those that are there, in no order. */
    Future<List<Payment>> byIds(SqlClient client, List<ReadWork.Item> items) {
        var tuple = Tuple.tuple()
                .addArrayOfString(Columns.texts(items, ReadWork.Item::merchantId))
                .addArrayOfString(Columns.texts(items, ReadWork.Item::id));
        return client.preparedQuery(BY_IDS).execute(tuple).map(rows -> list(rows, PaymentRows::payment));
    }

    /** Until the end of the transaction nobody else changes it. */
    Future<Optional<Payment>> lock(SqlConnection transaction, String merchantId, String id) {
        return transaction.preparedQuery(LOCK).execute(Tuple.of(merchantId, id)).map(PaymentStore::first);
    }

    Future<Optional<Payment>> byOrderNo(SqlClient client, String merchantId, String orderNo) {
        return client.preparedQuery(BY_ORDER_NO)
                .execute(Tuple.of(merchantId, orderNo))
                .map(PaymentStore::first);
    }

    /** Payments created between two ids, both excluded. */
    Future<List<Payment>> list(
            SqlClient client, String merchantId, String afterId, String beforeId, @Nullable String status, int limit) {
        return client.preparedQuery(LIST)
                .execute(Tuple.of(merchantId, afterId, beforeId, status, limit))
                .map(rows -> list(rows, PaymentRows::payment));
    }

    /** Payments whose last change lies in the window, after a position; those never changed are found apart. */
    Future<List<Payment>> changed(SqlClient client, Window window, int limit) {
        return client.preparedQuery(CHANGED)
                .execute(tuple(window, limit))
                .map(rows -> list(rows, PaymentRows::payment));
    }

    /** The six parameters of every list by the time of the last change. */
    static Tuple tuple(Window window, int limit) {
        return Tuple.tuple()
                .addString(window.merchantId())
                .addOffsetDateTime(PaymentRows.time(window.from()))
                .addOffsetDateTime(PaymentRows.time(window.to()))
                .addOffsetDateTime(PaymentRows.time(window.afterTime()))
                .addString(window.afterId())
                .addInteger(limit);
    }

    Future<List<Payment>> unchanged(SqlClient client, Window window, String lowId, String highId, int limit) {
        var tuple = Tuple.tuple()
                .addString(window.merchantId())
                .addString(lowId)
                .addString(highId)
                .addOffsetDateTime(PaymentRows.time(window.from()))
                .addOffsetDateTime(PaymentRows.time(window.to()))
                .addOffsetDateTime(PaymentRows.time(window.afterTime()))
                .addString(window.afterId())
                .addInteger(limit);
        return client.preparedQuery(UNCHANGED).execute(tuple).map(rows -> list(rows, PaymentRows::payment));
    }

    /** A stretch of time of one merchant and the position a page starts after. */
    record Window(String merchantId, Instant from, Instant to, Instant afterTime, String afterId) {}

    private static Tuple columns(List<Payment> payments) {
        return Tuple.tuple()
                .addArrayOfString(texts(payments, Payment::merchantId))
                .addArrayOfString(texts(payments, Payment::id))
                .addArrayOfString(texts(payments, Payment::orderNo))
                .addArrayOfString(texts(payments, payment -> payment.kind().word()))
                .addArrayOfLong(payments.stream()
                        .map(payment -> payment.amount().minor())
                        .toArray(Long[]::new))
                .addArrayOfString(
                        texts(payments, payment -> payment.amount().currency().name()))
                .addArrayOfString(texts(payments, Payment::requestedBank))
                .addArrayOfString(texts(payments, Payment::subject))
                .addArrayOfString(
                        texts(payments, payment -> payment.resultMode().word()))
                .addArrayOfString(texts(payments, Payment::notifyUrl))
                .addArrayOfString(texts(payments, Payment::returnUrl))
                .addArrayOfOffsetDateTime(Columns.times(payments, Payment::requestedExpiry))
                .addArrayOfString(texts(payments, Payment::metadata))
                .addArrayOfOffsetDateTime(Columns.times(payments, Payment::createdAt))
                .addArrayOfOffsetDateTime(Columns.times(payments, Payment::expiresAt));
    }

    private static String[] texts(List<Payment> payments, Function<Payment, @Nullable String> column) {
        return Columns.texts(payments, column);
    }

    static <T> List<T> list(RowSet<Row> rows, Function<Row, T> read) {
        var list = new ArrayList<T>(rows.size());
        rows.forEach(row -> list.add(read.apply(row)));
        return list;
    }

    private static Optional<Payment> first(RowSet<Row> rows) {
        return list(rows, PaymentRows::payment).stream().findFirst();
    }
}
