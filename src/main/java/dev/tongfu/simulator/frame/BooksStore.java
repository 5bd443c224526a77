package dev.tongfu.simulator.frame;

import static dev.tongfu.simulator.frame.BookRows.utc;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The tables of the simulated banks' books, in schema {@code simulator}; the gateway has no part in them. */
final class BooksStore {
    private static final String OPEN_CALENDAR = """
            insert into simulator.calendar (bank, open_from, ends_early_minutes)
            values ($1::text, date '2000-01-01', $2::int)
            on conflict (bank) do update set ends_early_minutes = excluded.ends_early_minutes
            """;

    Future<Void> openCalendar(SqlClient client, String bank, Duration endsBeforeMidnight) {
        return client.preparedQuery(OPEN_CALENDAR)
                .execute(Tuple.of(bank, (int) endsBeforeMidnight.toMinutes()))
                .mapEmpty();
    }

    private static final String FAIL = """
            update simulator.bank_order set status = 'FAILED'
            where bank = $1::text and token = $2::text and status = 'OPEN'
            """;

    Future<Void> fail(SqlClient client, String bank, String token) {
        return client.preparedQuery(FAIL).execute(Tuple.of(bank, token)).mapEmpty();
    }

    private static final String BY_ORDER_NO = """
            select * from simulator.bank_order
            where bank = $1::text and merchant_no = $2::text and order_no = $3::text
            """;

    Future<Optional<BankOrderRow>> byOrderNo(SqlClient client, String bank, String merchantNo, String orderNo) {
        return client.preparedQuery(BY_ORDER_NO)
                .execute(Tuple.of(bank, merchantNo, orderNo))
                .map(BookRows::firstOrder);
    }

    private static final String CHARGE_OF = """
            select * from simulator.charge
            where bank = $1::text and merchant_no = $2::text and order_no = $3::text
            order by number limit 1
            """;

    Future<Optional<Charge>> chargeOf(SqlClient client, BankOrderRow order) {
        return client.preparedQuery(CHARGE_OF)
                .execute(Tuple.of(order.bank(), order.merchantNo(), order.orderNo()))
                .map(BookRows::firstCharge);
    }

    private static final String CHARGES = """
            select * from simulator.charge
            where ($1::text is null or bank = $1::text) and ($2::date is null or accounting_date = $2::date)
                and ($3::text is null or merchant_no = $3::text) and number > $4::bigint
            order by number limit $5::int
            """;

    /** What a filter leaves, oldest first. */
    Future<List<Charge>> charges(SqlClient client, Books.Filter filter, int limit) {
        var tuple = Tuple.tuple()
                .addString(filter.bank().orElse(null))
                .addLocalDate(filter.day().orElse(null))
                .addString(filter.merchantNo().orElse(null))
                .addLong(filter.after())
                .addInteger(limit);
        return client.preparedQuery(CHARGES).execute(tuple).map(BookRows::charges);
    }

    private static final String DAY_PAGE = """
            select * from simulator.charge
            where bank = $1::text and accounting_date = $2::date and merchant_no = $3::text and number > $4::bigint
            order by number limit $5::int
            """;

    /** A merchant's charges of a day after the one with that number, oldest first. */
    Future<List<Charge>> page(SqlClient client, String bank, LocalDate day, String merchantNo, long after, int limit) {
        return client.preparedQuery(DAY_PAGE)
                .execute(Tuple.of(bank, day, merchantNo, after, limit))
                .map(BookRows::charges);
    }

    private static final String MARKED = """
            select * from simulator.charge
            where bank = $1::text and accounting_date = $2::date and mark <> 'NONE'
            order by number
            """;

    Future<List<Charge>> marked(SqlClient client, String bank, LocalDate day) {
        return client.preparedQuery(MARKED).execute(Tuple.of(bank, day)).map(BookRows::charges);
    }

    private static final String NUMBERED = """
            select * from simulator.charge
            where bank = $1::text and merchant_no = $2::text and order_no = any($3::text[])
            order by number
            """;

    Future<List<Charge>> numbered(SqlClient client, String bank, String merchantNo, List<String> orderNos) {
        return client.preparedQuery(NUMBERED)
                .execute(Tuple.of(bank, merchantNo, orderNos.toArray(String[]::new)))
                .map(BookRows::charges);
    }

