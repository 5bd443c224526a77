package dev.tongfu.ledger;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/** What the ledger can say about itself without reading all of it, and the one statement that does read all. */
final class LedgerProofStore {
    private static final String BALANCES = """
            with kept as (
              select account, sum(debits_posted)::bigint as debits_posted,
                     sum(credits_posted)::bigint as credits_posted,
                     sum(debits_pending)::bigint as debits_pending, sum(credits_pending)::bigint as credits_pending
              from balance group by account
            ), booked as (
              %s
            )
            select account,
                   concat_ws(' ', coalesce(b.debits_posted, 0), coalesce(b.credits_posted, 0),
                             coalesce(b.debits_pending, 0), coalesce(b.credits_pending, 0)) as expected,
                   concat_ws(' ', coalesce(k.debits_posted, 0), coalesce(k.credits_posted, 0),
                             coalesce(k.debits_pending, 0), coalesce(k.credits_pending, 0)) as actual
            from kept k full join booked b using (account)
            where (coalesce(b.debits_posted, 0), coalesce(b.credits_posted, 0),
                   coalesce(b.debits_pending, 0), coalesce(b.credits_pending, 0))
               <> (coalesce(k.debits_posted, 0), coalesce(k.credits_posted, 0),
                   coalesce(k.debits_pending, 0), coalesce(k.credits_pending, 0))
            order by account
            limit $1::integer
            """;

    /** Sealed days are added up already; only the days still unsealed are read. */
    private static final String BALANCES_SINCE_SEALS = BALANCES.formatted("""
            select account, sum(debits_posted)::bigint as debits_posted, sum(credits_posted)::bigint as credits_posted,
                   sum(debits_pending)::bigint as debits_pending, sum(credits_pending)::bigint as credits_pending
            from (
              select account, debits_posted, credits_posted, debits_pending, credits_pending from sealed_balance
              union all
              select account, debits_posted, credits_posted, debits_pending, credits_pending from (%s) recent
            ) parts
            group by account
            """.formatted(TransferStore.sums("""
                                    (select t.* from accounting_day d
                                     join transfer t on t.accounting_date = d.date and t.book = d.book
                                     where d.status <> 'sealed') unsealed""")));

    private static final String BALANCES_FROM_THE_START = BALANCES.formatted(TransferStore.sums("every_transfer"));

    private static final String ADD_TO_SEALED = """
            insert into sealed_balance as s (account, debits_posted, credits_posted, debits_pending, credits_pending)
            select account, debits_posted, credits_posted, debits_pending, credits_pending
            from (%s) of_day order by account
            on conflict (account) do update
            set debits_posted = s.debits_posted + excluded.debits_posted,
                credits_posted = s.credits_posted + excluded.credits_posted,
                debits_pending = s.debits_pending + excluded.debits_pending,
                credits_pending = s.credits_pending + excluded.credits_pending
            """.formatted(TransferStore.sums(
            "(select * from transfer where book = $1::text and accounting_date = $2::date) day"));

    private static final String ADD_TOTALS = """
            insert into accounting_day_total (book, date, currency, code, debits, credits)
            select $1::text, $2::date, currency, split_part(account, '/', 1)::integer,
                   sum(debits_posted)::bigint, sum(credits_posted)::bigint
            from (%s) sides
            group by 3, 4 having sum(debits_posted + credits_posted) > 0
            """.formatted(TransferStore.sides(
            "(select * from transfer where book = $1::text and accounting_date = $2::date) day"));

    private static final String DAY_TRIAL = """
            select book || '@' || date || ' ' || currency as subject, '0' as expected,
                   (sum(debits) - sum(credits))::text as actual
            from accounting_day_total where book = $1::text and date = $2::date
            group by book, date, currency having sum(debits) <> sum(credits)
            """;

    private static final String TRIAL = """
            select a.currency, sum(b.debits_posted)::bigint as debits, sum(b.credits_posted)::bigint as credits,
                   sum(b.debits_pending)::bigint as debits_pending, sum(b.credits_pending)::bigint as credits_pending
            from balance b join account a on a.id = b.account
            group by a.currency order by a.currency
            """;

    private static final String PASS_THROUGH = """
            select account as subject, '0' as expected, (sum(debits_posted) - sum(credits_posted))::text as actual
            from balance where account like '1103/%' or account like '2201/%'
            group by account having sum(debits_posted) <> sum(credits_posted) order by account
            """;

    private static final String FLOORS = """
            select account as subject, '>= ' || floor as expected,
                   (credits_posted - debits_posted - debits_pending)::text as actual
            from balance
            where split_part(account, '/', 1) in ('2102', '2103', '2104', '2303', '2304')
              and (floor is distinct from 0 or credits_posted - debits_posted - debits_pending < 0)
            order by account
            """;

