package dev.tongfu.console;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** Statements and runs as the console shows them. */
final class ReconciliationViewStore {
    private static final String DAYS = """
            with named as (
                select channel_id, bank, bank_date from statement_day where bank_date between $1::date and $2::date
                union select channel_id, bank, bank_date from statement_version
                    where bank_date between $1::date and $2::date
                union select channel_id, bank, bank_date from reconciliation_run
                    where bank_date between $1::date and $2::date
            )
            select n.channel_id, n.bank, n.bank_date, d.status as statement, d.expected_at, d.tries, d.last_answer,
                v.version, r.status as reading, r.line_count, r.quarantined_count, r.net,
                run.id as run_id, run.status as run, run.number, run.failed_step,
                (select count(*) from break b where b.channel_id = n.channel_id and b.bank_date = n.bank_date
                    and b.status in ('carried', 'open', 'proposed', 'resolving')) as open
            from named n
            left join statement_day d on d.channel_id = n.channel_id and d.bank_date = n.bank_date
            left join lateral (select version from statement_version s
                where s.channel_id = n.channel_id and s.bank_date = n.bank_date
                order by version desc limit 1) v on true
            left join statement_reading r on r.channel_id = n.channel_id and r.bank_date = n.bank_date
                and r.version = v.version
            left join lateral (select id, status, number, failed_step from reconciliation_run x
                where x.channel_id = n.channel_id and x.bank_date = n.bank_date
                order by number desc limit 1) run on true
            where $3::text = '' or n.bank = $3::text
            order by n.bank_date desc, n.channel_id limit 200
            """;

    /** Per channel and bank date: where the statement and its newest run stand. */
    Future<List<Map<String, Object>>> days(SqlClient client, LocalDate from, LocalDate to, String bank) {
        return client.preparedQuery(DAYS).execute(Tuple.of(from, to, bank)).map(Rows::maps);
    }

    private static final String RUN = """
            select id, channel_id, bank, bank_date, version, number, status, failed_step, failure, proof, actor,
                created_at, changed_at
            from reconciliation_run where id = $1::text
            """;

    Future<List<Map<String, Object>>> run(SqlClient client, String id) {
        return client.preparedQuery(RUN).execute(Tuple.of(id)).map(Rows::maps);
    }

    private static final String OTHER_RUNS = """
            select id, number, version, status, actor, created_at from reconciliation_run
            where channel_id = $1::text and bank_date = $2::date order by number desc limit 50
            """;

    Future<List<Map<String, Object>>> runs(SqlClient client, String channel, LocalDate date) {
        return client.preparedQuery(OTHER_RUNS).execute(Tuple.of(channel, date)).map(Rows::maps);
    }

    private static final String RUN_BREAKS = """
            select code, count(*) as number, sum(amount)::bigint as amount,
                count(*) filter (where status in ('carried', 'open', 'proposed', 'resolving')) as open
            from break where channel_id = $1::text and bank_date = $2::date group by code order by code
            """;

    /** What was found on a channel and bank date: {@code code, number, amount, open}. */
    Future<List<Map<String, Object>>> found(SqlClient client, String channel, LocalDate date) {
        return client.preparedQuery(RUN_BREAKS).execute(Tuple.of(channel, date)).map(Rows::maps);
    }

    private static final String POSTINGS = """
            select template, event_key, debit, credit, amount, currency from run_posting
            where channel_id = $1::text and bank_date = $2::date order by template, event_key limit 200
            """;

    Future<List<Map<String, Object>>> postings(SqlClient client, String channel, LocalDate date) {
        return client.preparedQuery(POSTINGS).execute(Tuple.of(channel, date)).map(Rows::maps);
    }

    private static final String VERSIONS = """
            select s.version, s.name, s.format, s.source, s.size, left(s.sha256, 12) as sha256, s.taken_by, s.taken_at,
                r.status as reading, r.reason, r.line_count, r.quarantined_count, r.in_count, r.in_amount, r.out_count,
                r.out_amount, r.fee, r.net
            from statement_version s
            left join statement_reading r on r.channel_id = s.channel_id and r.bank_date = s.bank_date
                and r.version = s.version
            where s.channel_id = $1::text and s.bank_date = $2::date order by s.version desc limit 50
            """;

    Future<List<Map<String, Object>>> versions(SqlClient client, String channel, LocalDate date) {
        return client.preparedQuery(VERSIONS).execute(Tuple.of(channel, date)).map(Rows::maps);
    }

    private static final String QUARANTINED = """
            select version, line_no, reason, left(raw, 300) as raw, released_by from quarantined_line
            where channel_id = $1::text and bank_date = $2::date order by version desc, line_no limit 100
            """;

    Future<List<Map<String, Object>>> quarantined(SqlClient client, String channel, LocalDate date) {
        return client.preparedQuery(QUARANTINED)
                .execute(Tuple.of(channel, date))
                .map(Rows::maps);
    }
}
