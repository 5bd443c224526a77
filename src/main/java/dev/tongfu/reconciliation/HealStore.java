package dev.tongfu.reconciliation;

import dev.tongfu.money.CurrencyCode;
import dev.tongfu.money.Money;
import dev.tongfu.reconciliation.Findings.OpenLine;
import dev.tongfu.reconciliation.Findings.Ours;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds what evidence can mend: lines about orders of ours that we do not hold as done, and movements to ask after. */
final class HealStore {
    /** $1 channel, $2 bank date, $3 version, $4 after this line, $5 at most. */
    private static final String UNHEARD = """
            with l as materialized (
              select l.* from statement_line l
              where l.channel_id = $1::text and l.bank_date = $2::date and l.version = $3::int and l.line_no > $4::int
                and l.our_ref is not null and l.kind in
            """ + MatchStore.MATCHABLE + """
                and not exists (select from statement_match s
                  where s.channel_id = $1::text and s.bank_date = $2::date and s.line_no = l.line_no)
            )
            select l.line_id, l.line_no, l.direction, l.kind, l.our_ref, l.bank_ref, l.amount, l.fee, l.currency,
                   l.named_date, l.occurred_at
            from l
            left join lateral (
              select 'in' as direction, p.amount, p.currency
              from attempt a join payment p on p.merchant_id = a.merchant_id and p.id = a.payment_id
              where a.bank_order_no = l.our_ref and a.channel_id = $1::text limit 1) a on true
            left join lateral (
              select case when o.kind = 'capture' then 'in' else 'out' end as direction,
                     coalesce(r.amount, h.amount) as amount, coalesce(r.currency, h.currency) as currency
              from operation o
              left join refund r on r.merchant_id = o.merchant_id and r.id = o.resource_id
              left join hold_act h on h.merchant_id = o.merchant_id and h.id = o.resource_id
              where o.bank_order_no = l.our_ref and o.channel_id = $1::text
                and o.kind in ('capture', 'refund', 'void', 'capture_void') limit 1) o on true
            where l.direction = coalesce(a.direction, o.direction) and l.amount = coalesce(a.amount, o.amount)
              and l.currency = coalesce(a.currency, o.currency)
              and not exists (select from movement m
                where m.channel_id = $1::text and m.our_ref = l.our_ref and m.direction = l.direction)
            order by l.line_no limit $5::int
            """;

    /** $3 first bank date, $4 at most. Only of days whose statement has been here; each is asked after in each run. */
    private static final String ABSENT = """
            select m.transfer_id, m.template, m.bank_date, m.direction as movement_direction, m.kind as movement_kind,
                   m.amount as movement_amount, m.currency, m.merchant_id, m.payment_id, m.resource_id,
                   m.our_ref as movement_ref, m.bank_ref as movement_bank_ref
            from movement m
            where m.channel_id = $1::text and m.bank_date between $3::date and $2::date and m.template <> 'R7'
              and (m.bank_date = $2::date or m.bank_date in (select r.bank_date from reconciliation_run r
                where r.channel_id = $1::text and r.status in ('posted', 'proven', 'unproven')))
              and not exists (select from statement_match s where s.channel_id = $1::text
                and s.bank_date >= $3::date - 1 and s.transfer_id = m.transfer_id)
              and m.transfer_id not in (select b.transfer_id from break b
                where b.channel_id = $1::text and b.bank_date between $3::date and $2::date
                  and b.transfer_id is not null and b.status <> 'cleared'
                  and not (b.code = 'platform_only' and b.status in ('carried', 'open')))
              and m.our_ref not in (select l.our_ref from statement_line l
                where l.channel_id = $1::text and l.bank_date = $2::date and l.version = $5::int
                  and l.our_ref is not null)
            order by m.transfer_id limit $4::int
            """;

    /** A line and when it happened. */
    record Unheard(OpenLine line, String ourRef, @Nullable Instant at) {
        Money money() {
            return new Money(line.amount(), line.currency());
        }
    }

    Future<List<Unheard>> unheard(SqlClient client, Run run, int afterLine, int rowsMax) {
        return FindingStore.list(
                client,
                UNHEARD,
                Tuple.of(run.channelId(), run.bankDate(), run.version(), afterLine, rowsMax),
                HealStore::unheard);
    }

    Future<List<Ours>> absent(SqlClient client, Run run, LocalDate from, int rowsMax) {
        return FindingStore.list(
                client,
                ABSENT,
                Tuple.of(run.channelId(), run.bankDate(), from, rowsMax, run.version()),
                FindingStore::ours);
    }

    private static Unheard unheard(Row row) {
        var line = new OpenLine(
                row.getString("line_id"),
                row.getInteger("line_no"),
                "in".equals(row.getString("direction")),
                row.getString("kind"),
                row.getString("our_ref"),
                row.getString("bank_ref"),
                row.getLong("amount"),
                row.getLong("fee"),
                CurrencyCode.valueOf(row.getString("currency")),
                row.getLocalDate("named_date"),
                null,
                null,
                false,
                row.getString("direction"));
        var at = row.getOffsetDateTime("occurred_at");
        return new Unheard(line, row.getString("our_ref"), at == null ? null : at.toInstant());
    }
}
