package dev.tongfu.payment;

import dev.tongfu.money.CurrencyCode;
import dev.tongfu.money.Money;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;

/** Keeps captures and cancels. */
final class HoldStore {
    private static final String COLUMNS = """
            h.merchant_id as act_merchant_id, h.id as act_id, h.kind as act_kind, h.act_no,
            h.payment_id as act_payment_id, h.status as act_status, h.version as act_version, h.amount as act_amount,
            h.currency as act_currency, h.channel_id as act_channel_id, h.bank as act_bank,
            h.bank_date as act_bank_date, h.accounting_date as act_accounting_date,
            h.failure_code as act_failure_code, h.failure_message as act_failure_message,
            h.created_at as act_created_at, h.changed_at as act_changed_at
            """;

    private static final String VALUES = """
            select $1::text, $2::text, $3::text, $4::text, $5::text, 'created', $6::bigint, $7::text, $8::text,
                $9::text, $10::timestamptz, $10::timestamptz
            """;

    private static final String INTO = """
            insert into hold_act (merchant_id, id, kind, act_no, payment_id, status, amount, currency, channel_id, bank,
                created_at, changed_at)
            """;

    /** Only while the hold stands, and only one at a time: the partial unique index says so to everybody. */
    private static final String INSERT = """
            with held as (
                select id from payment
                where merchant_id = $1::text and id = $5::text and status = 'authorized' for update
            ), made as (
            """ + INTO + VALUES + """
                from held
                on conflict do nothing
                returning id
            )
            select (select count(*) from held) as held, (select count(*) from made) as made
            """;

    private static final String INSERT_OWN = INTO + VALUES + "on conflict do nothing";

    private static final String BY_ID =
            "select " + COLUMNS + "from hold_act h where h.merchant_id = $1::text and h.id = $2::text";

    private static final String BY_NO = "select " + COLUMNS
            + "from hold_act h where h.merchant_id = $1::text and h.kind = $2::text and h.act_no = $3::text";

    private static final String CHANGED = "select " + COLUMNS + """
            from hold_act h
            where h.merchant_id = $1::text
              and h.changed_at >= $2::timestamptz and h.changed_at < $3::timestamptz
              and (h.changed_at, h.id) > ($4::timestamptz, $5::text)
            order by h.changed_at, h.id limit $6::int
            """;

    private static final String SUBJECT = "select " + COLUMNS + ", " + PaymentRows.PAYMENT_COLUMNS + """
            from hold_act h join payment p on p.merchant_id = h.merchant_id and p.id = h.payment_id
            where h.merchant_id = $1::text and h.id = $2::text
            """;

    private static final String WRITE = """
            update hold_act set status = $4::text, version = $5::int, bank_date = $6::date, accounting_date = $7::date,
                failure_code = $8::text, failure_message = $9::text, changed_at = $10::timestamptz
            where merchant_id = $1::text and id = $2::text and version = $3::int
            """;

    /** What became of an insertion. */
    enum Inserted {
        DONE,
        /** Its number is taken, or another act is under way. */
        CONFLICT,
        /** The payment holds nothing. */
        NOT_HELD
    }

    /** An act with the payment it is about. */
    record Subject(HoldAct act, Payment payment) {}

    Future<Inserted> insert(SqlClient transaction, HoldAct act) {
        return transaction.preparedQuery(INSERT).execute(values(act)).map(rows -> {
            var row = rows.iterator().next();
            if (row.getLong("held") == 0) {
                return Inserted.NOT_HELD;
            }
            return row.getLong("made") == 1 ? Inserted.DONE : Inserted.CONFLICT;
        });
    }

    /** A cancel of our own, of a hold that came too late; false when one is under way already. */
    Future<Boolean> insertOwn(SqlClient transaction, HoldAct act) {
        return transaction.preparedQuery(INSERT_OWN).execute(values(act)).map(rows -> rows.rowCount() == 1);
    }

    Future<Optional<HoldAct>> byId(SqlClient client, String merchantId, String id) {
        return first(client, BY_ID, Tuple.of(merchantId, id));
    }

    Future<Optional<HoldAct>> byNo(SqlClient client, String merchantId, HoldAct.Kind kind, String actNo) {
        return first(client, BY_NO, Tuple.of(merchantId, kind.word(), actNo));
    }

    Future<List<HoldAct>> changed(SqlClient client, PaymentStore.Window window, int limit) {
        return client.preparedQuery(CHANGED)
                .execute(PaymentStore.tuple(window, limit))
                .map(rows -> PaymentStore.list(rows, HoldStore::act));
    }

    Future<Subject> subject(SqlClient client, String merchantId, String id) {
        return client.preparedQuery(SUBJECT)
                .execute(Tuple.of(merchantId, id))
                .map(rows -> rows.iterator().next())
                .map(row -> new Subject(act(row), PaymentRows.payment(row)));
    }

    /** False when somebody changed it in between. */
    Future<Boolean> write(SqlClient transaction, HoldAct before, HoldAct after) {
        var failure = after.failure();
        var tuple = Tuple.tuple()
                .addString(before.merchantId())
                .addString(before.id())
                .addInteger(before.version())
                .addString(after.status().word())
                .addInteger(after.version())
                .addLocalDate(after.bankDate())
                .addLocalDate(after.accountingDate())
                .addString(failure == null ? null : failure.code())
                .addString(failure == null ? null : failure.message())
                .addOffsetDateTime(PaymentRows.time(after.changedAt()));
        return transaction.preparedQuery(WRITE).execute(tuple).map(rows -> rows.rowCount() == 1);
    }

    private static Tuple values(HoldAct act) {
        return Tuple.tuple()
                .addString(act.merchantId())
                .addString(act.id())
                .addString(act.kind().word())
                .addString(act.actNo())
                .addString(act.paymentId())
                .addLong(act.amount().minor())
                .addString(act.amount().currency().name())
                .addString(act.channelId())
                .addString(act.bank())
                .addOffsetDateTime(PaymentRows.time(act.createdAt()));
    }

    private static Future<Optional<HoldAct>> first(SqlClient client, String sql, Tuple tuple) {
        return client.preparedQuery(sql)
                .execute(tuple)
                .map(rows -> PaymentStore.list(rows, HoldStore::act).stream().findFirst());
    }

    private static HoldAct act(Row row) {
        String code = row.getString("act_failure_code");
        return new HoldAct(
                row.getString("act_merchant_id"),
                row.getString("act_id"),
                HoldAct.Kind.of(row.getString("act_kind")),
                row.getString("act_no"),
                row.getString("act_payment_id"),
                HoldActStatus.of(row.getString("act_status")),
                row.getInteger("act_version"),
                new Money(row.getLong("act_amount"), CurrencyCode.valueOf(row.getString("act_currency"))),
                row.getString("act_channel_id"),
                row.getString("act_bank"),
                row.getLocalDate("act_bank_date"),
                row.getLocalDate("act_accounting_date"),
                code == null ? null : new Payment.Failure(code, row.getString("act_failure_message")),
                row.getOffsetDateTime("act_created_at").toInstant(),
                row.getOffsetDateTime("act_changed_at").toInstant());
    }
}
