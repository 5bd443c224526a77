package dev.tongfu.reconciliation;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes from the ledger what a bank's statement must show: every transfer that touches a dated receivable.
 *
 * <p>Each is taken once. An accounting day that takes no more transfers is read once more and then never again.
 */
final class MovementStore {
    private static final String DAYS = """
            select d.date, d.status in ('closed', 'sealed') as full
            from accounting_day d
            where d.book = $2::text and d.date >= $3::date
              and not exists (select from movement_day x where x.channel_id = $1::text and x.date = d.date)
            order by d.date
            """;

    private static final String FULL = """
            insert into movement_day (channel_id, date) select $1::text, date from unnest($2::date[]) as f(date)
            on conflict do nothing
            """;

    /**
     * Which order or call it was is found by the event's key, or by the resource it is of; what can't be found stays
     * named by its resource, so that no movement is lost.
     */
    private static final String COLLECT = """
            with booked as materialized (
              select t.id, t.event_key, t.template, t.credit, t.amount, t.currency, t.source_id, t.value_date,
                     t.accounting_date, t.booked_at,
                     case when starts_with(t.debit, '1101/' || $1::text || ':') then 'in' else 'out' end as direction
              from transfer t
              where t.accounting_date = any($3::date[]) and t.book = $2::text and t.kind = 'posted'
                and t.template in ('P1', 'P2', 'P5', 'A3', 'A5', 'R2', 'R5', 'R6', 'R7')
                and (starts_with(t.debit, '1101/' || $1::text || ':')
                     or starts_with(t.credit, '1101/' || $1::text || ':'))
                and not exists (select from movement m where m.transfer_id = t.id)
            ), ordered as (
              select b.id, a.bank_order_no, a.bank_txn_no, null::text as original_ref, a.ordered_at,
                     p.merchant_id, p.id as payment_id,
                     case when p.kind = 'debit' then 'debit' else 'payment' end as kind
              from booked b
              join payment p on p.merchant_id = split_part(b.credit, '/', 2) and p.id = b.source_id
              cross join lateral (
                select * from attempt a
                where a.merchant_id = p.merchant_id and a.payment_id = p.id and a.channel_id = $1::text
                  and a.status = 'paid'
                order by a.bank_txn_no is not distinct from p.bank_txn_no desc, a.number limit 1) a
              where b.template = 'P1'
              union all
              select b.id, a.bank_order_no, a.bank_txn_no, null, a.ordered_at, a.merchant_id, a.payment_id,
                     case when p.kind = 'debit' then 'debit' else 'payment' end
              from booked b
              join attempt a on a.bank_order_no = split_part(b.event_key, ':', 3)
              join payment p on p.merchant_id = a.merchant_id and p.id = a.payment_id
              where b.template = 'P2'
              union all
              select b.id, a.bank_order_no, x.bank_ref, null, a.ordered_at, a.merchant_id, a.payment_id,
                     case when p.kind = 'debit' then 'debit' else 'payment' end
              from booked b
              join extra_receipt x on x.payment_id = b.source_id
                and x.bank_ref = substr(b.event_key, length(b.source_id) + length(':extra:') + 1)
              join attempt a on a.bank_order_no = x.bank_order_no
              join payment p on p.merchant_id = a.merchant_id and p.id = a.payment_id
              where b.template = 'P5'
              union all
              select b.id, o.bank_order_no, o.bank_txn_no, original.bank_order_no, o.ordered_at, o.merchant_id,
                     o.payment_id, o.kind
              from booked b
              cross join lateral (
                select * from operation o
                where b.template in ('A3', 'A5') and o.payment_id = b.source_id and o.kind = 'capture'
                   or b.template not in ('A3', 'A5') and o.resource_id = b.source_id
                order by o.status = 'done' desc, o.number desc limit 1) o
              left join lateral (
                select a.bank_order_no from attempt a
                where a.merchant_id = o.merchant_id and a.payment_id = o.payment_id and a.channel_id = $1::text
                  and a.status = 'paid'
                order by a.number limit 1) original on true
              where b.template in ('A3', 'A5', 'R2', 'R5', 'R6', 'R7')
            )
            insert into movement (transfer_id, template, channel_id, bank, bank_date, direction, kind, our_ref,
                bank_ref, original_ref, amount, currency, merchant_id, payment_id, resource_id, booked_on, booked_at,
                ordered_at)
            select b.id, b.template, $1::text, $2::text, b.value_date, b.direction,
                   case when b.template = 'R7' then 'refund_return'
                        when o.kind is not null then o.kind
                        when b.template in ('A3', 'A5') then 'capture'
                        when b.template like 'R%' then 'refund' else 'payment' end,
                   coalesce(o.bank_order_no, b.source_id), o.bank_txn_no, o.original_ref, b.amount, b.currency,
                   coalesce(o.merchant_id, ''), o.payment_id, b.source_id, b.accounting_date, b.booked_at, o.ordered_at
            from booked b left join ordered o on o.id = b.id
            order by b.id
            on conflict do nothing
            """;

    /** The ledger booked a shortage with these (R6): their break is there from the moment they are known. */
    private static final String BEYOND = """
            insert into break (id, channel_id, bank, bank_date, run_id, code, status, direction, amount, currency, side,
                suspense, transfer_id, our_ref, bank_ref, merchant_id, payment_id, resource_id, rule, evidence,
                opened_at, changed_at)
            select 'brk_' || left(encode(sha256(convert_to(concat_ws('|', m.channel_id, m.bank_date - date '2000-01-01',
                       'duplicate', m.transfer_id), 'UTF8')), 'hex'), 26),
                   m.channel_id, m.bank, m.bank_date, $2::text, 'duplicate', 'open', m.direction, m.amount, m.currency,
                   'shortage', m.amount, m.transfer_id, m.our_ref, m.bank_ref, m.merchant_id, m.payment_id,
                   m.resource_id, 'refund_beyond', json_build_object('template', 'R6', 'transfer', m.transfer_id),
                   $3::timestamptz, $3::timestamptz
            from movement m
            where m.channel_id = $1::text and m.template = 'R6' and m.bank_date >= $4::date
            on conflict do nothing
            """;

    /** @param from the earliest accounting date that is looked at */
    Future<Void> collect(SqlClient tx, Run run, LocalDate from, java.time.OffsetDateTime now) {
        return tx.preparedQuery(DAYS)
                .execute(Tuple.of(run.channelId(), run.bank(), from))
                .compose(rows -> {
                    List<LocalDate> days = new ArrayList<>();
                    List<LocalDate> full = new ArrayList<>();
                    rows.forEach(row -> {
                        days.add(row.getLocalDate("date"));
                        if (row.getBoolean("full")) {
                            full.add(row.getLocalDate("date"));
                        }
                    });
                    return collect(tx, run, days, full);
                })
                .compose(done -> tx.preparedQuery(BEYOND).execute(Tuple.of(run.channelId(), run.id(), now, from)))
                .mapEmpty();
    }

    private static Future<Void> collect(SqlClient tx, Run run, List<LocalDate> days, List<LocalDate> full) {
        var parameters = Tuple.tuple()
                .addString(run.channelId())
                .addString(run.bank())
                .addArrayOfLocalDate(days.toArray(LocalDate[]::new));
        return tx.preparedQuery(COLLECT)
                .execute(parameters)
                .compose(done -> tx.preparedQuery(FULL)
                        .execute(Tuple.tuple()
                                .addString(run.channelId())
                                .addArrayOfLocalDate(full.toArray(LocalDate[]::new))))
                .mapEmpty();
    }
}