    private static final String HEADS = """
            select distinct on (book) book, date, encode(seal, 'hex') as seal
            from accounting_day where status = 'sealed' order by book, date desc
            """;

    private static final String STRAY_DAYS = """
            select distinct t.book || '@' || t.accounting_date as subject, 'an accounting day' as expected,
                   'none' as actual
            from every_transfer t
            where not exists (select from accounting_day d where d.book = t.book and d.date = t.accounting_date)
            limit $1::integer
            """;

    private static final String MONTHS_AHEAD = """
            select count(*)::integer as months from pg_inherits i join pg_class c on c.oid = i.inhrelid
            where i.inhparent = 'public.transfer'::regclass and c.relname ~ '^transfer_[0-9]{4}_[0-9]{2}$'
                and c.relname > 'transfer_' || to_char(now() at time zone 'Asia/Shanghai', 'YYYY_MM')
            """;

    private static final String ALLOW_TIME = "select set_config('statement_timeout', $1::text, true)";

    /** Gives the statements of this transaction more time than the gateway's short ones have. */
    Future<Void> allowTime(SqlClient tx, int timeoutMs) {
        return tx.preparedQuery(ALLOW_TIME)
                .execute(Tuple.of(Integer.toString(timeoutMs)))
                .mapEmpty();
    }

    /** Balances that are not the sum of their transfers: debits, credits posted, debits, credits pending. */
    Future<List<Difference>> balances(SqlClient client, int rowsMax) {
        return list(client, BALANCES_SINCE_SEALS, Tuple.of(rowsMax), LedgerProofStore::accountDifference);
    }

    Future<List<Difference>> balancesFromTheStart(SqlClient client, int rowsMax) {
        return list(client, BALANCES_FROM_THE_START, Tuple.of(rowsMax), LedgerProofStore::accountDifference);
    }

    /** Adds a day to what is sealed. */
    Future<Void> addToSealed(SqlClient tx, BookDate day) {
        var parameters = Tuple.of(day.book(), day.date());
        return tx.preparedQuery(ADD_TOTALS)
                .execute(parameters)
                .compose(done -> tx.preparedQuery(ADD_TO_SEALED).execute(parameters))
                .mapEmpty();
    }

    Future<List<Difference>> dayTrial(SqlClient tx, BookDate day) {
        return list(tx, DAY_TRIAL, Tuple.of(day.book(), day.date()), LedgerProofStore::difference);
    }

    Future<List<LedgerProof.TrialBalance>> trial(SqlClient client) {
        return list(
                client,
                TRIAL,
                Tuple.tuple(),
                row -> new LedgerProof.TrialBalance(
                        row.getString("currency"),
                        row.getLong("debits"),
                        row.getLong("credits"),
                        row.getLong("debits_pending"),
                        row.getLong("credits_pending")));
    }

    Future<List<Difference>> passThrough(SqlClient client) {
        return list(client, PASS_THROUGH, Tuple.tuple(), LedgerProofStore::difference);
    }

    Future<List<Difference>> floors(SqlClient client) {
        return list(client, FLOORS, Tuple.tuple(), LedgerProofStore::difference);
    }

    /** The last seal of each book. */
    Future<Integer> monthsAhead(SqlClient client) {
        return client.preparedQuery(MONTHS_AHEAD)
                .execute()
                .map(rows -> rows.iterator().next().getInteger("months"));
    }

    Future<List<LedgerProof.ChainHead>> heads(SqlClient client) {
        return list(
                client,
                HEADS,
                Tuple.tuple(),
                row -> new LedgerProof.ChainHead(
                        new BookDate(row.getString("book"), row.getLocalDate("date")), row.getString("seal")));
    }

    /** Transfers of a day that no book has. */
    Future<List<Difference>> strayDays(SqlClient client, int rowsMax) {
        return list(client, STRAY_DAYS, Tuple.of(rowsMax), LedgerProofStore::difference);
    }

    private static <T> Future<List<T>> list(SqlClient client, String sql, Tuple parameters, Function<Row, T> map) {
        return client.preparedQuery(sql)
                .execute(parameters)
                .map(rows ->
                        StreamSupport.stream(rows.spliterator(), false).map(map).toList());
    }

    private static Difference accountDifference(Row row) {
        return new Difference(row.getString("account"), row.getString("expected"), row.getString("actual"));
    }

    private static Difference difference(Row row) {
        return new Difference(row.getString("subject"), row.getString("expected"), row.getString("actual"));
    }
}
