package dev.tongfu.payment;

import dev.tongfu.ledger.DifferenceStore;
import dev.tongfu.ledger.Identity;
import java.util.List;

/** The identities between payments and the ledger, each one statement that names what differs. */
final class IdentityStore {
    private static final String LATE = """
            with books as (
                select a.key as channel_id, a.currency, sum(b.credits_posted - b.debits_posted) as amount
                from balance b join account a on a.id = b.account where a.code = 2303 group by 1, 2
            ), ours as (
                select t.channel_id, p.currency, sum(p.captured) as amount
                from payment p join attempt t on t.merchant_id = p.merchant_id and t.payment_id = p.id
                    and t.status = 'paid' and t.bank_txn_no is not distinct from p.bank_txn_no and t.bank = p.bank
                where p.status = 'late_paid' group by 1, 2
            )
            select coalesce(books.channel_id, ours.channel_id) || ' ' || coalesce(books.currency, ours.currency)
                    as subject, coalesce(ours.amount, 0)::text as expected, coalesce(books.amount, 0)::text as found
            from books full join ours using (channel_id, currency)
            where coalesce(books.amount, 0) <> coalesce(ours.amount, 0) order by 1 limit 100
            """;

    private static final String EXTRA = """
            with books as (
                select a.key as channel_id, a.currency, sum(b.credits_posted - b.debits_posted) as amount
                from balance b join account a on a.id = b.account where a.code = 2304 group by 1, 2
            ), ours as (
                select channel_id, currency, sum(amount) as amount from extra_receipt
                where status not in ('refunded', 'moved')
                group by 1, 2
            )
            select coalesce(books.channel_id, ours.channel_id) || ' ' || coalesce(books.currency, ours.currency)
                    as subject, coalesce(ours.amount, 0)::text as expected, coalesce(books.amount, 0)::text as found
            from books full join ours using (channel_id, currency)
            where coalesce(books.amount, 0) <> coalesce(ours.amount, 0) order by 1 limit 100
            """;

    private static final String CAPTURED = """
            with books as (
                select source_id as id, sum(amount) as amount from every_transfer
                where template in ('P1', 'P2', 'A5') or (template = 'A3' and kind = 'post')
                    or (template = 'T1' and event_key = source_id || ':succeeded') group by 1
            )
            select coalesce(p.id, books.id) as subject, coalesce(p.captured, 0)::text as expected,
                coalesce(books.amount, 0)::text as found
            from (select id, captured from payment where captured > 0) p full join books on books.id = p.id
            where coalesce(p.captured, 0) <> coalesce(books.amount, 0) order by 1 limit 100
            """;

    private static final String REFUNDS_OPEN = """
            with books as (
                select a.key as channel_id, a.currency, sum(b.credits_pending) as amount
                from balance b join account a on a.id = b.account where a.code = 2201 group by 1, 2
            ), ours as (
                select channel_id, currency, sum(amount) as amount from refund
                where status in ('created', 'submitted', 'processing', 'unknown') group by 1, 2
            )
            select coalesce(books.channel_id, ours.channel_id) || ' ' || coalesce(books.currency, ours.currency)
                    as subject, coalesce(ours.amount, 0)::text as expected, coalesce(books.amount, 0)::text as found
            from books full join ours using (channel_id, currency)
            where coalesce(books.amount, 0) <> coalesce(ours.amount, 0) order by 1 limit 100
            """;

    private static final String HOLDS_OPEN = """
            with books as (
                select a.key as channel_id, a.currency, sum(b.debits_pending) as amount
                from balance b join account a on a.id = b.account where a.code = 1103 group by 1, 2
            ), ours as (
                select t.channel_id, p.currency, sum(p.amount) as amount
                from payment p join attempt t on t.merchant_id = p.merchant_id and t.payment_id = p.id
                    and t.status = 'paid' and t.bank_txn_no is not distinct from p.bank_txn_no and t.bank = p.bank
                where p.status = 'authorized' group by 1, 2
            )
            select coalesce(books.channel_id, ours.channel_id) || ' ' || coalesce(books.currency, ours.currency)
                    as subject, coalesce(ours.amount, 0)::text as expected, coalesce(books.amount, 0)::text as found
            from books full join ours using (channel_id, currency)
            where coalesce(books.amount, 0) <> coalesce(ours.amount, 0) order by 1 limit 100
            """;