    private static final String CHARGES_BETWEEN = """
            select * from simulator.charge
            where bank = $1::text and merchant_no = $2::text
                and charged_at >= $3::timestamptz and charged_at < $4::timestamptz
            order by number limit $5::int
            """;

    Future<List<Charge>> chargesBetween(
            SqlClient client, String bank, String merchantNo, Instant from, Instant to, int limit) {
        return client.preparedQuery(CHARGES_BETWEEN)
                .execute(Tuple.of(bank, merchantNo, utc(from), utc(to), limit))
                .map(BookRows::charges);
    }

    private static final String PLAN = """
            insert into simulator.statement_plan (bank, day, extra, marks, unheard_left)
            select $1::text, $2::date, $3::int, $4::text, $5::int
            from simulator.calendar where bank = $1::text and open_from <= $2::date
            on conflict (bank, day) do update
            set extra = excluded.extra, marks = excluded.marks, unheard_left = excluded.unheard_left
            """;

    /** False where the day is closed already. */
    Future<Boolean> plan(SqlClient client, String bank, LocalDate day, StatementFaults faults) {
        var marks = new ArrayList<String>();
        faults.marks().forEach((mark, count) -> marks.add(mark + "=" + count));
        var tuple = Tuple.of(bank, day, faults.extra(), String.join(",", marks))
                .addInteger(faults.count(Charge.Mark.PAID_UNHEARD));
        return client.preparedQuery(PLAN).execute(tuple).map(rows -> rows.rowCount() == 1);
    }

    private static final String CLOSE = """
            update simulator.calendar set open_from = $2::date + 1
            where bank = $1::text and open_from <= $2::date
            """;

    /** False where the day is closed already. */
    Future<Boolean> close(SqlClient client, String bank, LocalDate day) {
        return client.preparedQuery(CLOSE).execute(Tuple.of(bank, day)).map(rows -> rows.rowCount() == 1);
    }

    // In turn one of each kind, so that every break is planted on payments, refunds, captures and debits alike. What
    // was
    // given back in part was paid, so it is not said to be unpaid.
    private static final String MARK = """
            with candidates as (
                select charge.number, row_number() over (partition by charge.kind order by charge.number) as turn
                from simulator.charge charge
                where bank = $1::text and accounting_date = $2::date and mark = 'NONE'
                    and kind not in ('preauth', 'cancel')
                    and ($4::text not in ('UNPAID', 'KIND') or not exists (
                        select from simulator.bank_order ordered
                        where ordered.bank = charge.bank and ordered.merchant_no = charge.merchant_no
                            and ordered.order_no = charge.order_no and ordered.given_back > 0)))
            update simulator.charge set mark = $4::text
            where number in (select number from candidates order by turn, number limit $3::int)
            """;

    /** Marks that many charges of the day that carry no mark yet. */
    Future<Void> mark(SqlClient client, String bank, LocalDate day, Charge.Mark mark, int count) {
        return client.preparedQuery(MARK)
                .execute(Tuple.of(bank, day, count, mark.name()))
                .mapEmpty();
    }

    private static final String TODAY = """
            select greatest($2::date, open_from, (($3::timestamptz + make_interval(mins => ends_early_minutes))
                at time zone 'Asia/Shanghai')::date) as accounting_date
            from simulator.calendar where bank = $1::text
            """;

    Future<LocalDate> today(SqlClient client, String bank, LocalDate date, Instant now) {
        return client.preparedQuery(TODAY)
                .execute(Tuple.of(bank, date, utc(now)))
                .map(rows -> rows.iterator().next().getLocalDate("accounting_date"));
    }

    private static final String DAY = """
            select calendar.open_from > $2::date as closed, coalesce(plan.extra, 0) as extra,
                coalesce(plan.marks, '') as marks
            from simulator.calendar
            left join simulator.statement_plan plan on plan.bank = calendar.bank and plan.day = $2::date
            where calendar.bank = $1::text
            """;

    Future<Books.Day> day(SqlClient client, String bank, LocalDate day) {
        return client.preparedQuery(DAY)
                .execute(Tuple.of(bank, day))
                .map(rows -> BookRows.stream(rows)
                        .findFirst()
                        .map(row -> new Books.Day(
                                row.getBoolean("closed"), row.getInteger("extra"), Books.marks(row.getString("marks"))))
                        .orElse(Books.Day.OPEN));
    }
}
