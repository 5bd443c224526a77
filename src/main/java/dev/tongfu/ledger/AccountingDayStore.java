package dev.tongfu.ledger;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;

/** Reads and moves accounting days. */
final class AccountingDayStore {
    /**
     * A date at or before a day that is closing or closed is never opened: then the day after the last of those is, so
     * that what comes late finds an open day. Missing days in between are opened too, since they close and seal too.
     */
    private static final String OPEN = """
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
        return client.preparedQuery(OPEN).execute(parameters).mapEmpty();
    }
}
