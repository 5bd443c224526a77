package dev.tongfu.settlement;

import dev.tongfu.ledger.DifferenceStore;
import dev.tongfu.ledger.Identity;
import java.util.List;

/** The identities between settlement and the ledger, each one statement that names what differs. */
final class SettlementIdentityStore {
    /** Lines of days that are not made yet are taken from the ledger itself. */
    private static final String UNMADE = """
            unmade as (
              select t.* from every_transfer t
              where t.kind in ('posted', 'post')
                and not exists (select from projected_day p where p.book = t.book
                  and p.accounting_date = t.accounting_date)
                and (t.debit >= '2101/' and t.debit < '2105/' or t.credit >= '2101/' and t.credit < '2105/')
            ),
            """;

    private static final String PENDING = "with " + UNMADE + """
            books as (
              select a.key as merchant_id, a.currency, sum(b.credits_posted - b.debits_posted) as amount
              from balance b join account a on a.id = b.account where a.code = 2101 group by 1, 2
            ), parts as (
              select l.merchant_id, l.currency, l.amount from merchant_line l
              left join settlement s on s.id = l.settlement_id
              where l.settles and (l.settlement_id is null or s.status in ('open', 'calculated'))
              union all
              select split_part(u.credit, '/', 2), u.currency, u.amount from unmade u
              where u.credit like '2101/%' and u.template not in ('C1', 'C2', 'C3', 'C4')
              union all
              select split_part(u.debit, '/', 2), u.currency, -u.amount from unmade u
              where u.debit like '2101/%' and u.template not in ('C1', 'C2', 'C3', 'C4')
              union all
              select * from (select distinct on (merchant_id, currency) merchant_id, currency, carried_out
                from settlement where status not in ('open', 'calculated')
                order by merchant_id, currency, period_to desc) last
            ), ours as (
              select merchant_id, currency, sum(amount) as amount from parts group by 1, 2
            )
            select coalesce(books.merchant_id, ours.merchant_id) as subject, coalesce(ours.amount, 0)::text as expected,
                coalesce(books.amount, 0)::text as found
            from books full join ours using (merchant_id, currency)
            where coalesce(books.amount, 0) <> coalesce(ours.amount, 0) order by 1 limit 100
            """;

    private static final String STATEMENTS = "with " + UNMADE + """
            books as (
              select a.key as merchant_id, a.currency, sum(b.credits_posted - b.debits_posted) as amount
              from balance b join account a on a.id = b.account where a.code between 2101 and 2104 group by 1, 2
            ), parts as (
              select merchant_id, currency, effect as amount from merchant_day
              union all
              select split_part(u.credit, '/', 2), u.currency, u.amount from unmade u
              where u.credit >= '2101/' and u.credit < '2105/'
              union all
              select split_part(u.debit, '/', 2), u.currency, -u.amount from unmade u
              where u.debit >= '2101/' and u.debit < '2105/'
            ), ours as (
              select merchant_id, currency, sum(amount) as amount from parts group by 1, 2
            )
            select coalesce(books.merchant_id, ours.merchant_id) as subject, coalesce(ours.amount, 0)::text as expected,
                coalesce(books.amount, 0)::text as found
            from books full join ours using (merchant_id, currency)
            where coalesce(books.amount, 0) <> coalesce(ours.amount, 0) order by 1 limit 100
            """;

    private static final String DAYS = """
            with summed as (
              select merchant_id, currency, accounting_date, book, count(*) as lines, sum(effect) as effect
              from merchant_line group by 1, 2, 3, 4
            )
            select merchant_id || ' ' || accounting_date || ' ' || book as subject,
                coalesce(s.lines || ' ' || s.effect, '-') as expected,
                coalesce(d.line_count || ' ' || d.effect, '-') as found
            from summed s full join merchant_day d using (merchant_id, currency, accounting_date, book)
            where s.lines is distinct from d.line_count or s.effect is distinct from d.effect order by 1 limit 100
            """;

    private static final String IN_FLIGHT = """
            with books as (
              select a.key as channel_id, a.currency, sum(b.credits_posted - b.debits_posted) as amount,
                sum(b.debits_pending) as waiting_out, sum(b.credits_pending) as waiting
              from balance b join account a on a.id = b.account where a.code = 2202 group by 1, 2
            ), seen as (
              select split_part(case when debit like '2202/%' then debit else credit end, '/', 2) as channel_id,
                currency,
                sum(case when debit like '2202/%' then amount else -amount end) as amount
              from every_transfer where template in ('K6', 'K7') group by 1, 2
            ), ours as (
              select p.channel_id, p.currency, coalesce(sum(p.amount) filter (where a.status = 'paid'), 0) as paid,
                coalesce(sum(p.amount) filter (where a.status in ('created', 'submitted', 'unknown')), 0) as open
              from payout p join payout_attempt a on a.payout_id = p.id group by 1, 2
            )
            select coalesce(books.channel_id, ours.channel_id) as subject,
                (coalesce(ours.paid, 0) - coalesce(seen.amount, 0)) || ' and ' || coalesce(ours.open, 0) as expected,
                coalesce(books.amount, 0) || ' and ' || coalesce(books.waiting, 0) as found
            from books full join ours using (channel_id, currency) left join seen using (channel_id, currency)
            where coalesce(books.amount, 0) <> coalesce(ours.paid, 0) - coalesce(seen.amount, 0)
              or coalesce(books.waiting, 0) <> coalesce(ours.open, 0)
            order by 1 limit 100
            """;

    private static final String RESERVES = """
            with books as (
              select a.key as merchant_id, a.currency, sum(b.credits_posted - b.debits_posted) as amount
              from balance b join account a on a.id = b.account where a.code = 2103 group by 1, 2
            ), ours as (
              select merchant_id, currency, sum(amount) as amount from reserve_hold where released_at is null
              group by 1, 2
            )
            select coalesce(books.merchant_id, ours.merchant_id) as subject, coalesce(ours.amount, 0)::text as expected,
                coalesce(books.amount, 0)::text as found
            from books full join ours using (merchant_id, currency)
            where coalesce(books.amount, 0) <> coalesce(ours.amount, 0) order by 1 limit 100
            """;

    static final List<Identity> ALL = List.of(
            DifferenceStore.identity("I7 2101 is the lines in no batch and what the last batch carried", PENDING),
            DifferenceStore.identity("I8 merchants' accounts are what their statements add up to", STATEMENTS),
            DifferenceStore.identity("I8 a merchant's day is the sum of its lines", DAYS),
            DifferenceStore.identity("I9 2202 is what was paid out and is on no statement yet", IN_FLIGHT),
            DifferenceStore.identity("2103 is the reserves not yet given back", RESERVES));

    private SettlementIdentityStore() {}
}
