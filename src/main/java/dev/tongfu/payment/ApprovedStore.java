package dev.tongfu.payment;

import dev.tongfu.money.CurrencyCode;
import dev.tongfu.money.Money;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/** What approved proposals change beside states: attempts, extra receipts. */
final class ApprovedStore {
    private static final String ATTEMPT_PAID = """
            update attempt set status = 'paid', bank_txn_no = coalesce(bank_txn_no, $4::text), next_query_at = null
            where merchant_id = $1::text and payment_id = $2::text and bank_order_no = $3::text
            """;

    private static final String OPEN_EXTRA = """
            insert into extra_receipt (merchant_id, payment_id, bank_ref, bank_order_no, channel_id, amount, currency,
                bank_date, status, created_at)
            select p.merchant_id, p.id, $3::text, a.bank_order_no, a.channel_id, $5::bigint, $6::text, $7::date, 'open',
                $8::timestamptz
            from payment p join attempt a on a.merchant_id = p.merchant_id and a.payment_id = p.id
            where p.merchant_id = $1::text and p.id = $2::text and a.bank_order_no = $4::text
                and a.channel_id = $9::text
            on conflict do nothing
            """;

    private static final String FIND_EXTRA = """
            select channel_id, amount, currency, status from extra_receipt
            where merchant_id = $1::text and payment_id = $2::text and bank_ref = $3::text
            """;

    private static final String MOVE_EXTRA = """
            update extra_receipt set status = $6::text
            where merchant_id = $1::text and payment_id = $2::text and bank_ref = $3::text and amount = $4::bigint
                and status = $5::text and channel_id = $7::text
            """;

    /** Every call for it ended without money, or what the bank said last by query is that it knows nothing of it. */
    private static final String UNKNOWN_AT_BANK = """
            select count(*) > 0 and bool_and(o.status = 'declined' or coalesce((
                select e.kind from evidence e where e.channel_id = o.channel_id and e.object = o.bank_order_no
                    and e.source = 'query' order by e.received_at desc limit 1) in ('notpaid', 'not_paid'), false))
                as unknown
            from operation o where o.merchant_id = $1::text and o.resource_id = $2::text
            """;

    private static final String END_CALLS = """
            update operation set status = 'declined', next_at = null
            where merchant_id = $1::text and resource_id = $2::text and status <> 'done'
            """;

    /** The order at the bank that the money came by, if it is one of the payment's. */
    Future<Void> attemptPaid(SqlClient transaction, Payment payment, BankSide line) {
        var tuple = Tuple.of(payment.merchantId(), payment.id(), line.orderNo(), line.reference());
        return transaction.preparedQuery(ATTEMPT_PAID).execute(tuple).mapEmpty();
    }

    /** False when the order is not the payment's, or the receipt is there already. */
    Future<Boolean> openExtra(SqlClient transaction, Extra extra, String orderNo, LocalDate bankDate, Instant now) {
        var tuple = Tuple.tuple()
                .addString(extra.merchantId())
                .addString(extra.paymentId())
                .addString(extra.reference())
                .addString(orderNo)
                .addLong(extra.amount().minor())
                .addString(extra.amount().currency().name())
                .addLocalDate(bankDate)
                .addOffsetDateTime(PaymentRows.time(now))
                .addString(extra.channelId());
        return changed(transaction, OPEN_EXTRA, tuple);
    }

    /** Empty: the payment has no such receipt, or it does not wait. */
    Future<Optional<Extra>> openExtra(SqlClient client, Payment payment, String reference) {
        return client.preparedQuery(FIND_EXTRA)
                .execute(Tuple.of(payment.merchantId(), payment.id(), reference))
                .map(rows -> PaymentStore.list(rows, row -> row).stream()
                        .filter(row -> "open".equals(row.getString("status")))
                        .findFirst()
                        .map(row -> new Extra(
                                payment.merchantId(),
                                payment.id(),
                                reference,
                                String.valueOf(row.getString("channel_id")),
                                new Money(row.getLong("amount"), CurrencyCode.valueOf(row.getString("currency"))))));
    }

    /** False when it is in another state, or of another amount. */
    Future<Boolean> moveExtra(SqlClient transaction, Extra extra, String from, String to) {
        var tuple = Tuple.tuple()
                .addString(extra.merchantId())
                .addString(extra.paymentId())
                .addString(extra.reference())
                .addLong(extra.amount().minor())
                .addString(from)
                .addString(to)
                .addString(extra.channelId());
        return changed(transaction, MOVE_EXTRA, tuple);
    }

    Future<Boolean> unknownAtBank(SqlClient client, String merchantId, String refundId) {
        return client.preparedQuery(UNKNOWN_AT_BANK)
                .execute(Tuple.of(merchantId, refundId))
                .map(rows -> rows.iterator().next().getBoolean("unknown"));
    }

    Future<Void> endCalls(SqlClient transaction, String merchantId, String refundId) {
        return transaction
                .preparedQuery(END_CALLS)
                .execute(Tuple.of(merchantId, refundId))
                .mapEmpty();
    }

    /** A second receipt of a payment, by the bank's reference of it. */
    record Extra(String merchantId, String paymentId, String reference, String channelId, Money amount) {}

    private static Future<Boolean> changed(SqlClient transaction, String sql, Tuple tuple) {
        return transaction.preparedQuery(sql).execute(tuple).map(rows -> rows.rowCount() == 1);
    }
}
