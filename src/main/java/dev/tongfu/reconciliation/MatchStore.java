package dev.tongfu.reconciliation;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.LocalDate;

/**
 * Finds for each line the movement of ours that it states, whole sets at a time.
 *
 * <p>References that occur once on each side are joined at once; what is left, with the open lines of earlier days,
 * goes through the passes one after another: both references and the amount, our reference, the bank's, and the
 * order's with the amount within a day; the direction is part of all. Where several stand for the same, they are paired
 * in an order that does not depend on the file's.
 */
final class MatchStore {
    /** Kinds of lines that are about orders and calls of ours; charges, adjustments and payouts are not. */
    static final String MATCHABLE = "('payment', 'capture', 'refund', 'void', 'capture_void')";

    /** $1 channel, $2 bank date, $3 version. What people decide about, or have decided, stays as it is. */
    private static final String LINES = """
            select l.line_no, l.line_id, l.direction, l.our_ref, l.bank_ref, l.original_ref, l.amount, l.fee,
                   l.currency, l.named_date, l.occurred_at
            from statement_line l
            where l.channel_id = $1::text and l.bank_date = $2::date and l.version = $3::int
              and l.kind in
            """ + MATCHABLE + """
              and l.line_id not in (select b.line_id from break b
                where b.channel_id = $1::text and b.bank_date = $2::date and b.line_id is not null
                  and b.code in ('bank_only', 'bank_paid', 'duplicate', 'kind')
                  and b.status in ('proposed', 'resolving', 'resolved'))
            """;

    /** $4 first, $5 last bank date of movements. */
    private static final String MOVEMENTS = """
            select m.transfer_id, m.bank_date, m.direction, m.kind, m.our_ref, m.bank_ref, m.original_ref, m.amount,
                   m.currency, m.merchant_id, m.ordered_at
            from movement m
            where m.channel_id = $1::text and m.bank_date between $4::date and $5::date
              and not exists (select from statement_match s where s.channel_id = $1::text
                and s.bank_date >= $4::date - 1 and s.transfer_id = m.transfer_id)
              and m.transfer_id not in (select b.transfer_id from break b
                where b.channel_id = $1::text and b.bank_date between $4::date and $5::date
                  and b.transfer_id is not null and b.code in ('platform_only', 'bank_unpaid', 'kind')
                  and (b.status in ('proposed', 'resolving', 'resolved')
                    or b.code = 'kind' and b.status = 'open' and b.bank_date <> $2::date))
            """;

    private static final String INSERT = """
            insert into statement_match (transfer_id, run_id, channel_id, bank_date, line_no, line_id, rule,
                line_amount, fee, amount, currency, direction, kind, moved_on, merchant_id, late, note)
            """;

    /** It is information that the two sides date it differently. */
    private static final String NOTE = """
            case when coalesce(l.named_date, %1$s) <> m.bank_date or l.named_date <> %1$s
                   or l.occurred_at >= m.ordered_at + interval '12 hours'
                   or l.occurred_at <= m.ordered_at - interval '12 hours' then 'date' end
            """;

    private static final String BY_OUR_REF = "with line as not materialized (" + LINES
            + " and l.our_ref is not null), ours as not materialized ("
            + MOVEMENTS + """
            ), twice as materialized (
              select our_ref from line group by our_ref having count(*) > 1
              union
              select our_ref from ours group by our_ref having count(*) > 1
            )
            """ + INSERT + """
            select m.transfer_id, $6::text, $1::text, $2::date, l.line_no, l.line_id, 'our_ref', l.amount, l.fee,
                   m.amount, m.currency, m.direction, m.kind, m.bank_date, m.merchant_id, false,
            """ + NOTE.formatted("$2::date") + """
            from ours m join line l on l.our_ref = m.our_ref and l.direction = m.direction
            where l.currency = m.currency and l.our_ref not in (select our_ref from twice)
            """;

    /** The lines left, and the open ones of earlier days; run_id is that of the day's newest run. */
    private static final String REST = "with fresh as (" + LINES + """
            ), line as materialized (
              select f.*, $2::date as home, $6::text as run_id, false as late from fresh f
              where not exists (select from statement_match s
                where s.channel_id = $1::text and s.bank_date = $2::date and s.line_no = f.line_no)
              union all
              select * from (
                select distinct on (l.line_id) l.line_no, l.line_id, l.direction, l.our_ref, l.bank_ref, l.original_ref,
                       l.amount, l.fee, l.currency, l.named_date, l.occurred_at, b.bank_date as home,
                       (select r.id from reconciliation_run r
                        where r.channel_id = b.channel_id and r.bank_date = b.bank_date
                        order by r.number desc limit 1) as run_id, true as late
                from break b
                join statement_line l on l.channel_id = b.channel_id and l.bank_date = b.bank_date
                  and l.line_id = b.line_id
                where b.channel_id = $1::text and b.bank_date between $4::date and $2::date - 1
                  and b.code in ('bank_only', 'bank_paid', 'duplicate') and b.status = 'open' and b.line_id is not null
                  and l.kind in
            """ + MATCHABLE + """
                  and not exists (select from statement_match s where s.channel_id = $1::text
                    and s.bank_date = b.bank_date and s.line_id = b.line_id)
                order by l.line_id, l.version desc) earlier
            ), ours as materialized (
            """ + MOVEMENTS + """
            ),
            """;

