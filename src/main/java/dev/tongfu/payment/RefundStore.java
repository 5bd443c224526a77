package dev.tongfu.payment;

import dev.tongfu.money.CurrencyCode;
import dev.tongfu.money.Money;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reserves, reads and changes refunds. */
final class RefundStore {
    static final String COLUMNS = """
            r.merchant_id as refund_merchant_id, r.id as refund_id, r.refund_no, r.payment_id as refund_payment_id,
            r.status as refund_status, r.version as refund_version, r.sequence as refund_sequence,
            r.amount as refund_amount, r.currency as refund_currency, r.reason, r.source, r.source_ref, r.batch_id,
            r.batch_index, r.channel_id as refund_channel_id, r.bank as refund_bank, r.bank_refund_no,
            r.bank_date as refund_bank_date, r.accounting_date as refund_accounting_date,
            r.failure_code as refund_failure_code, r.failure_message as refund_failure_message,
            r.created_at as refund_created_at, r.changed_at as refund_changed_at
            """;

    private static final String INSERT = """
            , made as (
                insert into refund (merchant_id, id, refund_no, payment_id, status, amount, currency, reason, source,
                    source_ref, channel_id, bank, created_at, changed_at)
                select $1::text, $2::text, $3::text, $4::text, 'created', $5::bigint, $6::text, $7::text, $8::text,
                    $9::text, $10::text, $11::text, $12::timestamptz, $12::timestamptz
                from held
                on conflict (merchant_id, refund_no) do nothing
                returning id
            )
            select (select count(*) from held) as held, (select count(*) from made) as made
            """;

    /** The guard and the reservation are one statement; a row that another is changing is waited for and read anew. */
    private static final String RESERVE = """
            with held as (
                update payment set refund_reserved = refund_reserved + $5::bigint, version = version + 1,
                    changed_at = $12::timestamptz
                where merchant_id = $1::text and id = $4::text and not frozen
                    and refunded + refund_reserved + $5::bigint <= captured
                    and case when $8::text = 'late' then status = 'late_paid'
                             else status in ('succeeded', 'captured') end
                returning id
            )
            """ + INSERT;

    /** Money booked apart is not part of what was taken for the payment; its own row is the guard. */
    private static final String RESERVE_EXTRA = """
            with held as (
                update extra_receipt set status = 'refunding'
                where merchant_id = $1::text and payment_id = $4::text and bank_ref = $9::text and status = 'open'
                    and amount = $5::bigint
                returning payment_id as id
            )
            """ + INSERT;

    /** What is in suspense for a break is the guard, and its row is changed in the same transaction. */
    private static final String RESERVE_SURPLUS = """
            with held as (
                select id from payment where merchant_id = $1::text and id = $4::text and not frozen
            )
            """ + INSERT;

    private static final String BY_ID =
            "select " + COLUMNS + "from refund r where r.merchant_id = $1::text and r.id = $2::text";

    private static final String BY_NO =
            "select " + COLUMNS + "from refund r where r.merchant_id = $1::text and r.refund_no = $2::text";

    private static final String LIST = "select " + COLUMNS + """
            from refund r
            where r.merchant_id = $1::text and r.id >= $2::text and r.id < $3::text and r.source = 'merchant'
              and ($4::text is null or r.status = $4::text) and ($5::text is null or r.payment_id = $5::text)
            order by r.id desc limit $6::int
            """;

    private static final String CHANGED = "select " + COLUMNS + """
            from refund r
            where r.merchant_id = $1::text and r.source = 'merchant'
              and r.changed_at >= $2::timestamptz and r.changed_at < $3::timestamptz
              and (r.changed_at, r.id) > ($4::timestamptz, $5::text)
            order by r.changed_at, r.id limit $6::int
            """;

    private static final String SUBJECT = "select " + COLUMNS + ", " + PaymentRows.PAYMENT_COLUMNS + """
            , (select max(o.number) from operation o
               where o.merchant_id = r.merchant_id and o.resource_id = r.id) as last_number,
              r.source = 'extra' and exists (select from extra_receipt x where x.merchant_id = r.merchant_id
                and x.payment_id = r.payment_id and x.bank_ref = r.source_ref and x.status = 'open') as extra_waits
            from refund r join payment p on p.merchant_id = r.merchant_id and p.id = r.payment_id
            where r.merchant_id = $1::text and r.id = $2::text
            """;

