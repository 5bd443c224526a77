package dev.tongfu.reconciliation;

import dev.tongfu.money.CurrencyCode;
import dev.tongfu.reconciliation.Findings.OpenLine;
import dev.tongfu.reconciliation.Findings.Ours;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the lines that no movement stands for, and what of ours bears their references. */
final class OpenLineStore {
    /** Which movement of a direction bears the line's reference. */
    private static String bearing(String name, String comparison) {
        return """
                left join lateral (
                  select m.* from movement m
                  where m.channel_id = $1::text and m.our_ref = l.our_ref and m.direction %2$s l.direction
                  order by m.transfer_id limit 1) %1$s on true
                """.formatted(name, comparison);
    }

    private static String columns(String name) {
        return """
                %1$s.transfer_id as %1$s_transfer_id, %1$s.template as %1$s_template, %1$s.bank_date as %1$s_bank_date,
                %1$s.direction as %1$s_direction, %1$s.kind as %1$s_kind, %1$s.amount as %1$s_amount,
                %1$s.merchant_id as %1$s_merchant_id, %1$s.payment_id as %1$s_payment_id,
                %1$s.resource_id as %1$s_resource_id, %1$s.our_ref as %1$s_ref, %1$s.bank_ref as %1$s_bank_ref,
                """.formatted(name);
    }

    /**
     * A line without a reference of ours is stated again when another one with the bank's reference is matched. $1
     * channel, $2 bank date, $3 version, $4 at most.
     */
    private static final String OPEN =
            """
            with l as materialized (
              select l.* from statement_line l
              where l.channel_id = $1::text and l.bank_date = $2::date and l.version = $3::int
                and not exists (select from statement_match s
                  where s.channel_id = $1::text and s.bank_date = $2::date and s.line_no = l.line_no)
              order by l.line_id limit $4::int
            ), again as materialized (
              select l.line_id, min(s.transfer_id) as transfer_id
              from l
              join statement_line x on x.channel_id = $1::text and x.bank_date = $2::date and x.version = $3::int
                and x.bank_ref = l.bank_ref and x.direction = l.direction and x.line_no <> l.line_no
              join statement_match s on s.channel_id = $1::text and s.bank_date = $2::date and s.line_no = x.line_no
              where l.our_ref is null
              group by l.line_id
            )
            select l.line_id, l.line_no, l.direction, l.kind, l.our_ref, l.bank_ref, l.amount, l.fee, l.currency,
                   l.named_date,
            """ + columns("twin") + columns("other") + """
                   other.transfer_id is not null and not exists (
                     select from statement_match s where s.transfer_id = other.transfer_id) as other_open,
                   case when a.status is not null or c.kind = 'capture' then 'in' when c.kind is not null then 'out' end
                     as moves
            from l
            left join again g on g.line_id = l.line_id
            """ + bearing("same", "=") + """
            left join lateral (
              select m.* from movement m where m.transfer_id = coalesce(same.transfer_id, g.transfer_id) limit 1) twin
              on true
            """ + bearing("other", "<>") + """
            left join lateral (
              select a.status from attempt a where a.bank_order_no = l.our_ref and a.channel_id = $1::text limit 1) a
              on true
            left join lateral (
              select o.kind from operation o
              where o.bank_order_no = l.our_ref and o.channel_id = $1::text
                and o.kind in ('capture', 'refund', 'void', 'capture_void') limit 1) c on true
            order by l.line_id
            """;

    private static final String PAYOUTS = """
            select l.line_id, l.our_ref, l.kind, l.amount from statement_line l
            where l.channel_id = $1::text and l.bank_date = $2::date and l.version = $3::int
              and l.kind in ('payout', 'payout_return') and l.our_ref is not null
            order by l.line_id limit $4::int
            """;

    Future<List<OpenLine>> open(SqlClient client, Run run, int rowsMax) {
        return FindingStore.list(client, OPEN, day(run, rowsMax), OpenLineStore::line);
    }

    /** The lines about payouts. */
    Future<List<PayoutLines.Seen>> payouts(SqlClient client, Run run, int rowsMax) {
        return FindingStore.list(
                client,
                PAYOUTS,
                day(run, rowsMax),
                row -> new PayoutLines.Seen(
                        row.getString("line_id"),
                        row.getString("our_ref"),
                        "payout_return".equals(row.getString("kind")),
                        row.getLong("amount"),
                        run.bankDate()));
    }

    private static Tuple day(Run run, int rowsMax) {
        return Tuple.of(run.channelId(), run.bankDate(), run.version(), rowsMax);
    }

    private static OpenLine line(Row row) {
        return new OpenLine(
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
                movement(row, "twin"),
                movement(row, "other"),
                row.getBoolean("other_open"),
                row.getString("moves"));
    }

    private static @Nullable Ours movement(Row row, String name) {
        String id = row.getString(name + "_transfer_id");
        if (id == null) {
            return null;
        }
        LocalDate date = row.getLocalDate(name + "_bank_date");
        return new Ours(
                id,
                row.getString(name + "_template"),
                date,
                "in".equals(row.getString(name + "_direction")),
                row.getString(name + "_kind"),
                row.getLong(name + "_amount"),
                CurrencyCode.valueOf(row.getString("currency")),
                row.getString(name + "_merchant_id"),
                row.getString(name + "_payment_id"),
                row.getString(name + "_resource_id"),
                row.getString(name + "_ref"),
                row.getString(name + "_bank_ref"));
    }
}
