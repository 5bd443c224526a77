package dev.tongfu.console;

import dev.tongfu.http.ProblemCode;
import dev.tongfu.ledger.AccountingDays;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Supplier;

/**
 * {@code POST /admin/v1/days/{date}/close}: takes a date's accounting day, of one book or of all, as far as it goes.
 *
 * <p>It may be called again: a day whose last writers have not ended yet is closed and sealed by a later call, or by
 * the scheduler.
 */
public final class DayRoutes implements AdminRoutes {
    private final DayClosing closing;

    /** @param books of every channel, and the house's */
    public DayRoutes(AccountingDays days, Supplier<List<String>> books) {
        this.closing = new DayClosing(days, books);
    }

    @Override
    public void mount(Router router, OperatorAccess access) {
        router.post("/admin/v1/days/:date/close").handler(access.makers()).handler(context -> {
            AdminQuery.end(context, close(context, access));
        });
    }

    private Future<Void> close(RoutingContext context, OperatorAccess access) {
        var date = AdminQuery.day(context.pathParam("date"));
        String book = AdminBody.word(context, "book");
        var wanted = book.isEmpty() ? closing.books() : List.of(book);
        if (date.isEmpty() || !closing.books().containsAll(wanted)) {
            return AdminAnswer.refused(context, access, ProblemCode.NOT_FOUND, "");
        }
        return closing.close(wanted, date.get())
                .compose(closed -> AdminAnswer.send(
                        context,
                        new JsonObject().put("data", data(closed, date.get())).putNull("next")));
    }

    private static JsonArray data(List<DayClosing.Closed> closed, LocalDate date) {
        var data = new JsonArray();
        closed.forEach(day -> data.add(new JsonObject()
                .put("book", day.book())
                .put("date", date.toString())
                .put("status", day.status())));
        return data;
    }
}
