package dev.tongfu.console;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code /console/today}: how the day goes and what waits for somebody. */
final class TodayPages {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final int ALARMS_MAX = 50;

    private final Pool pool;
    private final Clock clock;
    private final OperatorActs acts;
    private final TodayStore store = new TodayStore();

    TodayPages(Pool pool, Clock clock, OperatorActs acts) {
        this.pool = pool;
        this.clock = clock;
        this.acts = acts;
    }

    void mount(Router router, ConsoleDesk desk) {
        desk.page(router, "/console/today", this::today);
        desk.act(
                router,
                "/console/alarms/:id/clear",
                visit -> acts.clearAlarm(visit.operator(), visit.path("id"), visit.field("reason")));
    }

    private Future<ConsolePage> today(Visit visit) {
        var now = clock.instant();
        var today = LocalDate.ofInstant(now, ZONE);
        var day = visit.date("date").orElse(today);
        var from = day.atStartOfDay(ZONE).toInstant();
        var to = day.plusDays(1).atStartOfDay(ZONE).toInstant();
        return Gather.first("hours", () -> store.hours(pool, from, to).map(Chart::hours))
                .then("banks", () -> store.banks(pool, from, to).map(TodayPages::rated))
                .then("refunds", () -> Rows.first(store.refunds(pool, from, to)))
                .then("unknown", () -> store.unknown(pool, now))
                .then("notifications", () -> Rows.first(store.notifications(pool, now)))
                .then("breaks", () -> store.breaks(pool, now).map(Chart::ages))
                .then("books", () -> store.days(pool).map(TodayPages::split))
                .then("waiting", () -> Rows.first(store.waiting(pool)))
                .then("alarms", () -> store.alarms(pool, ALARMS_MAX))
                .with("day", day)
                .with("isToday", day.equals(today))
                .with("before", day.minusDays(1))
                .with("after", day.plusDays(1))
                .values()
                .map(values -> {
                    values.put("total", total(values));
                    return ConsolePage.of("today", values);
                });
    }

    private static List<Map<String, Object>> rated(List<Map<String, Object>> banks) {
        var all = new ArrayList<Map<String, Object>>();
        for (var bank : banks) {
            var row = new HashMap<>(bank);
            long paid = Chart.number(bank, "paid");
            long decided = paid + Chart.number(bank, "failed");
            row.put("rate", decided == 0 ? "–" : percent(paid, decided));
            row.put("share", Chart.share(paid, decided));
            row.put("low", decided > 0 && Chart.share(paid, decided) < 900);
            all.add(row);
        }
        return all;
    }

    private static String percent(long part, long whole) {
        return String.format(Locale.ROOT, "%.1f%%", part * 100.0 / whole);
    }

    /** The sums over all banks. */
    private static Map<String, Object> total(Map<String, Object> values) {
        long paid = 0;
        long failed = 0;
        long amount = 0;
        for (Object row : (List<?>) values.getOrDefault("banks", List.of())) {
            @SuppressWarnings("unchecked")
            var bank = (Map<String, Object>) row;
            paid += Chart.number(bank, "paid");
            failed += Chart.number(bank, "failed");
            amount += Chart.number(bank, "amount");
        }
        long unclear = 0;
        long old = 0;
        for (Object row : (List<?>) values.getOrDefault("unknown", List.of())) {
            @SuppressWarnings("unchecked")
            var kind = (Map<String, Object>) row;
            old += Chart.number(kind, "day") + Chart.number(kind, "older");
            unclear += Chart.number(kind, "fresh") + Chart.number(kind, "hour");
        }
        return Map.of(
                "paid", paid,
                "failed", failed,
                "amount", amount,
                "rate", paid + failed == 0 ? "–" : percent(paid, paid + failed),
                "unknown", unclear + old,
                "old", old);
    }

    /** The days of a book that are not sealed, each with its state. */
    private static List<Map<String, Object>> split(List<Map<String, Object>> books) {
        var all = new ArrayList<Map<String, Object>>();
        for (var book : books) {
            var row = new HashMap<>(book);
            var days = new ArrayList<Map<String, String>>();
            if (book.get("days") instanceof String text) {
                for (String day : text.split(",", -1)) {
                    int gap = day.indexOf(' ');
                    days.add(Map.of("date", day.substring(0, gap), "status", day.substring(gap + 1)));
                }
            }
            row.put("days", days);
            all.add(row);
        }
        return all;
    }
}
