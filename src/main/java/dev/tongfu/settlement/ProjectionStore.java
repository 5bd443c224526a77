package dev.tongfu.settlement;

import dev.tongfu.ledger.BookDate;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes merchants' lines from a closed day of a book, set by set.
 *
 * <p>A closed day takes no more transfers, so it is done once; a book's days are done in their order, since what
 * refunds give back depends on the refunds before.
 */
final class ProjectionStore {
    private static final String DUE = """
            select d.book, d.date from accounting_day d
            where d.status in ('closed', 'sealed')
                and not exists (select from projected_day p where p.book = d.book and p.accounting_date = d.date)
            order by d.date, d.book limit $1::int
            """;

    /** Closed days without lines, the earliest first. */
    Future<List<BookDate>> due(SqlClient client, int limit) {
        return client.preparedQuery(DUE).execute(Tuple.of(limit)).map(rows -> {
            var days = new ArrayList<BookDate>(rows.size());
            rows.forEach(row -> days.add(new BookDate(row.getString("book"), row.getLocalDate("date"))));
            return days;
        });
    }

    private static final String ALLOW_TIME = "select set_config('statement_timeout', $1::text, true)";

    /** The statements of this transaction may take so long. */
    Future<Void> allowTime(SqlConnection transaction, int timeoutMs) {
        return transaction
                .preparedQuery(ALLOW_TIME)
                .execute(Tuple.of(Integer.toString(timeoutMs)))
                .mapEmpty();
    }

    private static final String BEGIN = """
            insert into projected_day (book, accounting_date, projected_at)
            select d.book, d.date, $3::timestamptz from accounting_day d
            where d.book = $1::text and d.date = $2::date and d.status in ('closed', 'sealed')
                and not exists (select from accounting_day e
                    where e.book = d.book and e.date < d.date
                        and not exists (select from projected_day p where p.book = e.book
                            and p.accounting_date = e.date))
            on conflict do nothing
            """;

    /** False: it was done before, or is not closed, or an earlier day of the book is not done. */
    Future<Boolean> begin(SqlConnection transaction, BookDate day, Instant now) {
        return transaction
                .preparedQuery(BEGIN)
                .execute(Tuple.of(day.book(), day.date(), now.atOffset(ZoneOffset.UTC)))
                .map(rows -> rows.rowCount() == 1);
    }

    /** Merchants' accounts are 2101 to 2104; what only moves among them and is settlement's own is left out. */
    private static final String TOUCHING = """
            with touching as (
              select t.*, t.debit >= '2101/' and t.debit < '2105/' as leaves,
                     t.credit >= '2101/' and t.credit < '2105/' as enters
              from transfer t
              where t.accounting_date = $2::date and t.book = $1::text and t.kind in ('posted', 'post')
                and t.template not in ('C3', 'C4')
            ), sided as (
              select t.*, case when enters then credit else debit end as own,
                     case when enters then debit else credit end as other,
                     case when t.credit like '2101/%' then t.amount when t.debit like '2101/%' then -t.amount
                          else 0 end as pending_change,
                     case when enters then t.amount else 0 end - case when leaves then t.amount else 0 end as change
              from touching t where leaves or enters
            ),
            """;