    private static final String WRITE = """
            update refund set status = $4::text, version = $5::int, sequence = $6::int, bank_refund_no = $7::text,
                bank_date = $8::date, accounting_date = $9::date, failure_code = $10::text,
                failure_message = $11::text, changed_at = $12::timestamptz
            where merchant_id = $1::text and id = $2::text and version = $3::int
            """;

    /** What was taken bounds what goes back, whatever came in between. */
    private static final String SETTLE = """
            update payment set refunded = refunded + $3::bigint, refund_reserved = refund_reserved + $4::bigint,
                status = case when $5::boolean then 'late_refunded' else status end,
                sequence = sequence + case when $5::boolean then 1 else 0 end, version = version + 1,
                changed_at = $6::timestamptz
            where merchant_id = $1::text and id = $2::text and ($7::int is null or version = $7::int)
                and refunded + $3::bigint + refund_reserved + $4::bigint <= captured
                and refunded + $3::bigint >= 0 and refund_reserved + $4::bigint >= 0
            """;

    private static final String SETTLE_EXTRA = """
            update extra_receipt set status = $4::text
            where merchant_id = $1::text and payment_id = $2::text and bank_ref = $3::text and status = $5::text
            """;

    /**
     * A refund with its payment.
     *
     * @param lastNumber of its latest call at the bank
     * @param waits money booked apart that it was to be paid from, and that nobody else has got, is still there
     */
    record Subject(Refund refund, Payment payment, int lastNumber, boolean waits) {
        Subject(Refund refund, Payment payment, int lastNumber) {
            this(refund, payment, lastNumber, false);
        }

        Subject waiting(boolean still) {
            return new Subject(refund, payment, lastNumber, still);
        }
    }

    /** What became of a reservation. */
    enum Reserved {
        DONE,
        /** The refund number is taken. */
        NUMBER_TAKEN,
        /** The payment does not allow it now. */
        NOT_NOW
    }

    Future<Reserved> reserve(SqlClient transaction, Refund refund) {
        var tuple = Tuple.tuple()
                .addString(refund.merchantId())
                .addString(refund.id())
                .addString(refund.refundNo())
                .addString(refund.paymentId())
                .addLong(refund.amount().minor())
                .addString(refund.amount().currency().name())
                .addString(refund.reason())
                .addString(refund.source().word())
                .addString(refund.sourceRef())
                .addString(refund.channelId())
                .addString(refund.bank())
                .addOffsetDateTime(PaymentRows.time(refund.createdAt()));
        return transaction
                .preparedQuery(reserving(refund.source()))
                .execute(tuple)
                .map(rows -> {
                    var row = rows.iterator().next();
                    if (row.getLong("held") == 0) {
                        return Reserved.NOT_NOW;
                    }
                    return row.getLong("made") == 1 ? Reserved.DONE : Reserved.NUMBER_TAKEN;
                });
    }

    private static String reserving(Refund.Source source) {
        return switch (source) {
            case MERCHANT, LATE -> RESERVE;
            case EXTRA -> RESERVE_EXTRA;
            case SURPLUS -> RESERVE_SURPLUS;
        };
    }

    Future<Optional<Refund>> byId(SqlClient client, String merchantId, String id) {
        return first(client, BY_ID, Tuple.of(merchantId, id));
    }

    Future<Optional<Refund>> byNo(SqlClient client, String merchantId, String refundNo) {
        return first(client, BY_NO, Tuple.of(merchantId, refundNo));
    }

    /** Refunds made between two ids, newest first. */
    Future<List<Refund>> list(
            SqlClient client, String merchantId, String lowId, String beforeId, Filter filter, int limit) {
        return client.preparedQuery(LIST)
                .execute(Tuple.of(merchantId, lowId, beforeId, filter.status(), filter.paymentId(), limit))
                .map(rows -> PaymentStore.list(rows, RefundStore::refund));
    }

    /** What a list is narrowed to; null for any. */
    record Filter(@Nullable String status, @Nullable String paymentId) {}

    Future<List<Refund>> changed(SqlClient client, PaymentStore.Window window, int limit) {
        return client.preparedQuery(CHANGED)
                .execute(PaymentStore.tuple(window, limit))
                .map(rows -> PaymentStore.list(rows, RefundStore::refund));
    }

