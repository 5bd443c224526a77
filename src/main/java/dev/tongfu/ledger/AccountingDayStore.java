package dev.tongfu.ledger;

import static dev.tongfu.ledger.AccountingDayStatus.CLOSED;
import static dev.tongfu.ledger.AccountingDayStatus.CLOSING;
import static dev.tongfu.ledger.AccountingDayStatus.OPEN;
import static dev.tongfu.ledger.AccountingDayStatus.SEALED;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Reads and moves accounting days, by compare-and-set on their status. */
final class AccountingDayStore {
    /**
     * A date at or before a day that is closing or closed is never opened: then the day after the last of those is, so
     * that what comes late finds an open day. Missing days in between are opened too, since they close and seal too.
     */
    private static final String OPEN_DAYS = """
            with wanted as (
              select w.book, greatest(w.date, 1 + (select max(d.date) from accounting_day d
                                                   where d.book = w.book and d.status <> 'open')) as date
              from unnest($1::text[], $2::date[]) as w(book, date)
              where not exists (select from accounting_day d
                                where d.book = w.book and d.status = 'open' and d.date = w.date)
            ), stretch as (
              select w.book, w.date, (select max(d.date) from accounting_day d
                                      where d.book = w.book and d.date < w.date) as before
              from wanted w
            ), missing as (
              select s.book, s.date - i as date
              from stretch s, generate_series(0, case when s.date - s.before <= $3::integer
                                                      then s.date - s.before - 1 else 0 end) as i
            )
            insert into accounting_day (book, date)
            select distinct book, date from missing order by book, date
            on conflict do nothing
            """;

    private static final String CLOSE = """
            update accounting_day d
            set status = $4::text, closing_at = now(), closing_xid = pg_current_xact_id()
            where d.book = $1::text and d.date = $2::date and d.status = $3::text
              and not exists (select from accounting_day e
                              where e.book = d.book and e.date < d.date and e.status = $3::text)
            """;

    /**
     * First half of the drain: no statement still runs on a snapshot from before the door closed. Such a statement may
     * have no transaction number yet and take one later, so the number to wait for is taken only now, when none is
     * left: every writer that saw the day open has a lower one.
     */
    private static final String MARK_DRAIN = """
            update accounting_day d
            set drain_xid = pg_current_xact_id()
            where d.book = $1::text and d.date = $2::date and d.status = $3::text and d.drain_xid is null
              and not exists (select from pg_stat_activity a
                              where a.datname = current_database() and a.backend_type = 'client backend'
                                and a.pid <> pg_backend_pid()
                                and a.backend_xmin is not null and age(a.backend_xmin) >= age(d.closing_xid::xid))
            """;

    /** Second half: every transaction with a lower number has ended, so this snapshot sees all they wrote. */
    private static final String FINISH_DRAIN = """
            update accounting_day d
            set status = $4::text, closed_at = now(),
                (watermark, transfer_count) = (select max(t.id), count(*) from transfer t
                                               where t.accounting_date = d.date and t.book = d.book)
            where d.book = $1::text and d.date = $2::date and d.status = $3::text
              and pg_snapshot_xmin(pg_current_snapshot()) >= d.drain_xid
            """;

    private static final String SEAL = """
            update accounting_day d
            set status = $4::text, sealed_at = now(), seal = $5::bytea, previous_seal = $6::bytea
            where d.book = $1::text and d.date = $2::date and d.status = $3::text
              and not exists (select from accounting_day e
                              where e.book = d.book and e.date < d.date and e.status <> $4::text)
            """;

    private static final String DAYS = """
            select book, date, status, coalesce(transfer_count, 0) as transfer_count, seal, previous_seal
            from accounting_day
            """;

    private static final String FIND = DAYS + "where book = $1::text and date = $2::date";

    private static final String BEFORE = DAYS + "where book = $1::text and date < $2::date order by date desc limit 1";

    private static final String UNSEALED =
            DAYS + "where book = $1::text and date <= $2::date and status <> 'sealed' order by date limit $3::integer";

    private static final String PAGE =
            DAYS + "where (book, date) > ($1::text, $2::date) order by book, date limit $3::integer";

