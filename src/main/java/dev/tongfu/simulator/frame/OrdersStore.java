package dev.tongfu.simulator.frame;

import static dev.tongfu.simulator.frame.BookRows.utc;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Payers' orders in the books, a statement for any number of them. */
final class OrdersStore {
    private static final String PLACE = """
            insert into simulator.bank_order
                (bank, merchant_no, order_no, kind, amount, token, placed_at, deadline, status, detail)
            select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[], $6::text[],
                $7::timestamptz[], $8::timestamptz[], $9::text[], $10::text[])
            on conflict (bank, merchant_no, order_no) do nothing
            returning token
            """;

    /** The tokens of those whose order number was free. */
    Future<Set<String>> place(SqlClient client, List<BankOrderRow> orders) {
        var tuple = Tuple.tuple()
                .addArrayOfString(texts(orders, BankOrderRow::bank))
                .addArrayOfString(texts(orders, BankOrderRow::merchantNo))
                .addArrayOfString(texts(orders, BankOrderRow::orderNo))
                .addArrayOfString(texts(orders, order -> order.kind().word()))
                .addArrayOfLong(
                        orders.stream().map(order -> order.amount().minor()).toArray(Long[]::new))
                .addArrayOfString(texts(orders, BankOrderRow::token))
                .addArrayOfOffsetDateTime(times(orders, BankOrderRow::placedAt))
                .addArrayOfOffsetDateTime(times(orders, BankOrderRow::deadline))
                .addArrayOfString(texts(orders, order -> order.status().name()))
                .addArrayOfString(texts(orders, BankOrderRow::detail));
        return client.preparedQuery(PLACE)
                .execute(tuple)
                .map(rows ->
                        BookRows.stream(rows).map(row -> row.getString("token")).collect(Collectors.toSet()));
    }

    // The calendar rows are share-locked, so that no charge slips into a day that is just being closed.
    private static final String CHARGE = """
            with input as (
                select * from unnest($1::text[], $2::text[]) as x(bank, token)),
            day as (
                select bank, greatest($3::date, open_from, (($4::timestamptz
                    + make_interval(mins => ends_early_minutes)) at time zone 'Asia/Shanghai')::date) as accounting_date
                from simulator.calendar where bank = any($1::text[]) for share),
            paid as (
                update simulator.bank_order o set status = 'PAID'
                from input i
                where o.bank = i.bank and o.token = i.token and o.status = 'OPEN' and o.deadline > $4::timestamptz
                returning o.bank, o.token, o.merchant_no, o.order_no, o.kind, o.amount),
            unheard as (
                select plan.bank, plan.day, plan.unheard_left
                from simulator.statement_plan plan join day on plan.bank = day.bank and plan.day = day.accounting_date
                where plan.unheard_left > 0
                for update of plan),
            ranked as (
                select paid.*,
                    row_number() over (partition by paid.bank, paid.kind = 'preauth' order by paid.token) as turn
                from paid),
            silent as (
                select ranked.bank, ranked.token
                from ranked join unheard on unheard.bank = ranked.bank
                where ranked.kind <> 'preauth' and ranked.turn <= unheard.unheard_left),
            used as (
                update simulator.statement_plan plan set unheard_left = plan.unheard_left - counted.silent
                from unheard, (select bank, count(*)::int as silent from silent group by bank) counted
                where plan.bank = unheard.bank and plan.day = unheard.day and counted.bank = unheard.bank),
            charged as (
                insert into simulator.charge
                    (bank, merchant_no, order_no, kind, amount, accounting_date, charged_at, mark)
                select ranked.bank, ranked.merchant_no, ranked.order_no, ranked.kind, ranked.amount,
                    day.accounting_date, $4::timestamptz,
                    case when silent.token is null then 'NONE' else 'PAID_UNHEARD' end
                from ranked join day on day.bank = ranked.bank
                left join silent on silent.bank = ranked.bank and silent.token = ranked.token
                returning *)
            select charged.*, paid.token
            from charged join paid on paid.bank = charged.bank and paid.merchant_no = charged.merchant_no
                and paid.order_no = charged.order_no
            """;

    /** Charges those that are open and in time; the others are missing from the answer. */
    Future<Map<OrderWorks.Token, Charge>> charge(SqlClient client, List<OrderWorks.Token> orders, Instant now) {
        var tuple = tokens(orders)
                .addLocalDate(LocalDate.ofInstant(now, Books.BANK_ZONE))
                .addOffsetDateTime(utc(now));
        return client.preparedQuery(CHARGE).execute(tuple).map(OrdersStore::byToken);
    }

    private static final String CHARGES_OF = """
            select c.*, o.token
            from unnest($1::text[], $2::text[]) as x(bank, token)
            join simulator.bank_order o on o.bank = x.bank and o.token = x.token
            join simulator.charge c on c.bank = o.bank and c.merchant_no = o.merchant_no and c.order_no = o.order_no
                and c.kind = o.kind
            """;

    /** What was charged for them. */
    Future<Map<OrderWorks.Token, Charge>> chargesOf(SqlClient client, List<OrderWorks.Token> orders) {
        return client.preparedQuery(CHARGES_OF).execute(tokens(orders)).map(OrdersStore::byToken);
    }

    private static final String BY_TOKENS = """
            select o.*
            from unnest($1::text[], $2::text[]) as x(bank, token)
            join simulator.bank_order o on o.bank = x.bank and o.token = x.token
            """;

    Future<List<BankOrderRow>> byTokens(SqlClient client, List<OrderWorks.Token> orders) {
        return client.preparedQuery(BY_TOKENS).execute(tokens(orders)).map(BookRows::orders);
    }

    private static Map<OrderWorks.Token, Charge> byToken(RowSet<Row> rows) {
        return BookRows.stream(rows)
                .collect(Collectors.toMap(
                        row -> new OrderWorks.Token(row.getString("bank"), row.getString("token")), BookRows::charge));
    }

    private static Tuple tokens(List<OrderWorks.Token> orders) {
        return Tuple.tuple()
                .addArrayOfString(texts(orders, OrderWorks.Token::bank))
                .addArrayOfString(texts(orders, OrderWorks.Token::token));
    }

    private static <T> String[] texts(List<T> items, Function<T, String> text) {
        return items.stream().map(text).toArray(String[]::new);
    }

    private static <T> OffsetDateTime[] times(List<T> items, Function<T, Instant> time) {
        return items.stream().map(time.andThen(BookRows::utc)).toArray(OffsetDateTime[]::new);
    }
}
