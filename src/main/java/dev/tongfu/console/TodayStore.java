package dev.tongfu.console;

import dev.tongfu.db.Ids;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** How the day goes, at a glance. Payments of a day are found by their ids, which order by time. */
final class TodayStore {
    private static final String PAYMENTS_OF_DAY = """
            from merchant m cross join lateral (
                select * from payment where merchant_id = m.id and id >= $1::text and id < $2::text) p
            """;

    private static final String HOURS = """
            select extract(hour from p.created_at at time zone 'Asia/Shanghai')::int as hour, count(*) as made,
                count(*) filter (where p.status in ('succeeded', 'captured', 'authorized', 'late_paid',
                    'late_refunded', 'reversed')) as paid,
                count(*) filter (where p.status in ('failed', 'closed', 'cancelled', 'expired')) as ended
            """ + PAYMENTS_OF_DAY + "group by 1 order by 1";

    /** Payments by the hour they were made in: {@code hour, made, paid, ended}. */
    Future<List<Map<String, Object>>> hours(SqlClient client, Instant from, Instant to) {
        return client.preparedQuery(HOURS).execute(window(from, to)).map(Rows::maps);
    }

    private static final String BANKS = """
            select coalesce(p.bank, p.requested_bank) as bank, count(*) as tried,
                count(*) filter (where p.status in ('succeeded', 'captured', 'authorized', 'late_paid',
                    'late_refunded', 'reversed')) as paid,
                count(*) filter (where p.status = 'failed') as failed,
                count(*) filter (where p.status = 'unknown') as unknown,
                count(*) filter (where p.status in ('submitted', 'awaiting_code')) as open,
                coalesce(sum(p.amount) filter (where p.status in ('succeeded', 'captured', 'late_paid',
                    'late_refunded', 'reversed')), 0)::bigint as amount
            """ + PAYMENTS_OF_DAY + "where p.attempts > 0 group by 1 order by 1";

    /** Payments whose payer chose a bank, by bank: {@code bank, tried, paid, failed, unknown, open, amount}. */
    Future<List<Map<String, Object>>> banks(SqlClient client, Instant from, Instant to) {
        return client.preparedQuery(BANKS).execute(window(from, to)).map(Rows::maps);
    }

    private static Tuple window(Instant from, Instant to) {
        return Tuple.of(Ids.lowest("pay", from), Ids.lowest("pay", to));
    }

    private static final String REFUNDS = """
            select count(*) as made, count(*) filter (where r.status = 'succeeded') as paid,
                coalesce(sum(r.amount) filter (where r.status = 'succeeded'), 0)::bigint as amount
            from merchant m cross join lateral (
                select status, amount from refund where merchant_id = m.id and id >= $1::text and id < $2::text) r
            """;

    /** One row: {@code made, paid, amount}. */
    Future<List<Map<String, Object>>> refunds(SqlClient client, Instant from, Instant to) {
        return client.preparedQuery(REFUNDS)
                .execute(Tuple.of(Ids.lowest("ref", from), Ids.lowest("ref", to)))
                .map(Rows::maps);
    }

    private static final String UNKNOWN = """
            select kind, count(*) filter (where age < interval '5 minutes') as fresh,
                count(*) filter (where age >= interval '5 minutes' and age < interval '1 hour') as hour,
                count(*) filter (where age >= interval '1 hour' and age < interval '1 day') as day,
                count(*) filter (where age >= interval '1 day') as older
            from (
                select 'payment' as kind, $1::timestamptz - created_at as age from payment where status = 'unknown'
                union all
                select 'refund', $1::timestamptz - created_at from refund where status = 'unknown'
            ) unclear group by kind order by kind
            """;

    /** What no bank has made clear yet, by age: {@code kind, fresh, hour, day, older}. */
    Future<List<Map<String, Object>>> unknown(SqlClient client, Instant now) {
        return client.preparedQuery(UNKNOWN).execute(Tuple.of(Rows.utc(now))).map(Rows::maps);
    }

    private static final String NOTIFICATIONS = """
            select
                (select count(*) from notification
                    where status = 'pending' and next_at is not null and next_at <= $1::timestamptz) as due,
                (select coalesce(extract(epoch from $1::timestamptz - min(next_at)), 0)::bigint from notification
                    where status = 'pending' and next_at is not null and next_at <= $1::timestamptz) as lag_s,
                (select count(*) from notification
                    where status = 'pending' and next_at is not null and next_at > $1::timestamptz) as later,
                (select count(*) from notification where status = 'dead') as dead
            """;

    /** One row: {@code due, lag_s, later, dead}. */
    Future<List<Map<String, Object>>> notifications(SqlClient client, Instant now) {
        return client.preparedQuery(NOTIFICATIONS)
                .execute(Tuple.of(Rows.utc(now)))
                .map(Rows::maps);
    }

    private static final String BREAKS = """
            select code, least(4, case when days <= 1 then 0 when days <= 3 then 1 when days <= 7 then 2
                    when days <= 30 then 3 else 4 end) as bucket, count(*) as number, sum(amount)::bigint as amount
            from (
                select code, amount, ($1::timestamptz at time zone 'Asia/Shanghai')::date - bank_date as days
                from break where status in ('carried', 'open', 'proposed', 'resolving')) open
            group by 1, 2 order by 1, 2
            """;

    /** Open breaks: {@code code, bucket (0-1, 2-3, 4-7, 8-30, >30 days as 0 to 4), number, amount}. */
    Future<List<Map<String, Object>>> breaks(SqlClient client, Instant now) {
        return client.preparedQuery(BREAKS).execute(Tuple.of(Rows.utc(now))).map(Rows::maps);
    }

    private static final String DAYS = """
            select b.book, sealed.date as sealed, waiting.days as days
            from (select distinct book from accounting_day) b
            left join lateral (select max(date) as date from accounting_day
                where book = b.book and status = 'sealed') sealed on true
            left join lateral (select string_agg(to_char(date, 'MM-DD') || ' ' || status, ',' order by date) as days
                from accounting_day where book = b.book and status <> 'sealed') waiting on true
            order by b.book
            """;

    /** Each book's last sealed day and those after it: {@code book, sealed, days ("MM-DD status", with commas)}. */
    Future<List<Map<String, Object>>> days(SqlClient client) {
        return client.preparedQuery(DAYS).execute().map(Rows::maps);
    }

    private static final String ALARMS = """
            select id, at, kind, subject, detail from alarm where cleared_at is null order by at desc limit $1::int
            """;

    Future<List<Map<String, Object>>> alarms(SqlClient client, int limit) {
        return client.preparedQuery(ALARMS).execute(Tuple.of(limit)).map(Rows::maps);
    }

    private static final String WAITING = """
            select
                (select count(*) from proposal where status = 'proposed') as proposals,
                (select count(*) from settlement where status = 'calculated') as settlements,
                (select count(*) from payout where status in ('created', 'submitted', 'unknown')) as payouts,
                (select count(*) from payout_account where status = 'proposed') as accounts,
                (select count(*) from statement_day where status = 'late') as statements,
                (select count(*) from break where status in ('open', 'proposed', 'resolving')) as breaks,
                (select count(*) from alarm where cleared_at is null) as alarms
            """;

    /** One row with what waits for a person: {@code proposals, settlements, payouts, accounts, statements, …}. */
    Future<List<Map<String, Object>>> waiting(SqlClient client) {
        return client.preparedQuery(WAITING).execute().map(Rows::maps);
    }
}
