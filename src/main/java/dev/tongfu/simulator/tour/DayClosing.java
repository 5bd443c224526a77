package dev.tongfu.simulator.tour;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The end of the day on both sides, a small day after it, and what the statements of both say. */
final class DayClosing {
    private static final int NEXT_DAY_PAYMENTS = 6;

    private final Tour tour;
    private final TourWorld world;
    private final DayOffice office;
    private final DayBooks books;
    private final DayTraffic traffic;
    private final DayPlan plan;
    private final DayTour.Screen screen;
    private final Map<String, String> days = new LinkedHashMap<>();
    private final Map<String, String> nextDays = new LinkedHashMap<>();
    private final Map<String, String> lastDays = new LinkedHashMap<>();
    private final Map<String, Long> nets = new LinkedHashMap<>();
    private final Map<String, List<JsonObject>> planted = new LinkedHashMap<>();

    DayClosing(Tour tour, TourWorld world, DayTraffic traffic, DayPlan plan, DayTour.Screen screen) {
        this.tour = tour;
        this.world = world;
        this.office = new DayOffice(world);
        this.books = new DayBooks(world);
        this.traffic = traffic;
        this.plan = plan;
        this.screen = screen;
    }

    /** The bank dates that were closed, the large day's and the small one's after it. */
    List<String> dates(String bank) {
        return List.of(days.getOrDefault(bank, ""), nextDays.getOrDefault(bank, ""));
    }

    /** What the statements of all closed days say that the merchant got, fees taken off. */
    long net(String bank) {
        return nets.getOrDefault(bank, 0L);
    }

    /** The last date that is closed and proven at every bank. */
    String settledTo() {
        return lastDays.values().stream().sorted().findFirst().orElse("");
    }

    /** Every date that is closed at some bank. */
    List<String> allDates() {
        return Stream.of(days, nextDays, lastDays)
                .flatMap(dates -> dates.values().stream())
                .distinct()
                .sorted()
                .toList();
    }

    /** One more day at each bank, on which nothing happened but what the operators decided. */
    void walkLast() {
        for (String bank : DayPlan.BANKS) {
            tour.step("bank's last day ends", bank, "closed", () -> close(bank, lastDays));
        }
        closeBooks(lastDays);
        for (String bank : DayPlan.BANKS) {
            tour.step("empty statement against books", bank, proven(true), () -> reconciled(bank, lastDays));
        }
        String latest = lastDays.values().stream().sorted().reduce("", (first, second) -> second);
        for (String bank : DayPlan.BANKS) {
            if (lastDays.getOrDefault(bank, latest).compareTo(latest) < 0) {
                tour.step("a bank whose day began later", bank, "closed", () -> close(bank, lastDays));
                closeBooks(lastDays);
                tour.step("empty statement against books", bank, proven(true), () -> reconciled(bank, lastDays));
            }
        }
    }

    void walk() {
        for (String bank : DayPlan.BANKS) {
            tour.step("bank's day ends", bank, "closed", () -> close(bank, days));
            tour.step("breaks planted", bank, DayMark.all().size() + " kinds × " + plan.breaks(), () -> planted(bank));
        }
        closeBooks(days);
        for (String bank : DayPlan.BANKS) {
            tour.step("statement against books", bank, proven(false), () -> reconciled(bank, days));
            tour.step("planted × found", bank, DayMatrix.onDiagonal(plan.breaks()), () -> matrix(bank));
        }
        tour.step("a small day after it", "", NEXT_DAY_PAYMENTS + ", 0 broke", this::nextDay);
        for (String bank : DayPlan.BANKS) {
            tour.step("bank's next day ends", bank, "closed", () -> close(bank, nextDays));
        }
        closeBooks(nextDays);
        for (String bank : DayPlan.BANKS) {
            tour.step("next statement against books", bank, proven(true), () -> reconciled(bank, nextDays));
            tour.step(
                    "what was carried is open", bank, "platform_only: " + plan.breaks() + " open", () -> carried(bank));
        }
    }

    private String close(String bank, Map<String, String> dates) throws IOException {
        return books.close(bank, dates);
    }

    /** Each charge carries one mark, each kind as often as asked for. */
    private String planted(String bank) throws IOException {
        var body = world.control("GET", "/statement-faults?bank=" + bank + "&date=" + days.get(bank), new JsonObject());
        var marks =
                body.getJsonArray("data").stream().map(one -> (JsonObject) one).toList();
        planted.put(bank, marks);
        for (var mark : DayMark.all()) {
            long count = marks.stream()
                    .filter(one -> mark.planted().equals(one.getString("mark")))
                    .map(one -> one.getString("order_no"))
                    .distinct()
                    .count();
            if (count != plan.breaks()) {
                return mark.planted() + " " + count + " times";
            }
        }
        screen.lines()
                .accept("   kinds of charges that carry breaks: "
                        + DayOpening.counted(marks.stream()
                                .map(one -> one.getString("kind", "invented"))
                                .toList()));
        return DayMark.all().size() + " kinds × " + plan.breaks();
    }

    private void closeBooks(Map<String, String> dates) {
        tour.step("our accounting days end", "", "closed", () -> books.closeOurs(dates));
    }

    private static String proven(boolean quiet) {
        return quiet ? "proven, nothing new" : "proven";
    }

    private String reconciled(String bank, Map<String, String> dates) throws IOException {
        var body = new JsonObject().put("bank", bank).put("accounting_date", dates.get(bank));
        var answer = office.maker("/reconciliations", body);
        screen.lines().accept("   " + bank + " " + dates.get(bank) + ": " + answer.getValue("breaks"));
        nets.merge(bank, DayProofs.net(answer), Long::sum);
        DayProofs.lines(answer).forEach(screen.lines());
        boolean quiet = dates != days
                && answer.getJsonObject("breaks", new JsonObject()).isEmpty();
        return answer.getString("status") + (quiet ? ", nothing new" : "");
    }

    private String matrix(String bank) throws IOException {
        var matrix = DayMatrix.of(planted.getOrDefault(bank, List.of()), breaks(bank));
        matrix.table(bank).forEach(screen.lines());
        return matrix.verdict(plan.breaks());
    }

    private List<JsonObject> breaks(String bank) throws IOException {
        return office.all("/breaks?bank=" + bank + "&from=" + days.get(bank) + "&to=" + days.get(bank));
    }

    private String nextDay() throws IOException {
        var result = traffic.purchases(NEXT_DAY_PAYMENTS);
        return result.count() + ", " + result.failed() + " broke";
    }

    private String carried(String bank) throws IOException {
        long open = breaks(bank).stream()
                .filter(one -> one.getString("code").equals("platform_only"))
                .filter(one -> one.getString("status").equals("open"))
                .count();
        return "platform_only: " + open + " open";
    }
}
