package dev.tongfu.metrics;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.List;

/**
 * What only the rows know, in one statement: every part goes by an index that holds only what is open, and stops at a
 * number of rows. Tables without such an index here are small (leases, days of the books).
 */
final class FigureStore {
    private static final String AGE = """
            case when now() - %1$s < interval '1 minute' then '0-1m'
                 when now() - %1$s < interval '10 minutes' then '1m-10m'
                 when now() - %1$s < interval '1 hour' then '10m-1h'
                 when now() - %1$s < interval '1 day' then '1h-1d'
                 when now() - %1$s < interval '3 days' then '1d-3d'
                 else '3d+' end
            """;

    private static final String OPEN = """
            with unknown_payment as materialized (
                select created_at from payment where status = 'unknown' order by created_at limit $1::int
            ), unknown_refund as materialized (
                select created_at from refund where status = 'unknown' order by created_at limit $1::int
            ), unpaid as materialized (
                select expires_at from payment where status = 'created' order by expires_at limit $1::int
            ), asked as materialized (
                select bank, status from attempt where next_query_at is not null order by next_query_at limit $1::int
            ), called as materialized (
                select bank, kind, status from operation where next_at is not null order by next_at limit $1::int
            ), difference as materialized (
                select code, opened_at from break
                where status in ('carried', 'open', 'proposed', 'resolving') order by bank_date, id limit $1::int
            ), paying as materialized (
                select status from payout where status in ('created', 'submitted', 'unknown')
                order by changed_at limit $1::int
            ), paid_out as materialized (
                select status from (select status from payout order by id desc limit $1::int) newest
                where status in ('paid', 'failed', 'returned')
            )
            """;

    private static final String QUEUES = """
            , recursive_waiting as materialized (
                with recursive waiting(merchant_id) as (
                    (select merchant_id from notification
                     where status = 'pending' and next_at is not null order by merchant_id limit 1)
                    union all
                    select (select n.merchant_id from notification n
                            where n.status = 'pending' and n.next_at is not null and n.merchant_id > w.merchant_id
                            order by n.merchant_id limit 1)
                    from waiting w where w.merchant_id is not null
                )
                select (select n.next_at from notification n
                        where n.merchant_id = w.merchant_id and n.status = 'pending' and n.next_at is not null
                        order by n.next_at limit 1) as next_at
                from waiting w where w.merchant_id is not null limit $1::int
            ), outbox as materialized (
                select next_at from notification where status = 'pending' and next_at is not null
                order by merchant_id, next_at limit $1::int
            )
            """;

    private static final String FIGURES = """
            select 'PAYMENTS_UNKNOWN' as figure, %s as first, '' as second, count(*)::float8 as value
            from unknown_payment group by 2
            union all select 'PAYMENTS_UNKNOWN_OLDEST', '', '', %s from unknown_payment
            union all select 'REFUNDS_UNKNOWN', %s, '', count(*)::float8 from unknown_refund group by 2
            union all select 'REFUNDS_UNKNOWN_OLDEST', '', '', %s from unknown_refund
            union all select 'PAYMENTS_UNPAID', '', '', count(*)::float8 from unpaid
            union all select 'ATTEMPTS_OPEN', bank, status, count(*)::float8 from asked group by bank, status
            union all select 'OPERATIONS_OPEN', bank, kind, count(*)::float8 from called group by bank, kind
            union all select 'BREAKS_OPEN', code, %s, count(*)::float8 from difference group by 2, 3
            union all select 'BREAKS_OLDEST', '', '', %s from difference
            union all select 'PAYOUTS', status, '', count(*)::float8 from paying group by status
            union all select 'PAYOUTS', status, '', count(*)::float8 from paid_out group by status
            union all select 'OUTBOX', '', '', count(*)::float8 from outbox
            union all select 'NOTIFICATIONS_DUE', '', '', count(*) filter (where next_at <= now())::float8 from outbox
            union all select 'NOTIFICATIONS_OLDEST_DUE', '', '', %s from recursive_waiting
            """.formatted(
                    age("created_at"),
                    oldest("created_at"),
                    age("created_at"),
                    oldest("created_at"),
                    age("opened_at"),
                    oldest("opened_at"),
                    oldest("next_at"));

    private static final String FEW = """
            union all select 'NOTIFICATIONS_DEAD', '', '', count(*)::float8 from (
                select 1 from notification where status = 'dead' order by created_at limit $1::int) dead
            union all select 'ALARMS_OPEN', kind, '', count(*)::float8 from (
                select kind from alarm where cleared_at is null order by at limit $1::int) raised group by kind
            union all select 'PROPOSALS_WAITING', '', '', count(*)::float8 from (
                select 1 from proposal where status in ('proposed', 'approved', 'executing')
                order by made_at limit $1::int) made
            union all select 'STATEMENTS_EXPECTED', bank, status, count(*)::float8 from statement_day
                where next_at is not null group by bank, status
            union all select 'DAYS_OPEN', book, status, count(*)::float8 from accounting_day
                where status <> 'sealed' group by book, status
            union all select 'LEASES_HELD', name, '', case when held_until > now() then 1 else 0 end::float8
                from scheduler_lease
            """;

    static final String ALL = OPEN + QUEUES + FIGURES + FEW;

    /** One number, under the labels that its figure has. */
    record Reading(Figure figure, String first, String second, double value) {}

    Future<List<Reading>> read(SqlClient client, int rowsMax) {
        return client.preparedQuery(ALL)
                .execute(Tuple.of(rowsMax))
                .map(rows -> rows.stream().map(FigureStore::reading).toList());
    }

    private static Reading reading(Row row) {
        return new Reading(
                Figure.valueOf(row.getString("figure")),
                row.getString("first"),
                row.getString("second"),
                row.getDouble("value"));
    }

    private static String age(String time) {
        return AGE.formatted(time);
    }

    /** Seconds since the earliest; 0: there is none, or it is still to come. */
    private static String oldest(String time) {
        return "greatest(0, coalesce(extract(epoch from now() - min(" + time + ")), 0))::float8";
    }
}
