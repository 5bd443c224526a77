package dev.tongfu.simulator.tour;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The day itself: breaks planned, payers, captures, refunds, debits, until all of it has ended. */
final class DayOpening {
    private final Tour tour;
    private final TourWorld world;
    private final DayTraffic traffic;
    private final DayPlan plan;
    private final DayTour.Screen screen;

    DayOpening(Tour tour, TourWorld world, DayTraffic traffic, DayPlan plan, DayTour.Screen screen) {
        this.tour = tour;
        this.world = world;
        this.traffic = traffic;
        this.plan = plan;
        this.screen = screen;
    }

    void walk() {
        for (String bank : DayPlan.BANKS) {
            tour.step("breaks planned", bank, "planned", () -> planned(bank));
        }
        step("payers at both banks", plan.visits().size(), traffic::visits);
        step("captures", plan.holds(), traffic::captures);
        step("refunds", traffic.singleRefunds(), traffic::refunds);
        step("refund batches", DayPlan.BANKS.size(), traffic::refundBatches);
        step(
                "batch of " + plan.debits() + " debits",
                1,
                () -> traffic.debits(new ContractSteps(tour, world).signed().getString("id")));
        tour.step("all of it ended well", "", "{}", () -> traffic.waitForEnds().toString());
        tour.step("shop told of all of it", "", "0 waiting", this::waiting);
    }

    private String planned(String bank) throws IOException {
        var body = new JsonObject().put("bank", bank).put("date", DayDates.open(world, bank));
        DayMark.all().forEach(mark -> body.put(mark.planted(), plan.breaks()));
        return world.control("PUT", "/statement-faults", body).containsKey("drop") ? "planned" : "refused";
    }

    /** A part of the traffic. */
    @FunctionalInterface
    private interface Part {
        DayLanes.Result drive() throws IOException;
    }

    private void step(String name, int count, Part part) {
        tour.step(name, "", count + ", 0 broke", () -> {
            var result = part.drive();
            screen.lines()
                    .accept(String.format(Locale.ROOT, "   %d %s, %.0f/s", result.count(), name, result.perSecond()));
            return result.count() + ", " + result.failed() + " broke"
                    + (result.failed() == 0 ? "" : ": " + result.firstFailure());
        });
    }

    /** Looks as long as the number falls. */
    private String waiting() throws IOException {
        int before = Integer.MAX_VALUE;
        int waiting = untold();
        while (waiting > 0 && waiting < before) {
            before = waiting;
            world.until("0", () -> Integer.toString(untold()));
            waiting = untold();
        }
        return waiting + " waiting";
    }

    /** Of those with an address: refunds, batches and debits go to the merchant's default one, and there is none. */
    private int untold() throws IOException {
        int count = 0;
        for (String type : List.of("payment.succeeded", "payment.authorized", "payment.captured")) {
            for (String status : List.of("pending", "sending")) {
                count += (int) addressed(type, status);
            }
        }
        return count;
    }

    private long addressed(String type, String status) throws IOException {
        return world
                .client()
                .get("/v1/notifications?limit=500&type=" + type + "&status=" + status)
                .body()
                .getJsonArray("data")
                .stream()
                .filter(one -> ((JsonObject) one).getString("url") != null)
                .count();
    }

    static Map<String, Integer> counted(List<String> words) {
        var counts = new TreeMap<String, Integer>();
        words.forEach(word -> counts.merge(word, 1, Integer::sum));
        return counts;
    }
}
