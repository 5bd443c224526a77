package dev.tongfu.payment;

import dev.tongfu.money.CurrencyCode;
import dev.tongfu.money.Money;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes thousands of refunds in a few statements: reads what they are about, reserves on the payments, makes rows. */
final class RefundBatchStore {
    /** The attempt that took the money of payment {@code p}, as {@link Movements} finds it for one. */
    static final String PAID_ATTEMPT = """
            (select a.channel_id, a.bank, a.bank_order_no from attempt a
             where a.merchant_id = p.merchant_id and a.payment_id = p.id and a.status = 'paid'
                 and (p.bank is null or a.bank = p.bank)
             order by (a.bank_txn_no = p.bank_txn_no) desc nulls last, a.number limit 1)
            """;

    /** Each payment is looked up by its key, whatever the planner believes of their number: hence the offsets. */
    private static final String SUBJECTS = """
            with given as (
                select * from unnest($2::text[], $3::text[], $4::text[])
                with ordinality as g(payment_id, order_no, refund_no, position)
            )
            select p.id, p.status, p.frozen, p.captured - p.refunded - p.refund_reserved as amount_left,
                paid.channel_id, paid.bank, exists (select from refund r
                    where r.merchant_id = $1::text and r.refund_no = g.refund_no) as number_used
            from given g
            left join lateral (select o.* from payment o
                where o.merchant_id = $1::text and o.id = coalesce(g.payment_id,
                    (select n.id from payment n where n.merchant_id = $1::text and n.order_no = g.order_no))
                offset 0) p on true
            left join lateral
            """ + PAID_ATTEMPT + """
            paid on true
            order by g.position
            """;

    private static final String LOCK = """
            select count(*) from (select p.id from payment p
                where p.merchant_id = $1::text and p.id = any($2::text[]) order by p.id for update) held
            """;

    /** One guard for each payment over all that the batch takes of it; the amounts are found by id. */
    private static final String RESERVE = """
            update payment p set refund_reserved = p.refund_reserved + ($3::jsonb ->> p.id)::bigint,
                version = p.version + 1, changed_at = $4::timestamptz
            where p.merchant_id = $1::text and p.id = any($2::text[]) and not p.frozen
                and p.refunded + p.refund_reserved + ($3::jsonb ->> p.id)::bigint <= p.captured
                and p.status in ('succeeded', 'captured')
            """;

    private static final String INSERT = """
            insert into refund (merchant_id, id, refund_no, payment_id, status, amount, currency, reason, source,
                batch_id, batch_index, batch_chunk, channel_id, bank, created_at, changed_at)
            select $1::text, x.id, x.refund_no, x.payment_id, 'created', x.amount, x.currency, x.reason, 'merchant',
                $2::text, x.batch_index, x.batch_chunk, x.channel_id, x.bank, $13::timestamptz, $13::timestamptz
            from unnest($3::text[], $4::text[], $5::text[], $6::bigint[], $7::text[], $8::text[], $9::int[], $10::int[],
                $11::text[], $12::text[])
                as x(id, refund_no, payment_id, amount, currency, reason, batch_index, batch_chunk, channel_id, bank)
            order by x.refund_no
            on conflict (merchant_id, refund_no) do nothing
            """;

    private static final String CONTENT = """
            select r.refund_no, r.payment_id, (select p.order_no from payment p
                where p.merchant_id = r.merchant_id and p.id = r.payment_id) as order_no, r.amount, r.currency, r.reason
            from refund r
            where r.merchant_id = $1::text and r.batch_id = $2::text order by r.batch_index
            """;

    /**
     * What one item is about.
     *
     * @param paymentId null when the merchant has no such payment; then so is all that follows
     * @param channelId through which the money came; null while none did
     */
    record Subject(
            @Nullable String paymentId,
            @Nullable PaymentStatus status,
            boolean frozen,
            long left,
            @Nullable String channelId,
            @Nullable String bank,
            boolean numberUsed) {}

    /** A refund and the chunk it goes in. */
    record Placed(Refund refund, int chunk) {}

