package dev.tongfu.reconciliation;

import dev.tongfu.money.CurrencyCode;
import dev.tongfu.reconciliation.Findings.Matched;
import dev.tongfu.reconciliation.Findings.Ours;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/** Reads what a run's sets gave: sums of what agrees, rows of what does not. */
final class FindingStore {
    /** $1 channel, $2 bank date, $3 lines and $4 transfers that are in suspense. */
    private static final String SUMS = """
            select kind, direction, moved_on, merchant_id, currency, sum(least(amount, line_amount))::bigint as amount
            from statement_match
            where channel_id = $1::text and bank_date = $2::date
              and not (line_id = any($3::text[]) or transfer_id = any($4::text[]))
            group by 1, 2, 3, 4, 5
            """;

    /** The bank's price for a line, half up; without one its own figure. On refunds it may be given back. */
    private static final String EXPECTED = """
            case when c.kind is null then s.fee
                 else (case when c.given_back and s.direction = 'out' then -1 else 1 end)
                   * greatest(c.minimum, least(coalesce(c.maximum, 9223372036854775807),
                       c.fixed + (s.line_amount * c.rate_ppm + 500000) / 1000000)) end
            """;

    private static final String COST = """
            left join bank_cost c on c.channel_id = s.channel_id and c.kind = case
                when s.kind in ('void', 'capture_void', 'refund_return') then 'refund' else s.kind end
            """;

    private static final String FEES = """
            select kind, merchant_id, currency, sum(greatest(expected, 0))::bigint as taken,
                   sum(greatest(-expected, 0))::bigint as back
            from (select s.kind, s.merchant_id, s.currency,
            """ + EXPECTED + " as expected from statement_match s " + COST + """
                  where s.channel_id = $1::text and s.bank_date = $2::date) priced
            group by 1, 2, 3
            """;

    private static final String MATCHED = """
            select s.line_id, s.line_no, s.bank_date as home, s.rule, s.line_amount, s.fee,
                   case when $3::boolean then 0 else
            """ + EXPECTED + """
                   end as expected, s.note, s.transfer_id, m.template, m.bank_date, s.direction, m.kind, s.amount,
                   s.currency, s.merchant_id, m.payment_id, m.resource_id, m.our_ref, m.bank_ref
            from statement_match s join movement m on m.transfer_id = s.transfer_id
            """ + COST;

    /** Of the day: what differs, or is noted. $3: the channel's fees are invoiced. $4: at most so many. */
    private static final String DIFFERING = "select * from (" + MATCHED + """
            where s.channel_id = $1::text and s.bank_date = $2::date) x
            where amount <> line_amount or note is not null or fee <> expected
            order by line_id limit $4::int
            """;

    /** Of which a side is in suspense: of the day, and lines of earlier days. */
    private static final String SUSPENDED = MATCHED + """
            where s.channel_id = $1::text
              and (s.bank_date = $2::date and (s.line_id = any($5::text[]) or s.transfer_id = any($6::text[]))
                or s.late and s.bank_date >= $7::date and s.bank_date < $2::date)
            order by s.line_id limit $4::int
            """;

    private static final String OURS = """
            m.transfer_id, m.template, m.bank_date, m.direction as movement_direction, m.kind as movement_kind,
            m.amount as movement_amount, m.currency, m.merchant_id, m.payment_id, m.resource_id,
            m.our_ref as movement_ref, m.bank_ref as movement_bank_ref
            """;

    private static final String MOVEMENTS = "select " + OURS + """
            from movement m
            where m.channel_id = $1::text and m.bank_date between $3::date and $2::date
              and not exists (select from statement_match s where s.channel_id = $1::text
                and s.bank_date >= $3::date - 1 and s.transfer_id = m.transfer_id)
            order by m.transfer_id limit $4::int
            """;

    private static final String RAN = """
            select distinct bank_date from reconciliation_run
            where channel_id = $1::text and bank_date >= $2::date and status in ('posted', 'proven', 'unproven')
            """;

    private static final String POSTED = """
            select bank_date, logical_key, least(debit, credit) as low, greatest(debit, credit) as high,
                   min(template) as template, min(currency) as currency, count(*)::int as count,
                   sum(case when debit < credit then amount else -amount end)::bigint as net
            from run_posting
            where channel_id = $1::text and bank_date between $2::date and $3::date
            group by 1, 2, 3, 4
            """;

    record Suspended(List<String> lines, List<String> transfers) {}

    private static final String SUSPENDED_LINES = """
            select split_part(logical_key, ':', 1) as subject
            from run_posting
            where channel_id = $1::text and bank_date = $2::date and logical_key like 'lin\\_%:suspense'
            group by logical_key, least(debit, credit), greatest(debit, credit)
            having sum(case when debit < credit then amount else -amount end) <> 0
            """;

    private static final String SUSPENDED_TRANSFERS = """
            select distinct b.transfer_id as subject
            from break b
            where b.channel_id = $1::text and b.bank_date between $2::date and $3::date and b.transfer_id is not null
              and b.id in (select split_part(logical_key, ':', 1) from run_posting
                where channel_id = $1::text and bank_date between $2::date and $3::date
                  and logical_key like 'brk\\_%:suspense'
                group by logical_key, least(debit, credit), greatest(debit, credit)
                having sum(case when debit < credit then amount else -amount end) <> 0)
            """;

