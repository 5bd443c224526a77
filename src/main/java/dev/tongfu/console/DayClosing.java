package dev.tongfu.console;

import dev.tongfu.ledger.AccountingDayStatus;
import dev.tongfu.ledger.AccountingDays;
import dev.tongfu.ledger.BookDate;
import io.vertx.core.Future;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** Closes accounting days by hand, each as far as it goes now. */
final class DayClosing {
    private final AccountingDays days;
    private final Supplier<List<String>> books;

    DayClosing(AccountingDays days, Supplier<List<String>> books) {
        this.days = days;
        this.books = books;
    }

    /** Where a day stands now. */
    record Closed(String book, String status) {}

    List<String> books() {
        return books.get();
    }

    Future<List<Closed>> close(List<String> wanted, LocalDate date) {
        var closed = new ArrayList<Closed>();
        Future<Void> chain = Future.succeededFuture();
        for (var book : wanted) {
            chain = chain.compose(done -> closeOne(new BookDate(book, date)))
                    .map(status -> closed.add(new Closed(book, status.name().toLowerCase(Locale.ROOT))))
                    .mapEmpty();
        }
        return chain.map(done -> List.copyOf(closed));
    }

    private Future<AccountingDayStatus> closeOne(BookDate day) {
        return days.open(day)
                .compose(opened -> days.advance(day.book(), day.date()))
                .compose(advanced -> days.status(day));
    }
}
