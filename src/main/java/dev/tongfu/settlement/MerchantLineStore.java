package dev.tongfu.settlement;

import static dev.tongfu.settlement.SettlementRows.list;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.LocalDate;
import java.util.List;

/** Lines as they are read: those of a batch, and those of a date. */
final class MerchantLineStore {
    private static final String LINE = """
            select l.transfer_id, l.accounting_date, l.occurred_at, l.kind, l.resource_id, l.number, l.original_number,
                l.bank, l.bank_ref, l.fee - l.fee_back as fee,
                case when s.status not in ('open', 'calculated') then l.settlement_id end as settlement_id,
            """;

    private static final String OF_BATCH = LINE + """
                l.amount as amount
            from merchant_line l join settlement s on s.id = l.settlement_id
            where l.settlement_id = $1::text and l.settles and l.transfer_id > $2::text
            order by l.transfer_id limit $3::int
            """;

    /** In the order of their transfers, after one of them. */
    Future<List<MerchantLine>> ofBatch(SqlClient client, String settlementId, String after, int limit) {
        return client.preparedQuery(OF_BATCH)
                .execute(Tuple.of(settlementId, after, limit))
                .map(rows -> list(rows, MerchantLineStore::line));
    }

    private static final String OF_DATE = LINE + """
                l.effect as amount
            from merchant_line l left join settlement s on s.id = l.settlement_id
            where l.merchant_id = $1::text and l.accounting_date = $2::date and l.transfer_id > $3::text
                and l.effect <> 0
            order by l.transfer_id limit $4::int
            """;

    /** What changed the merchant's money on a date; moves between the merchant's own accounts are not listed. */
    Future<List<MerchantLine>> ofDate(SqlClient client, String merchantId, LocalDate date, String after, int limit) {
        return client.preparedQuery(OF_DATE)
                .execute(Tuple.of(merchantId, date, after, limit))
                .map(rows -> list(rows, MerchantLineStore::line));
    }

    private static final String BALANCE = """
            select coalesce(sum(effect) filter (where accounting_date < $2::date), 0)::bigint as opening,
                coalesce(sum(effect), 0)::bigint as closing
            from merchant_day where merchant_id = $1::text and accounting_date <= $2::date
            """;

    /** What the merchant had before a date and after it, over all its accounts. */
    Future<Balances> balances(SqlClient client, String merchantId, LocalDate date) {
        return client.preparedQuery(BALANCE)
                .execute(Tuple.of(merchantId, date))
                .map(rows -> rows.iterator().next())
                .map(row -> new Balances(row.getLong("opening"), row.getLong("closing")));
    }

    /** In minor units. */
    record Balances(long opening, long closing) {}

    private static MerchantLine line(Row row) {
        return new MerchantLine(
                row.getString("transfer_id"),
                row.getLocalDate("accounting_date"),
                row.getOffsetDateTime("occurred_at").toInstant(),
                row.getString("kind"),
                row.getString("resource_id"),
                row.getString("number"),
                row.getString("original_number"),
                row.getLong("amount"),
                row.getLong("fee"),
                row.getString("bank"),
                row.getString("bank_ref"),
                row.getString("settlement_id"));
    }
}
