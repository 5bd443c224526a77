package dev.tongfu.console;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Breaks and what is proposed about them, as the console shows them. */
final class BreakViewStore {
    /**
     * Which breaks; an empty text is any.
     *
     * @param status a status, {@code active} for every one that is not over, or empty
     */
    record Filter(String status, String code, String bank, Place after, int limit) {}

    /** The last row of the page before; the first page begins after {@link #START}. */
    record Place(String date, String id) {
        static final Place START = new Place("infinity", "~");
    }

    private static final String COLUMNS = """
            select id, channel_id, bank, bank_date, run_id, code, status, version, direction, amount, currency, side,
                suspense, frozen, our_ref, bank_ref, merchant_id, payment_id, resource_id, line_no, line_id,
                transfer_id, rule, opened_at, changed_at,
            """;

    private static final String LIST = COLUMNS + """
                greatest(0, ($1::timestamptz at time zone 'Asia/Shanghai')::date - bank_date) as age_days
            from break
            where ($2::text = '' or status = $2::text or ($2::text = 'active' and status in
                    ('carried', 'open', 'proposed', 'resolving')))
                and ($3::text = '' or code = $3::text) and ($4::text = '' or bank = $4::text)
                and (bank_date, id) < ($5::text::date, $6::text)
            order by bank_date desc, id desc limit $7::int
            """;

    Future<List<Map<String, Object>>> list(SqlClient client, Filter filter, Instant now) {
        var values = Tuple.tuple()
                .addOffsetDateTime(Rows.utc(now))
                .addString(filter.status())
                .addString(filter.code())
                .addString(filter.bank())
                .addString(filter.after().date())
                .addString(filter.after().id())
                .addInteger(filter.limit());
        return client.preparedQuery(LIST).execute(values).map(Rows::maps);
    }

    private static final String ONE = COLUMNS + """
                evidence, greatest(0, ($2::timestamptz at time zone 'Asia/Shanghai')::date - bank_date) as age_days
            from break where id = $1::text
            """;

    Future<List<Map<String, Object>>> one(SqlClient client, String id, Instant now) {
        return client.preparedQuery(ONE).execute(Tuple.of(id, Rows.utc(now))).map(Rows::maps);
    }

    private static final String PROPOSAL = """
            select id, break_id, template, variant, parameters, amount, currency, reason, evidence_name,
                left(evidence_sha256, 12) as evidence_sha256, status, maker, made_at, approvers_needed, first_approver,
                second_approver, decided_by, decided_at, decision_reason, failure, refund_id, payout_id, preview
            from proposal
            """;

    private static final String OF_BREAK = PROPOSAL + "where break_id = $1::text order by made_at desc limit 50";

    Future<List<Map<String, Object>>> proposals(SqlClient client, String breakId) {
        return client.preparedQuery(OF_BREAK).execute(Tuple.of(breakId)).map(Rows::maps);
    }

    private static final String EVIDENCE = """
            select evidence_name, evidence from proposal where id = $1::text and evidence is not null
            """;

    Future<List<Map<String, Object>>> evidence(SqlClient client, String proposalId) {
        return client.preparedQuery(EVIDENCE).execute(Tuple.of(proposalId)).map(Rows::maps);
    }

    private static final String BY_STATUS = PROPOSAL + """
            where $1::text = '' or status = $1::text
                or ($1::text = 'active' and status in ('proposed', 'approved', 'executing'))
            order by made_at desc, id desc limit $2::int
            """;

    /** @param status a status, {@code active} for those that wait or run, or empty for all */
    Future<List<Map<String, Object>>> byStatus(SqlClient client, String status, int limit) {
        return client.preparedQuery(BY_STATUS).execute(Tuple.of(status, limit)).map(Rows::maps);
    }
}