    /**
     * The movement at the bank that a line waits for: itself, the other leg of its event, or that of what it undoes.
     * What a break froze, reversed or gave back waits with the movement of the break.
     */
    private static final String PROOF = """
            proved as (
              select s.*, split_part(s.own, '/', 2) as merchant_id,
                case
                  when s.template in ('P1', 'A5', 'R5', 'R7') then s.id
                  when s.template = 'A3' then coalesce((select k.transfer_id from transfer_key k
                    where k.event_key = s.source_id || ':captured'), s.id)
                  when s.template = 'R2' then coalesce((select k.transfer_id from transfer_key k
                    where k.event_key = s.source_id || ':paid'), s.id)
                  when s.template in ('P3', 'T3') then coalesce((select k.transfer_id from transfer_key k
                    where k.event_key >= s.source_id || ':late:' and k.event_key < s.source_id || ':late;'
                    order by k.event_key limit 1), s.id)
                  when s.template = 'T5' then (select k.transfer_id from transfer_key k
                    where k.event_key in (s.source_id || ':captured', s.source_id || ':succeeded')
                    order by k.event_key limit 1)
                  when s.template = 'T7' then (select k.transfer_id from transfer_key k
                    where k.event_key = s.source_id || ':paid')
                  when s.template = 'B8' then (select b.transfer_id from break b where b.id = s.source_id)
                  when s.template = 'T6' then (select b.transfer_id from proposal p join break b on b.id = p.break_id
                    where p.id = s.source_id)
                end as proof_id,
                case when s.other ~ '^[0-9]+/' and split_part(s.other, '/', 1) in
                    ('1101', '1102', '1103', '1201', '2201', '2202', '2301', '2303', '2304', '5101')
                  then split_part(split_part(s.other, '/', 2), ':', 1) end as channel_id
              from sided s
            ),
            """;

    private static final String NAMED = """
            named as (
              select s.*,
                coalesce(p.id, r.payment_id) as payment_id, coalesce(p.kind, rp.kind) as payment_kind,
                coalesce(p.order_no, r.refund_no) as number, rp.order_no as original_number,
                coalesce(p.bank_txn_no, r.bank_refund_no) as bank_ref,
                case
                  when s.template in ('P1', 'P3', 'T1', 'T3') and p.id is not null then
                    case p.kind when 'debit' then 'debit' when 'preauth' then 'capture' else 'payment' end
                  when s.template in ('A3', 'A5') then 'capture'
                  when s.template in ('R2', 'R5') then 'refund'
                  when s.template in ('R7', 'T7') then 'refund_return'
                  when s.template = 'T5' then 'reversal'
                  when s.template = 'C1' then 'fee' when s.template = 'C2' then 'fee_back'
                  when s.template = 'C6' then 'reserve_release'
                  when s.template = 'K3' then 'bank_fee' when s.template = 'K4' then 'bank_fee_back'
                  when s.template = 'K8' then 'bank_settlement'
                  when s.template in ('O2', 'O6') then 'payout' when s.template = 'O5' then 'payout_return'
                  when s.template = 'T8' then 'chargeback'
                  when s.change = 0 and s.pending_change < 0 then 'freeze'
                  when s.change = 0 then 'unfreeze'
                  else 'adjustment' end as line_kind,
                coalesce(o.settlement_id, case when s.template in ('C1', 'C2') then s.source_id end) as settlement_id
              from proved s
              left join payment p on s.source_id like 'pay\\_%' and p.merchant_id = s.merchant_id and p.id = s.source_id
              left join refund r on s.source_id like 'ref\\_%' and r.merchant_id = s.merchant_id and r.id = s.source_id
              left join payment rp on rp.merchant_id = r.merchant_id and rp.id = r.payment_id
              left join payout o on s.source_id like 'pyo\\_%' and o.id = s.source_id
            ), charged as (
              select n.*, case
                  when line_kind in ('payment', 'debit', 'capture') then
                    case payment_kind when 'preauth' then 'capture' else payment_kind end
                  when line_kind = 'refund' then 'refund' end as fee_kind
              from named n
            )
            """;

