package dev.tongfu.reconciliation;

import dev.tongfu.ledger.Difference;
import dev.tongfu.ledger.Identity;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.util.List;

/** The identities between breaks and the ledger, each one statement that names what differs. */
final class SuspenseIdentityStore implements Identity {
    private static final String SUSPENSE = """
            with books as (
                select a.key as channel_id, a.currency,
                    case a.code when 2301 then 'surplus' else 'shortage' end as side,
                    sum(case a.code when 2301 then b.credits_posted - b.debits_posted
                        else b.debits_posted - b.credits_posted end) as amount
                from balance b join account a on a.id = b.account where a.code in (1201, 2301) group by 1, 2, 3
            ), ours as (
                select channel_id, currency, side, sum(suspense) as amount from break where suspense > 0
                group by 1, 2, 3
            )
            select coalesce(books.channel_id, ours.channel_id) || ' ' || coalesce(books.currency, ours.currency) || ' '
                    || coalesce(books.side, ours.side) as subject,
                coalesce(ours.amount, 0)::text as expected, coalesce(books.amount, 0)::text as found
            from books full join ours using (channel_id, currency, side)
            where coalesce(books.amount, 0) <> coalesce(ours.amount, 0) order by 1 limit 100
            """;

    private static final String FROZEN = """
            with ours as (
                select merchant_id, currency, sum(frozen) as amount from break where frozen > 0 group by 1, 2
            )
            select o.merchant_id || ' ' || o.currency as subject, 'at least ' || o.amount as expected,
                coalesce(sum(b.credits_posted - b.debits_posted), 0)::text as found
            from ours o left join account a on a.code = 2104 and a.key = o.merchant_id and a.currency = o.currency
            left join balance b on b.account = a.id
            group by o.merchant_id, o.currency, o.amount
            having coalesce(sum(b.credits_posted - b.debits_posted), 0) < o.amount order by 1 limit 100
            """;

    private static final String OVER = """
            select id as subject, 'nothing in suspense' as expected, suspense::text as found
            from break where status in ('resolved', 'cleared', 'carried') and suspense <> 0 order by id limit 100
            """;

    static final List<Identity> ALL = List.of(
            new SuspenseIdentityStore("I3 1201 and 2301 are what is in suspense for breaks", SUSPENSE),
            new SuspenseIdentityStore("I3 nothing is in suspense for a break that is over", OVER),
            new SuspenseIdentityStore("2104 covers what is frozen for breaks", FROZEN));

    private final String name;
    private final String sql;

    private SuspenseIdentityStore(String name, String sql) {
        this.name = name;
        this.sql = sql;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Future<List<Difference>> check(SqlClient client) {
        return client.preparedQuery(sql)
                .execute()
                .map(rows -> BreakStore.rows(
                        rows,
                        row -> new Difference(
                                row.getString("subject"), row.getString("expected"), row.getString("found"))));
    }
}