    /** Lines of the day, and movements of the window, that stand in suspense by what earlier runs posted. */
    Future<Suspended> suspended(SqlClient client, Run run, LocalDate from) {
        return list(client, SUSPENDED_LINES, Tuple.of(run.channelId(), run.bankDate()), row -> row.getString(0))
                .compose(lines -> list(
                                client,
                                SUSPENDED_TRANSFERS,
                                Tuple.of(run.channelId(), from, run.bankDate().plusDays(1)),
                                row -> row.getString(0))
                        .map(transfers -> new Suspended(lines, transfers)));
    }

    Future<List<Findings.Sum>> sums(SqlClient client, Run run, Suspended suspended) {
        return list(
                client,
                SUMS,
                day(run, suspended),
                row -> new Findings.Sum(
                        row.getString("kind"),
                        "in".equals(row.getString("direction")),
                        row.getLocalDate("moved_on"),
                        row.getString("merchant_id"),
                        CurrencyCode.valueOf(row.getString("currency")),
                        row.getLong("amount")));
    }

    Future<List<Findings.Fee>> fees(SqlClient client, Run run) {
        return list(
                client,
                FEES,
                Tuple.of(run.channelId(), run.bankDate()),
                row -> new Findings.Fee(
                        row.getString("kind"),
                        row.getString("merchant_id"),
                        CurrencyCode.valueOf(row.getString("currency")),
                        row.getLong("taken"),
                        row.getLong("back")));
    }

    Future<List<Matched>> differing(SqlClient client, Run run, boolean invoiced, int rowsMax) {
        return list(
                client, DIFFERING, Tuple.of(run.channelId(), run.bankDate(), invoiced, rowsMax), FindingStore::matched);
    }

    Future<List<Matched>> ofSuspended(
            SqlClient client, Run run, Suspended suspended, boolean invoiced, LocalDate from, int rowsMax) {
        var parameters = Tuple.of(run.channelId(), run.bankDate(), invoiced, rowsMax)
                .addArrayOfString(suspended.lines().toArray(String[]::new))
                .addArrayOfString(suspended.transfers().toArray(String[]::new))
                .addLocalDate(from);
        return list(client, SUSPENDED, parameters, FindingStore::matched);
    }

    Future<List<Findings.OpenMovement>> movements(SqlClient client, Run run, LocalDate from, int rowsMax) {
        return list(
                client,
                MOVEMENTS,
                Tuple.of(run.channelId(), run.bankDate(), from, rowsMax),
                row -> new Findings.OpenMovement(ours(row)));
    }

    Future<Set<LocalDate>> ran(SqlClient client, Run run, LocalDate from) {
        return list(client, RAN, Tuple.of(run.channelId(), from), row -> row.getLocalDate("bank_date"))
                .map(HashSet::new);
    }

    Future<List<Findings.Net>> posted(SqlClient client, Run run, LocalDate from) {
        return list(
                client,
                POSTED,
                Tuple.of(run.channelId(), from, run.bankDate().plusDays(1)),
                row -> new Findings.Net(
                        row.getLocalDate("bank_date"),
                        row.getString("logical_key"),
                        row.getString("template"),
                        row.getString("low"),
                        row.getString("high"),
                        row.getLong("net"),
                        row.getInteger("count"),
                        row.getString("currency")));
    }

    private static Tuple day(Run run, Suspended suspended) {
        return Tuple.tuple()
                .addString(run.channelId())
                .addLocalDate(run.bankDate())
                .addArrayOfString(suspended.lines().toArray(String[]::new))
                .addArrayOfString(suspended.transfers().toArray(String[]::new));
    }

    private static Matched matched(Row row) {
        return new Matched(
                row.getString("line_id"),
                row.getInteger("line_no"),
                row.getLocalDate("home"),
                row.getString("rule"),
                row.getLong("line_amount"),
                row.getLong("fee"),
                row.getLong("expected"),
                row.getString("note"),
                new Ours(
                        row.getString("transfer_id"),
                        row.getString("template"),
                        row.getLocalDate("bank_date"),
                        "in".equals(row.getString("direction")),
                        row.getString("kind"),
                        row.getLong("amount"),
                        CurrencyCode.valueOf(row.getString("currency")),
                        row.getString("merchant_id"),
                        row.getString("payment_id"),
                        row.getString("resource_id"),
                        row.getString("our_ref"),
                        row.getString("bank_ref")));
    }

    static Ours ours(Row row) {
        return new Ours(
                row.getString("transfer_id"),
                row.getString("template"),
                row.getLocalDate("bank_date"),
                "in".equals(row.getString("movement_direction")),
                row.getString("movement_kind"),
                row.getLong("movement_amount"),
                CurrencyCode.valueOf(row.getString("currency")),
                row.getString("merchant_id"),
                row.getString("payment_id"),
                row.getString("resource_id"),
                row.getString("movement_ref"),
                row.getString("movement_bank_ref"));
    }

    static <T> Future<List<T>> list(SqlClient client, String sql, Tuple parameters, Function<Row, T> map) {
        return client.preparedQuery(sql)
                .execute(parameters)
                .map(rows ->
                        StreamSupport.stream(rows.spliterator(), false).map(map).toList());
    }
}