    /**
     * By the order and the amount only calls on an order are found, refunds and captures, and only by lines that can't
     * be about anything else. Such a line gives no number of ours, or the order's; it is not the order's own line with
     * its direction turned around, which the bank's reference tells, or else that nothing states the order's own
     * movement of this amount. Whatever is left is a break.
     */
    private static final String ORDERED = """
            about as materialized (
              select l.line_id, l.direction, l.currency, l.amount, l.our_ref, l.bank_ref,
                     coalesce(l.original_ref, l.our_ref) as order_ref, coalesce(l.named_date, l.home) as stated_on,
                     case when l.our_ref is null or l.our_ref = coalesce(l.original_ref, l.our_ref) then false
                          else exists (select from attempt a
                                 where a.bank_order_no = l.our_ref and a.channel_id = $1::text)
                            or exists (select from operation o
                                 where o.bank_order_no = l.our_ref and o.channel_id = $1::text) end as names_another,
                     case when l.our_ref is null or l.bank_ref is null then false
                          else (select x.transfer_id from movement x
                                where x.channel_id = $1::text and x.our_ref = l.our_ref and x.bank_ref = l.bank_ref
                                  and x.direction <> l.direction limit 1) is not null end as turned_around
              from line_theirs l
            ), spoken as (
              select * from about l
              where not l.names_another and not l.turned_around
                and not exists (select from ours_theirs x
                  where x.bank_ref = l.bank_ref and x.direction <> l.direction)
                and not exists (select from ours_theirs x
                  where x.our_ref = l.our_ref and x.direction <> l.direction and x.currency = l.currency
                    and x.amount = l.amount)
            ), near as (
              select l.line_id, m.transfer_id,
                     dense_rank() over (partition by order_ref, direction, currency, amount
                       order by l.stated_on, l.line_id) as line_n,
                     dense_rank() over (partition by order_ref, direction, currency, amount
                       order by m.bank_date, m.transfer_id) as movement_n
              from spoken l
              join (select transfer_id, bank_date, original_ref as order_ref, direction, currency, amount
                    from ours_theirs) m using (order_ref, direction, currency, amount)
              where abs(m.bank_date - l.stated_on) <= 1
            ), ordered as (
              select line_id, transfer_id from near where line_n = movement_n
            ),
            """;

    private static final String PASSES = REST
            + pass("exact", "line", "ours", "our_ref, direction, currency, bank_ref, amount")
            + pass("equal", "line_exact", "ours_exact", "our_ref, direction, currency, amount")
            + pass("mine", "line_equal", "ours_equal", "our_ref, direction, currency")
            + pass("theirs", "line_mine", "ours_mine", "bank_ref, direction, currency")
            + ORDERED
            + """
            pair as (
              select line_id, transfer_id, 'our_ref' as rule from exact
              union all select line_id, transfer_id, 'our_ref' from equal
              union all select line_id, transfer_id, 'our_ref' from mine
              union all select line_id, transfer_id, 'bank_ref' from theirs
              union all select line_id, transfer_id, 'order_amount' from ordered
            )
            """ + INSERT + """
            select m.transfer_id, l.run_id, $1::text, l.home, l.line_no, l.line_id, p.rule, l.amount, l.fee, m.amount,
                   m.currency, m.direction, m.kind, m.bank_date, m.merchant_id, l.late,
            """ + NOTE.formatted("l.home") + """
            from pair p join line l on l.line_id = p.line_id join ours m on m.transfer_id = p.transfer_id
            """;

    private static final String FORGET =
            "delete from statement_match where channel_id = $1::text and bank_date = $2::date";

    /**
     * One pass over what the one before left: the n-th line with a key is the n-th movement with it. A line of an
     * earlier day is in suspense as a whole, so it stands for its whole amount only.
     */
    private static String pass(String name, String lines, String movements, String key) {
        return """
                %1$s as (
                  select l.line_id, m.transfer_id
                  from (select *, row_number() over (partition by %4$s order by late, amount, line_id) as n from %2$s) l
                  join (select *, row_number() over (partition by %4$s order by amount, transfer_id) as n from %3$s) m
                    using (%4$s, n)
                  where not l.late or l.amount = m.amount
                ), line_%1$s as (
                  select * from %2$s l where not exists (select from %1$s x where x.line_id = l.line_id)
                ), ours_%1$s as (
                  select * from %3$s m where not exists (select from %1$s x where x.transfer_id = m.transfer_id)
                ),
                """.formatted(name, lines, movements, key);
    }

    /** What the day's earlier runs matched is matched anew. */
    Future<Void> forget(SqlClient tx, Run run) {
        return tx.preparedQuery(FORGET)
                .execute(Tuple.of(run.channelId(), run.bankDate()))
                .mapEmpty();
    }

    /** Those whose reference of ours occurs once. */
    Future<Integer> byOurReference(SqlClient tx, Run run, LocalDate from) {
        return tx.preparedQuery(BY_OUR_REF).execute(parameters(run, from)).map(rows -> rows.rowCount());
    }

    /** All others, pass by pass. */
    Future<Integer> rest(SqlClient tx, Run run, LocalDate from) {
        return tx.preparedQuery(PASSES).execute(parameters(run, from)).map(rows -> rows.rowCount());
    }

    private static Tuple parameters(Run run, LocalDate from) {
        return Tuple.tuple()
                .addString(run.channelId())
                .addLocalDate(run.bankDate())
                .addInteger(run.version())
                .addLocalDate(from)
                .addLocalDate(run.bankDate().plusDays(1))
                .addString(run.id());
    }
}