    /** What was asked for once, as far as it is compared. */
    record Asked(
            String refundNo,
            String paymentId,
            String orderNo,
            Money amount,
            @Nullable String reason) {}

    /** One for each item, in their order. */
    Future<List<Subject>> subjects(SqlClient client, NewRefundBatch request) {
        var tuple = Tuple.tuple()
                .addString(request.merchantId())
                .addArrayOfString(Columns.texts(request.items(), NewRefund::paymentId))
                .addArrayOfString(Columns.texts(request.items(), NewRefund::orderNo))
                .addArrayOfString(Columns.texts(request.items(), NewRefund::refundNo));
        return client.preparedQuery(SUBJECTS)
                .execute(tuple)
                .map(rows -> PaymentStore.list(rows, RefundBatchStore::subject));
    }

    /** How many of the payments had room for all that is asked of each; their rows are locked in order first. */
    Future<Integer> reserve(SqlClient transaction, Batch batch, Map<String, Long> amounts) {
        var ids = amounts.keySet().toArray(String[]::new);
        var byId = new JsonObject();
        amounts.forEach(byId::put);
        var keys = Tuple.tuple().addString(batch.merchantId()).addArrayOfString(ids);
        var tuple = Tuple.tuple()
                .addString(batch.merchantId())
                .addArrayOfString(ids)
                .addJsonObject(byId)
                .addOffsetDateTime(PaymentRows.time(batch.createdAt()));
        return transaction
                .preparedQuery(LOCK)
                .execute(keys)
                .compose(held -> transaction.preparedQuery(RESERVE).execute(tuple))
                .map(rows -> rows.rowCount());
    }

    /** How many were made; the others' numbers are taken. */
    Future<Integer> insert(SqlClient transaction, Batch batch, List<Placed> items) {
        var tuple = Tuple.tuple()
                .addString(batch.merchantId())
                .addString(batch.id())
                .addArrayOfString(Columns.texts(items, item -> item.refund().id()))
                .addArrayOfString(Columns.texts(items, item -> item.refund().refundNo()))
                .addArrayOfString(Columns.texts(items, item -> item.refund().paymentId()))
                .addArrayOfLong(
                        Columns.longs(items, item -> item.refund().amount().minor()))
                .addArrayOfString(Columns.texts(
                        items, item -> item.refund().amount().currency().name()))
                .addArrayOfString(Columns.texts(items, item -> item.refund().reason()))
                .addArrayOfInteger(Columns.integers(items, item -> item.refund().batchIndex()))
                .addArrayOfInteger(Columns.integers(items, Placed::chunk))
                .addArrayOfString(Columns.texts(items, item -> item.refund().channelId()))
                .addArrayOfString(Columns.texts(items, item -> item.refund().bank()))
                .addOffsetDateTime(PaymentRows.time(batch.createdAt()));
        return transaction.preparedQuery(INSERT).execute(tuple).map(rows -> rows.rowCount());
    }

    /** What a stored batch was made of, in the order of its items. */
    Future<List<Asked>> content(SqlClient client, Batch batch) {
        return client.preparedQuery(CONTENT)
                .execute(Tuple.of(batch.merchantId(), batch.id()))
                .map(rows -> PaymentStore.list(rows, RefundBatchStore::asked));
    }

    private static Subject subject(Row row) {
        String status = row.getString("status");
        return status == null
                ? new Subject(null, null, false, 0, null, null, row.getBoolean("number_used"))
                : new Subject(
                        row.getString("id"),
                        PaymentStatus.of(status),
                        row.getBoolean("frozen"),
                        row.getLong("amount_left"),
                        row.getString("channel_id"),
                        row.getString("bank"),
                        row.getBoolean("number_used"));
    }

    private static Asked asked(Row row) {
        return new Asked(
                row.getString("refund_no"),
                row.getString("payment_id"),
                row.getString("order_no"),
                new Money(row.getLong("amount"), CurrencyCode.valueOf(row.getString("currency"))),
                row.getString("reason"));
    }
}
