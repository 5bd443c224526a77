package dev.tongfu.reconciliation;

import dev.tongfu.ledger.Difference;
import dev.tongfu.ledger.DifferenceStore;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** I1 to I3: what must hold between runs, breaks, movements and the ledger at any moment. */
final class IdentityStore {
    private static final int DIFFERENCES_MAX = 100;

    /** What runs posted to cash is what their statements say, and cash is moved by nothing else. */
    private static final String CASH = """
            with posted as (
              select p.channel_id, p.bank_date,
                     sum(case when starts_with(p.debit, '1102/') then p.amount
                              when starts_with(p.credit, '1102/') then -p.amount else 0 end)::bigint as amount,
                     sum(case when p.template = 'K8' then 0 when starts_with(p.debit, '1102/') then p.amount
                              when starts_with(p.credit, '1102/') then -p.amount else 0 end)::bigint as of_lines
              from run_posting p group by 1, 2
            )
            select r.channel_id || ':' || r.bank_date as subject, (r.proof ->> 'net') as expected,
                   coalesce(p.of_lines, 0)::text as actual
            from reconciliation_run r
            left join posted p on p.channel_id = r.channel_id and p.bank_date = r.bank_date
            where r.status = 'proven' and (r.proof ->> 'net')::bigint <> coalesce(p.of_lines, 0)
            union all
            select a.id, coalesce(p.amount, 0)::text, (b.debits - b.credits)::text
            from account a
            join (select account, sum(debits_posted) as debits, sum(credits_posted) as credits
                  from balance group by account) b on b.account = a.id
            left join (select channel_id, sum(amount) as amount from posted group by 1) p on p.channel_id = a.key
            where a.code = 1102 and b.debits - b.credits <> coalesce(p.amount, 0)
            order by 1 limit $1::int
            """;

    /**
     * 1101 of a date is what no line states and is not in suspense; what runs have not taken from the ledger yet
     * counts too. $1 channel and $2 date, or null for all dates that runs looked at lately or that are not at zero.
     */
    private static final String RECEIVABLES = """
            with books as materialized (
              select a.id, split_part(a.key, ':', 1) as channel_id, split_part(a.key, ':', 2)::date as bank_date,
                     a.currency, sum(b.debits_posted - b.credits_posted)::bigint as amount
              from account a join balance b on b.account = a.id
              where a.code = 1101 and ($1::text is null or starts_with(a.key, $1::text || ':'))
                and ($2::date is null or split_part(a.key, ':', 2)::date between $2::date - 1 and $2::date + 1)
              group by a.id, a.key, a.currency
            ), looked as (
              select books.* from books
              where exists (select from reconciliation_run r where r.channel_id = books.channel_id
                  and r.bank_date = books.bank_date and r.status in ('posted', 'proven', 'unproven'))
                and (books.amount <> 0 or books.bank_date >= (select max(r.bank_date) - 10 from reconciliation_run r
                  where r.channel_id = books.channel_id))
            ), waiting as (
              select k.id, coalesce((
                select sum(case m.direction when 'in' then m.amount else -m.amount end)
                from movement m
                where m.channel_id = k.channel_id and m.bank_date = k.bank_date and m.currency = k.currency
                  and m.transfer_id not in (select s.transfer_id from statement_match s
                    where s.channel_id = k.channel_id and s.bank_date >= k.bank_date - 1)
                  and m.transfer_id not in (select b.transfer_id from break b
                    where b.channel_id = k.channel_id and b.transfer_id is not null
                      and b.code in ('platform_only', 'bank_unpaid', 'kind')
                      and (b.suspense > 0 or b.status in ('proposed', 'resolving', 'resolved')))), 0)::bigint as amount
              from looked k
            )
            select k.id as subject, (w.amount + late.amount)::text as expected, k.amount::text as actual
            from looked k join waiting w on w.id = k.id
            cross join lateral (
              select coalesce(sum(case when t.debit = k.id then t.amount else -t.amount end), 0)::bigint as amount
              from every_transfer t
              where k.amount <> w.amount and t.accounting_date >= k.bank_date and t.value_date = k.bank_date
                and (t.debit = k.id or t.credit = k.id)
                and t.template in ('P1', 'P2', 'P5', 'A3', 'A5', 'R2', 'R5', 'R6', 'R7')
                and not exists (select from movement m where m.transfer_id = t.id)) late
            where k.amount <> w.amount + late.amount
            order by 1 limit $3::int
            """;

    /** 1201 and 2301 are the breaks that are not resolved; R6 that no run has seen yet is one too. */
    private static final String SUSPENSE = """
            with books as (
              select a.key as channel_id, a.currency, case a.code when 1201 then 'shortage' else 'surplus' end as side,
                     sum(case a.code when 1201 then b.debits_posted - b.credits_posted
                                     else b.credits_posted - b.debits_posted end)::bigint as amount
              from account a join balance b on b.account = a.id
              where a.code in (1201, 2301) and ($1::text is null or a.key = $1::text)
              group by a.key, a.currency, a.code
            ), ours as (
              select channel_id, currency, side, sum(suspense)::bigint as amount
              from (
                select channel_id, currency, side, suspense from break
                where status in ('carried', 'open', 'proposed', 'resolving') and suspense > 0
                  and ($1::text is null or channel_id = $1::text)
                union all
                select split_part(t.debit, '/', 2), t.currency, 'shortage', t.amount
                from every_transfer t
                where t.template = 'R6' and ($1::text is null or split_part(t.debit, '/', 2) = $1::text)
                  and not exists (select from break b where b.transfer_id = t.id and b.code = 'duplicate')) parts
              group by 1, 2, 3
            )
            select coalesce(b.channel_id, o.channel_id) || ' ' || coalesce(b.side, o.side) as subject,
                   coalesce(o.amount, 0)::text as expected, coalesce(b.amount, 0)::text as actual
            from books b full join ours o using (channel_id, currency, side)
            where coalesce(b.amount, 0) <> coalesce(o.amount, 0)
            order by 1 limit $2::int
            """;

    Future<List<Difference>> cash(SqlClient client) {
        return DifferenceStore.list(client, CASH, Tuple.of(DIFFERENCES_MAX));
    }

    Future<List<Difference>> receivables(SqlClient client, @Nullable String channelId, @Nullable LocalDate bankDate) {
        return DifferenceStore.list(
                client,
                RECEIVABLES,
                Tuple.tuple().addString(channelId).addLocalDate(bankDate).addInteger(DIFFERENCES_MAX));
    }

    Future<List<Difference>> suspense(SqlClient client, @Nullable String channelId) {
        return DifferenceStore.list(
                client, SUSPENSE, Tuple.tuple().addString(channelId).addInteger(DIFFERENCES_MAX));
    }
}
