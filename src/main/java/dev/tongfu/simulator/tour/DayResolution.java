package dev.tongfu.simulator.tour;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Two operators decide about every break that is open: one proposes, the other approves. */
final class DayResolution {
    private final Tour tour;
    private final DayOffice office;
    private final DayClosing closing;
    private final DayTour.Screen screen;

    DayResolution(Tour tour, TourWorld world, DayClosing closing, DayTour.Screen screen) {
        this.tour = tour;
        this.office = new DayOffice(world);
        this.closing = closing;
        this.screen = screen;
    }

    void walk() {
        for (String bank : DayPlan.BANKS) {
            tour.step("breaks decided by two operators", bank, "0 open", () -> resolved(bank));
        }
    }

    /** How a break is decided: template, variant, parameters. */
    record Decision(String template, String variant, JsonObject parameters) {
        Decision(String template, String variant) {
            this(template, variant, new JsonObject());
        }

        /** The body of a proposal. */
        JsonObject body() {
            return new JsonObject()
                    .put("template", template)
                    .put("variant", variant)
                    .put("parameters", parameters)
                    .put("reason", "planted by the tour");
        }
    }

    private String resolved(String bank) throws IOException {
        var used = new TreeMap<String, Integer>();
        for (var one : open(bank)) {
            for (var decision = decide(one); decision.isPresent(); decision = next(one.getString("id"))) {
                carryOut(one.getString("id"), decision.get());
                used.merge(decision.get().template() + " " + decision.get().variant(), 1, Integer::sum);
            }
        }
        screen.lines().accept("   " + bank + " decided: " + used);
        return open(bank).size() + " open";
    }

    private List<JsonObject> open(String bank) throws IOException {
        var dates = closing.dates(bank);
        return office.all("/breaks?bank=" + bank + "&from=" + dates.get(0) + "&to=" + dates.get(1)).stream()
                .filter(one -> one.getString("status").equals("open"))
                .toList();
    }

    private void carryOut(String breakId, Decision decision) throws IOException {
        var proposal = office.maker("/breaks/" + breakId + "/proposals", decision.body());
        office.checker(
                "/proposals/" + proposal.getString("id") + "/approve",
                new JsonObject().put("reason", "seen in the bank's books"));
    }

    /** What is left of a break after a decision needs another: what was frozen is let go. */
    private Optional<Decision> next(String breakId) throws IOException {
        var now = office.read("/breaks/" + breakId);
        return now.getString("status").equals("open") ? decide(now) : Optional.empty();
    }

    /** The template that fits what is in suspense; empty where nothing is. */
    static Optional<Decision> decide(JsonObject one) {
        String side = one.getString("side", "");
        String code = one.getString("code");
        boolean in = one.getString("direction").equals("in");
        boolean frozen = one.getLong("frozen", 0L) > 0;
        if (one.getLong("suspense", 0L) == 0) {
            return frozen ? Optional.of(new Decision("T6", "unfreeze")) : Optional.empty();
        }
        if ("shortage".equals(side)) {
            return Optional.of(shortage(code, in, frozen));
        }
        return Optional.of(surplus(code, in, one));
    }

    private static Decision shortage(String code, boolean in, boolean frozen) {
        if (code.equals("bank_unpaid") && in) {
            return new Decision("T5", frozen ? "frozen" : "pending");
        }
        return code.equals("fee_difference") ? new Decision("T9", "charge") : new Decision("T10", "shortage");
    }

    private static Decision surplus(String code, boolean in, JsonObject one) {
        if (!in && (code.equals("bank_unpaid") || code.equals("platform_only"))) {
            return new Decision("T7", "refund");
        }
        if (in && !code.equals("fee_difference")) {
            return new Decision("T15", "in");
        }
        var parameters = new JsonObject().put("account", "2101");
        if (one.getString("merchant_id") == null) {
            parameters.put("merchant_id", "m_demo");
        }
        return new Decision("T4", "out", parameters);
    }
}