    Future<Subject> subject(SqlClient client, String merchantId, String refundId) {
        return client.preparedQuery(SUBJECT)
                .execute(Tuple.of(merchantId, refundId))
                .map(rows -> rows.iterator().next())
                .map(row -> new Subject(
                        refund(row),
                        PaymentRows.payment(row),
                        row.getInteger("last_number"),
                        row.getBoolean("extra_waits")));
    }

    /** False when somebody changed it in between. */
    Future<Boolean> write(SqlClient transaction, Refund before, Refund after) {
        var failure = after.failure();
        var tuple = Tuple.tuple()
                .addString(before.merchantId())
                .addString(before.id())
                .addInteger(before.version())
                .addString(after.status().word())
                .addInteger(after.version())
                .addInteger(after.sequence())
                .addString(after.bankRefundNo())
                .addLocalDate(after.bankDate())
                .addLocalDate(after.accountingDate())
                .addString(failure == null ? null : failure.code())
                .addString(failure == null ? null : failure.message())
                .addOffsetDateTime(PaymentRows.time(after.changedAt()));
        return transaction.preparedQuery(WRITE).execute(tuple).map(rows -> rows.rowCount() == 1);
    }

    /** Moves amounts of the payment; false when they do not fit, or its version is not the one asked for. */
    Future<Boolean> settle(SqlClient transaction, Refund refund, Amounts amounts, Instant now) {
        var tuple = Tuple.tuple()
                .addString(refund.merchantId())
                .addString(refund.paymentId())
                .addLong(amounts.refunded())
                .addLong(amounts.reserved())
                .addBoolean(amounts.lateRefunded() != null)
                .addOffsetDateTime(PaymentRows.time(now))
                .addInteger(
                        amounts.lateRefunded() == null
                                ? null
                                : amounts.lateRefunded().version());
        return transaction.preparedQuery(SETTLE).execute(tuple).map(rows -> rows.rowCount() == 1);
    }

    /** @param lateRefunded the late payment, as it was read, that ends with this; null for any other */
    record Amounts(long refunded, long reserved, @Nullable Payment lateRefunded) {
        boolean none() {
            return refunded == 0 && reserved == 0;
        }
    }

    /**
     * The extra receipt is open again, or has gone back; false when it is not where this refund had left it.
     *
     * @param refund as it was before
     */
    Future<Boolean> settleExtra(SqlClient transaction, Refund refund, String status) {
        String from = refund.status() == RefundStatus.FAILED ? "open" : "refunding";
        return transaction
                .preparedQuery(SETTLE_EXTRA)
                .execute(Tuple.of(refund.merchantId(), refund.paymentId(), refund.sourceRef(), status, from))
                .map(rows -> rows.rowCount() == 1);
    }

    private static Future<Optional<Refund>> first(SqlClient client, String sql, Tuple tuple) {
        return client.preparedQuery(sql)
                .execute(tuple)
                .map(rows ->
                        PaymentStore.list(rows, RefundStore::refund).stream().findFirst());
    }

    static Refund refund(Row row) {
        String code = row.getString("refund_failure_code");
        return new Refund(
                row.getString("refund_merchant_id"),
                row.getString("refund_id"),
                row.getString("refund_no"),
                row.getString("refund_payment_id"),
                RefundStatus.of(row.getString("refund_status")),
                row.getInteger("refund_version"),
                row.getInteger("refund_sequence"),
                new Money(row.getLong("refund_amount"), CurrencyCode.valueOf(row.getString("refund_currency"))),
                row.getString("reason"),
                Refund.Source.of(row.getString("source")),
                row.getString("source_ref"),
                row.getString("batch_id"),
                row.getInteger("batch_index"),
                row.getString("refund_channel_id"),
                row.getString("refund_bank"),
                row.getString("bank_refund_no"),
                row.getLocalDate("refund_bank_date"),
                row.getLocalDate("refund_accounting_date"),
                code == null ? null : new Payment.Failure(code, row.getString("refund_failure_message")),
                row.getOffsetDateTime("refund_created_at").toInstant(),
                row.getOffsetDateTime("refund_changed_at").toInstant());
    }
}