    /** Late money goes back by a refund or by a payout; one that was paid from elsewhere (R6, O6) is not of it. */
    private static final String REFUNDED = """
            with backs as (
                select merchant_id, payment_id, amount, status = 'succeeded' as gone,
                    status in ('created', 'submitted', 'processing', 'unknown') as waits
                from refund r where source in ('merchant', 'late')
                    and not exists (select from transfer_key k where k.event_key = r.id || ':paid'
                        and exists (select from every_transfer t where t.id = k.transfer_id
                            and t.accounting_date = k.accounting_date and t.book = k.book and t.template = 'R6'))
                union all
                select o.merchant_id, o.payment_id, o.amount, o.status = 'paid' and not a.beyond,
                    o.status in ('created', 'submitted', 'unknown')
                from payout o join payout_attempt a on a.payout_id = o.id and a.attempt = o.attempt
                where o.source = 'late'
            ), ours as (
                select merchant_id, payment_id, sum(amount) filter (where gone) as refunded,
                    sum(amount) filter (where waits) as reserved
                from backs group by 1, 2
            )
            select p.id as subject, (coalesce(o.refunded, 0) || ' and ' || coalesce(o.reserved, 0)) as expected,
                (p.refunded || ' and ' || p.refund_reserved) as found
            from payment p left join ours o on o.merchant_id = p.merchant_id and o.payment_id = p.id
            where (p.refunded > 0 or p.refund_reserved > 0 or o.payment_id is not null)
                and (p.refunded <> coalesce(o.refunded, 0) or p.refund_reserved <> coalesce(o.reserved, 0))
            order by 1 limit 100
            """;

    private static final String BATCHES = """
            with items as (
                select merchant_id, batch_id, amount, case when status = 'succeeded' then 'succeeded'
                    when status in ('failed', 'returned') then 'failed' else 'pending' end as standing
                from refund where batch_id is not null
                union all
                select merchant_id, batch_id, amount, case when status in ('succeeded', 'captured') then 'succeeded'
                    when status in ('created', 'awaiting_code', 'submitted', 'unknown', 'authorized') then 'pending'
                    else 'failed' end
                from payment where batch_id is not null
            ), ours as (
                select merchant_id, batch_id, count(*) as total,
                    count(*) filter (where standing = 'succeeded') as succeeded,
                    coalesce(sum(amount) filter (where standing = 'succeeded'), 0) as succeeded_amount,
                    count(*) filter (where standing = 'failed') as failed,
                    coalesce(sum(amount) filter (where standing = 'failed'), 0) as failed_amount,
                    count(*) filter (where standing = 'pending') as pending,
                    coalesce(sum(amount) filter (where standing = 'pending'), 0) as pending_amount
                from items group by 1, 2
            ), compared as (
                select b.id as subject,
                    concat_ws(' ', o.total, o.succeeded, o.succeeded_amount, o.failed, o.failed_amount, o.pending,
                        o.pending_amount) as expected,
                    concat_ws(' ', b.total_count, b.succeeded_count, b.succeeded_amount, b.failed_count,
                        b.failed_amount, b.pending_count, b.pending_amount) as found
                from batch b left join ours o on o.merchant_id = b.merchant_id and o.batch_id = b.id
            )
            select * from compared where expected <> found order by 1 limit 100
            """;

    static final List<Identity> ALL = List.of(
            DifferenceStore.identity("I5 2201 holds the open refunds", REFUNDS_OPEN),
            DifferenceStore.identity("I5 1103 holds the open holds", HOLDS_OPEN),
            DifferenceStore.identity("I10 refunded and reserved are the refunds of the payment", REFUNDED),
            DifferenceStore.identity("a batch counts its items", BATCHES),
            DifferenceStore.identity("I6 2303 holds what is late and not refunded", LATE),
            DifferenceStore.identity("I6 2304 holds the open extra receipts", EXTRA),
            DifferenceStore.identity("I10 captured is what was posted for the payment", CAPTURED));

    private IdentityStore() {}
}
