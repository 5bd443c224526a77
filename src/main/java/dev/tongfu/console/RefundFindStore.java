package dev.tongfu.console;

import dev.tongfu.db.Ids;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.List;

/** Finds refunds over all merchants, newest first, by their ids, which order by time. */
final class RefundFindStore {
    private static final String LIST = """
            select r.merchant_id, r.id, r.refund_no, r.payment_id, r.status, r.amount, r.currency, r.reason, r.source,
                r.batch_id, r.bank, r.channel_id, r.bank_refund_no, r.bank_date, r.accounting_date, r.created_at,
                r.changed_at, r.version, r.failure_code, r.failure_message
            from merchant m cross join lateral (
                select * from refund
                where merchant_id = m.id and id >= $1::text and id < $2::text
                    and ($4::text = '' or status = $4::text) and ($5::text = '' or bank = $5::text)
                order by id desc limit $6::int) r
            where $3::text = '' or m.id = $3::text
            order by r.id desc limit $6::int
            """;

    /** @param filter its {@code before} is the last refund's id of the page before */
    Future<List<JsonObject>> json(SqlClient client, PaymentFindStore.Filter filter) {
        var values = Tuple.tuple()
                .addString(Ids.lowest("ref", filter.from()))
                .addString(filter.before().isEmpty() ? Ids.lowest("ref", filter.to()) : filter.before())
                .addString(filter.merchant())
                .addString(filter.status())
                .addString(filter.bank())
                .addInteger(filter.limit());
        return client.preparedQuery(LIST).execute(values).map(Rows::json);
    }
}