    /** The fee by the plan valid at the moment: fixed and rate, half up, between minimum and maximum. */
    private static final String INSERT = TOUCHING + PROOF + NAMED + """
            insert into merchant_line (transfer_id, merchant_id, currency, book, accounting_date, occurred_at, template,
                kind, resource_id, payment_id, number, original_number, channel_id, bank, bank_date, bank_ref, amount,
                effect, settles, fee, fee_kind, fee_version, needs_proof, proof_id, settlement_id)
            select c.id, c.merchant_id, c.currency, c.book, c.accounting_date, c.booked_at, c.template, c.line_kind,
                c.source_id, c.payment_id, c.number, c.original_number, c.channel_id, nullif(c.book, 'house'),
                case when c.template not in ('P3', 'T3') and c.proof_id is not null then c.value_date end, c.bank_ref,
                c.pending_change, c.change, c.pending_change <> 0 and c.template not in ('C1', 'C2'),
                coalesce(least(f.maximum, greatest(f.minimum, f.fixed
                    + (abs(c.pending_change) * f.rate_ppm + 500000) / 1000000)), 0),
                case when f.version is not null then c.fee_kind end, f.version, c.proof_id is not null, c.proof_id,
                c.settlement_id
            from charged c
            left join lateral (select * from fee_plan f
                where c.fee_kind is not null and f.merchant_id = c.merchant_id and f.bank = c.book
                  and f.kind = c.fee_kind and f.currency = c.currency and f.valid_from <= c.booked_at
                order by f.valid_from desc, f.version desc limit 1) f on true
            where c.pending_change <> 0 or c.change <> 0
            on conflict do nothing
            """;

    Future<Integer> insert(SqlConnection transaction, BookDate day) {
        return transaction
                .preparedQuery(INSERT)
                .execute(Tuple.of(day.book(), day.date()))
                .map(rows -> rows.rowCount());
    }

    private static final String BY_INDEX = "select set_config('enable_seqscan', 'off', true)";

    /**
     * From now on the statements of this transaction find lines by their indexes. The server knows nothing of lines
     * that were written a moment ago and would read all of them again for each refund.
     */
    Future<Void> byIndex(SqlConnection transaction) {
        return transaction.query(BY_INDEX).execute().mapEmpty();
    }

    /**
     * What refunds give back: round(fee × refunded so far ÷ captured) less the same of the refund before; so all that
     * was given back always follows the refunded share and never exceeds the fee.
     */
    private static final String GIVE_BACK = """
            with of_today as (
              select distinct l.merchant_id, l.payment_id from merchant_line l
              where l.book = $1::text and l.accounting_date = $2::date
                and l.kind in ('refund', 'refund_return') and l.payment_id is not null
            ), taken as (
              select o.payment_id, o.fee, o.amount as captured
              from of_today d
              join merchant_line o on o.payment_id = d.payment_id and o.merchant_id = d.merchant_id
                and o.kind in ('payment', 'debit', 'capture') and o.fee > 0 and o.amount > 0
              join fee_plan f on f.merchant_id = o.merchant_id and f.bank = o.bank and f.kind = o.fee_kind
                and f.version = o.fee_version and f.given_back = 'pro_rata'
            ), refunded as (
              select r.transfer_id, r.book, r.accounting_date, t.fee, t.captured,
                least(t.captured, greatest(0, sum(-r.amount) over so_far)) as refunded,
                least(t.captured, greatest(0, sum(-r.amount) over so_far + r.amount)) as before
              from taken t join merchant_line r on r.payment_id = t.payment_id
                and r.kind in ('refund', 'refund_return')
              window so_far as (partition by r.payment_id order by r.accounting_date, r.transfer_id)
            )
            update merchant_line l set fee_back =
                div(2 * r.fee::numeric * r.refunded + r.captured, 2 * r.captured::numeric)::bigint
                - div(2 * r.fee::numeric * r.before + r.captured, 2 * r.captured::numeric)::bigint
            from refunded r
            where r.book = $1::text and r.accounting_date = $2::date and l.transfer_id = r.transfer_id
            """;

    Future<Void> giveBack(SqlConnection transaction, BookDate day) {
        return transaction
                .preparedQuery(GIVE_BACK)
                .execute(Tuple.of(day.book(), day.date()))
                .mapEmpty();
    }

    private static final String SUM = """
            insert into merchant_day (merchant_id, currency, accounting_date, book, line_count, effect)
            select merchant_id, currency, accounting_date, book, count(*), sum(effect) from merchant_line
            where book = $1::text and accounting_date = $2::date
            group by 1, 2, 3, 4
            """;

    Future<Void> sum(SqlConnection transaction, BookDate day) {
        return transaction
                .preparedQuery(SUM)
                .execute(Tuple.of(day.book(), day.date()))
                .mapEmpty();
    }
}
