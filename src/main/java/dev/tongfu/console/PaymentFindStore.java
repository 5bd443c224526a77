package dev.tongfu.console;

import dev.tongfu.db.Ids;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Finds payments over all merchants, newest first, by their ids, which order by time. */
final class PaymentFindStore {
    /**
     * What to look for; an empty text is any.
     *
     * @param before the last id of the page before, or empty
     */
    record Filter(Instant from, Instant to, String merchant, String status, String bank, String before, int limit) {
        private Tuple values() {
            return Tuple.tuple()
                    .addString(Ids.lowest("pay", from))
                    .addString(before.isEmpty() ? Ids.lowest("pay", to) : before)
                    .addString(merchant)
                    .addString(status)
                    .addString(bank)
                    .addInteger(limit);
        }
    }

    private static final String COLUMNS = """
            p.merchant_id, p.id, p.order_no, p.kind, p.status, p.amount, p.currency, p.captured, p.refunded,
            p.refund_reserved, p.bank, p.bank_txn_no, p.bank_date, p.accounting_date, p.subject, p.frozen,
            p.created_at, p.changed_at, p.paid_at, p.version, p.failure_code, p.failure_message
            """;

    private static final String LIST = "select " + COLUMNS + """
            from merchant m cross join lateral (
                select * from payment
                where merchant_id = m.id and id >= $1::text and id < $2::text
                    and ($4::text = '' or status = $4::text)
                    and ($5::text = '' or coalesce(bank, requested_bank) = $5::text)
                order by id desc limit $6::int) p
            where $3::text = '' or m.id = $3::text
            order by p.id desc limit $6::int
            """;

    Future<List<Map<String, Object>>> list(SqlClient client, Filter filter) {
        return client.preparedQuery(LIST).execute(filter.values()).map(Rows::maps);
    }

    Future<List<JsonObject>> json(SqlClient client, Filter filter) {
        return client.preparedQuery(LIST).execute(filter.values()).map(Rows::json);
    }

    private static final String FIND = "select " + COLUMNS + """
            from payment p join (
                select m.id as merchant_id, f.id from merchant m cross join lateral (
                    select id from payment where merchant_id = m.id and (id = $1::text or order_no = $1::text)
                    union select payment_id from refund
                        where merchant_id = m.id and (id = $1::text or refund_no = $1::text)) f
                union select merchant_id, payment_id from attempt where bank_order_no = $1::text
                union select merchant_id, payment_id from operation
                    where bank_order_no = $1::text and payment_id is not null
                union select merchant_id, payment_id from movement where transfer_id = $1::text
            ) found on found.merchant_id = p.merchant_id and found.id = p.id
            order by p.id desc limit $2::int
            """;

    /** By the number of a payment, of its order at the merchant or at the bank, or of one of its refunds. */
    Future<List<Map<String, Object>>> find(SqlClient client, String number, int limit) {
        return client.preparedQuery(FIND).execute(Tuple.of(number, limit)).map(Rows::maps);
    }

    private static final String BY_BANK_TXN = "select " + COLUMNS + """
            from merchant m cross join lateral (
                select * from payment
                where merchant_id = m.id and id >= $2::text and id < $3::text and bank_txn_no = $1::text) p
            order by p.id desc limit $4::int
            """;

    /** By the bank's own number, which has no index: within a window of time only. */
    Future<List<Map<String, Object>>> byBankNumber(
            SqlClient client, String number, Instant from, Instant to, int limit) {
        return client.preparedQuery(BY_BANK_TXN)
                .execute(Tuple.of(number, Ids.lowest("pay", from), Ids.lowest("pay", to), limit))
                .map(Rows::maps);
    }
}
