package dev.tongfu.payment;

import dev.tongfu.money.CurrencyCode;
import dev.tongfu.money.Money;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.List;

/** Finds money that waits apart to be given back, and that nothing was tried with yet. */
final class OwnRefundStore {
    private static final String LATE = "select " + PaymentRows.PAYMENT_COLUMNS + """
            from payment p join merchant_policy m on m.merchant_id = p.merchant_id and m.late_money = 'refund'
            where p.status = 'late_paid' and p.refunded = 0 and p.refund_reserved = 0 and not p.frozen
              and not exists (select 1 from refund r where r.merchant_id = p.merchant_id and r.payment_id = p.id
                  and r.source = 'late')
            order by p.changed_at limit $1::int
            """;

    /** Only where the bank can tell it from the payment's own money: it was paid under another order. */
    private static final String EXTRA = "select " + PaymentRows.PAYMENT_COLUMNS + """
            , x.bank_ref as extra_ref, x.amount as extra_amount, x.currency as extra_currency
            from extra_receipt x join payment p on p.merchant_id = x.merchant_id and p.id = x.payment_id
            join attempt a on a.bank_order_no = x.bank_order_no
            where x.status = 'open'
              and exists (select 1 from attempt o where o.merchant_id = x.merchant_id and o.payment_id = x.payment_id
                  and o.bank_order_no <> x.bank_order_no and o.status = 'paid')
              and not exists (select 1 from extra_receipt s where s.bank_order_no = x.bank_order_no
                  and s.bank_ref <> x.bank_ref)
              and not exists (select 1 from refund r where r.merchant_id = x.merchant_id
                  and r.payment_id = x.payment_id and r.source_ref = x.bank_ref)
              and (a.bank_txn_no is null or a.bank_txn_no = x.bank_ref or x.bank_ref = x.bank_order_no)
            order by x.created_at limit $1::int
            """;

    /** An extra receipt and the payment it belongs to. */
    record Extra(Payment payment, String bankRef, Money amount) {}

    Future<List<Payment>> late(SqlClient client, int limit) {
        return client.preparedQuery(LATE)
                .execute(Tuple.of(limit))
                .map(rows -> PaymentStore.list(rows, PaymentRows::payment));
    }

    Future<List<Extra>> extra(SqlClient client, int limit) {
        return client.preparedQuery(EXTRA)
                .execute(Tuple.of(limit))
                .map(rows -> PaymentStore.list(
                        rows,
                        row -> new Extra(
                                PaymentRows.payment(row),
                                row.getString("extra_ref"),
                                new Money(
                                        row.getLong("extra_amount"),
                                        CurrencyCode.valueOf(row.getString("extra_currency"))))));
    }
}
