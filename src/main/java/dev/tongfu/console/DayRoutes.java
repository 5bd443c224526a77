package dev.tongfu.console;

import dev.tongfu.http.ProblemCode;
import dev.tongfu.ledger.AccountingDayStatus;
import dev.tongfu.ledger.AccountingDays;
import dev.tongfu.ledger.BookDate;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * {@code POST /admin/v1/days/{date}/close}: takes a date's accounting day, of one book or of all, as far as it goes.
 *
 * <p>It may be called again: a day whose last writers have not ended yet is closed and sealed by a later call, or by
 * the scheduler.
 */
public final class DayRoutes implements AdminRoutes {
    private final AccountingDays days;
    private final Supplier<List<String>> books;

    /** @param books of every channel, and the house's */
    public DayRoutes(AccountingDays days, Supplier<List<String>> books) {
        this.days = days;
        this.books = books;
    }

    @Override
    public void mount(Router router, OperatorAccess access) {
        router.post("/admin/v1/days/:date/close").handler(access.makers()).handler(context -> {
            AdminRequest.end(context, close(context, access));
        });
    }

    private Future<Void> close(RoutingContext context, OperatorAccess access) {
        var date = AdminRequest.date(context.pathParam("date"));
        String book = AdminRequest.word(context, "book");
        var wanted = book.isEmpty() ? books.get() : List.of(book);
        if (date.isEmpty() || !books.get().containsAll(wanted)) {
            return AdminRequest.refused(context, access, ProblemCode.NOT_FOUND, "");
        }
        return closeAll(wanted, date.get())
                .compose(closed -> AdminRequest.send(
                        context, new JsonObject().put("data", closed).putNull("next")));
    }

    private Future<JsonArray> closeAll(List<String> wanted, LocalDate date) {
        var closed = new JsonArray();
        Future<Void> chain = Future.succeededFuture();
        for (var book : wanted) {
            chain = chain.compose(done -> closeOne(new BookDate(book, date))).map(status -> {
                closed.add(new JsonObject()
                        .put("book", book)
                        .put("date", date.toString())
                        .put("status", status.name().toLowerCase(Locale.ROOT)));
                return null;
            });
        }
        return chain.map(done -> closed);
    }

    private Future<AccountingDayStatus> closeOne(BookDate day) {
        return days.open(day)
                .compose(opened -> days.advance(day.book(), day.date()))
                .compose(advanced -> days.status(day));
    }
}