    Future<Void> open(SqlClient client, List<BookDate> days, int gapDaysMax) {
        var sorted = days.stream()
                .distinct()
                .sorted(Comparator.comparing(BookDate::book).thenComparing(BookDate::date))
                .toList();
        if (sorted.isEmpty()) {
            return Future.succeededFuture();
        }
        var parameters = Tuple.tuple()
                .addArrayOfString(sorted.stream().map(BookDate::book).toArray(String[]::new))
                .addArrayOfLocalDate(sorted.stream().map(BookDate::date).toArray(LocalDate[]::new))
                .addInteger(gapDaysMax);
        return client.preparedQuery(OPEN_DAYS).execute(parameters).mapEmpty();
    }

    Future<Boolean> close(SqlClient client, BookDate day) {
        return changed(client, CLOSE, Tuple.of(day.book(), day.date(), name(OPEN), name(CLOSING)));
    }

    Future<Boolean> markDrain(SqlClient client, BookDate day) {
        return changed(client, MARK_DRAIN, Tuple.of(day.book(), day.date(), name(CLOSING)));
    }

    Future<Boolean> finishDrain(SqlClient client, BookDate day) {
        return changed(client, FINISH_DRAIN, Tuple.of(day.book(), day.date(), name(CLOSING), name(CLOSED)));
    }

    Future<Boolean> seal(SqlClient client, BookDate day, String seal, String previousSeal) {
        var parameters = Tuple.of(day.book(), day.date(), name(CLOSED), name(SEALED))
                .addBuffer(bytes(seal))
                .addBuffer(previousSeal.isEmpty() ? null : bytes(previousSeal));
        return changed(client, SEAL, parameters);
    }

    Future<Optional<AccountingDay>> find(SqlClient client, BookDate day) {
        return list(client, FIND, Tuple.of(day.book(), day.date()))
                .map(days -> days.stream().findFirst());
    }

    /** The book's last day before this one. */
    Future<Optional<AccountingDay>> before(SqlClient client, BookDate day) {
        return list(client, BEFORE, Tuple.of(day.book(), day.date()))
                .map(days -> days.stream().findFirst());
    }

    Future<List<AccountingDay>> unsealed(SqlClient client, String book, LocalDate through, int daysMax) {
        return list(client, UNSEALED, Tuple.of(book, through, daysMax));
    }

    Future<List<AccountingDay>> page(SqlClient client, BookDate after, int daysMax) {
        return list(client, PAGE, Tuple.of(after.book(), after.date(), daysMax));
    }

    private static Future<Boolean> changed(SqlClient client, String sql, Tuple parameters) {
        return client.preparedQuery(sql).execute(parameters).map(result -> result.rowCount() == 1);
    }

    private static Future<List<AccountingDay>> list(SqlClient client, String sql, Tuple parameters) {
        return client.preparedQuery(sql)
                .execute(parameters)
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(AccountingDayStore::day)
                        .toList());
    }

    private static AccountingDay day(Row row) {
        return new AccountingDay(
                new BookDate(row.getString("book"), row.getLocalDate("date")),
                AccountingDayStatus.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
                row.getLong("transfer_count"),
                hex(row, "seal"),
                hex(row, "previous_seal"));
    }

    private static String hex(Row row, String column) {
        return Optional.ofNullable(row.getBuffer(column))
                .map(bytes -> HexFormat.of().formatHex(bytes.getBytes()))
                .orElse("");
    }

    private static Buffer bytes(String hex) {
        return Buffer.buffer(HexFormat.of().parseHex(hex));
    }

    private static String name(AccountingDayStatus status) {
        return status.name().toLowerCase(Locale.ROOT);
    }

    private static final String BOOKING = """
            select v.book, v.date, coalesce((
                select min(d.date) from accounting_day d
                where d.book = v.book and d.date >= v.date and d.status = 'open'), v.date) as booked
            from unnest($1::text[], $2::date[]) as v(book, date)
            """;

    Future<Map<BookDate, LocalDate>> bookingDates(SqlClient client, List<BookDate> dates) {
        var values = Tuple.tuple()
                .addArrayOfString(dates.stream().map(BookDate::book).toArray(String[]::new))
                .addArrayOfLocalDate(dates.stream().map(BookDate::date).toArray(LocalDate[]::new));
        return client.preparedQuery(BOOKING).execute(values).map(rows -> {
            var booked = new HashMap<BookDate, LocalDate>();
            rows.forEach(row -> booked.put(
                    new BookDate(row.getString("book"), row.getLocalDate("date")), row.getLocalDate("booked")));
            return booked;
        });
    }
}
