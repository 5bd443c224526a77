package dev.tongfu.console;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Map;

/** Settlement batches, payouts and the accounts they go to, as the console shows them. */
final class SettlementViewStore {
    private static final String COLUMNS = """
            select s.id, s.merchant_id, m.name as merchant, s.currency, s.mode, s.period_from, s.period_to, s.due_on,
                s.status, s.version, s.line_count, s.gross, s.refunds, s.fees, s.adjustments, s.reserve, s.carried_in,
                s.carried_out, s.net, left(s.sha256, 12) as sha256, s.hold, s.calculated_by, s.approved_by, s.created_at
            from settlement s left join merchant m on m.id = s.merchant_id
            """;

    private static final String LIST = COLUMNS + """
            where ($1::text = '' or s.status = $1::text) and ($2::text = '' or s.merchant_id = $2::text)
            order by s.period_to desc, s.id desc limit $3::int
            """;

    Future<List<Map<String, Object>>> list(SqlClient client, String status, String merchant, int limit) {
        return client.preparedQuery(LIST)
                .execute(Tuple.of(status, merchant, limit))
                .map(Rows::maps);
    }

    private static final String ONE = COLUMNS + "where s.id = $1::text";

    Future<List<Map<String, Object>>> one(SqlClient client, String id) {
        return client.preparedQuery(ONE).execute(Tuple.of(id)).map(Rows::maps);
    }

    private static final String KINDS = """
            select kind, bank, count(*) as number, sum(amount)::bigint as amount, sum(fee - fee_back)::bigint as fee
            from merchant_line where settlement_id = $1::text and settles group by kind, bank order by kind, bank
            """;

    /** What a batch is made of: {@code kind, bank, number, amount, fee}. */
    Future<List<Map<String, Object>>> kinds(SqlClient client, String id) {
        return client.preparedQuery(KINDS).execute(Tuple.of(id)).map(Rows::maps);
    }

    private static final String LINES = """
            select occurred_at, accounting_date, kind, resource_id, payment_id, number, merchant_id, bank, bank_ref,
                amount, fee - fee_back as fee
            from merchant_line where settlement_id = $1::text and settles
            order by occurred_at, transfer_id limit $2::int
            """;

    Future<List<Map<String, Object>>> lines(SqlClient client, String id, int limit) {
        return client.preparedQuery(LINES).execute(Tuple.of(id, limit)).map(Rows::maps);
    }

    private static final String PAYOUT = """
            select p.id, p.settlement_id, p.proposal_id, p.merchant_id, p.channel_id, p.amount, p.currency, p.source,
                p.status, p.attempt, a.account_masked, a.road, a.file_id, a.bank_reference, a.next_at,
                a.said as failure, p.result, p.result_by, p.result_reason, p.created_at, p.changed_at
            from payout p join payout_attempt a on a.payout_id = p.id and a.attempt = p.attempt
            """;

    private static final String PAYOUTS = PAYOUT + """
            where $1::text = '' or p.status = $1::text order by p.created_at desc, p.id desc limit $2::int
            """;

    Future<List<Map<String, Object>>> payouts(SqlClient client, String status, int limit) {
        return client.preparedQuery(PAYOUTS).execute(Tuple.of(status, limit)).map(Rows::maps);
    }

    private static final String PAYOUTS_OF = PAYOUT + "where p.settlement_id = $1::text order by p.id limit 50";

    Future<List<Map<String, Object>>> payoutsOf(SqlClient client, String settlementId) {
        return client.preparedQuery(PAYOUTS_OF).execute(Tuple.of(settlementId)).map(Rows::maps);
    }

    private static final String ACCOUNTS = """
            select a.merchant_id, m.name as merchant, a.version, a.masked, a.status, a.proposed_by, a.proposed_at,
                a.decided_by, a.usable_from
            from payout_account a left join merchant m on m.id = a.merchant_id
            where a.status = 'proposed' order by a.proposed_at limit 50
            """;

    /** Accounts that wait for a second operator; of the account itself only the mask. */
    Future<List<Map<String, Object>>> accounts(SqlClient client) {
        return client.preparedQuery(ACCOUNTS).execute().map(Rows::maps);
    }
}
