package dev.tongfu.simulator.tour;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The end of the tour's day: both banks' statements with one break of each kind are put against the books, one break is
 * decided by two operators, and the merchant is settled and paid out.
 *
 * <p>What the tour's faults left unclear is found in the statements too; so only what was planted is looked for.
 */
final class ClearingSteps {
    private static final String UNHEARD = "paid_unheard";

    private final Tour tour;
    private final TourWorld world;
    private final DayOffice office;
    private final DayBooks books;
    private final Map<String, String> days = new LinkedHashMap<>();

    ClearingSteps(Tour tour, TourWorld world) {
        this.tour = tour;
        this.world = world;
        this.office = new DayOffice(world);
        this.books = new DayBooks(world);
    }

    /** While the banks' days are open; who is paid unheard is decided while paying, and nobody pays any more. */
    void plan() {
        for (String bank : DayPlan.BANKS) {
            tour.step("one break of each kind planned", bank, "planned", () -> planned(bank));
        }
    }

    void walk() {
        tour.step("our accounting days end", "", "closed", () -> books.closeOurs(days));
        for (String bank : DayPlan.BANKS) {
            tour.step("reconciliation", bank, "proven", () -> reconciled(bank));
            tour.step("every planted break found by its name", bank, "9 of 9", () -> found(bank));
            tour.step("a break decided by its own maker", bank, "403, then resolved by another", () -> decided(bank));
        }
        new DaySettlement(tour, world, this::settledTo, line -> {}).walk();
        tour.step("ledger proof after settlement", "", "holds", this::proof);
    }

    private String planned(String bank) throws IOException {
        String day = DayDates.open(world, bank);
        days.put(bank, day);
        var body = new JsonObject().put("bank", bank).put("date", day);
        marks().forEach(mark -> body.put(mark.planted(), 1));
        return world.control("PUT", "/statement-faults", body).containsKey("drop") ? "planned" : "refused";
    }

    private static List<DayMark> marks() {
        return DayMark.all().stream()
                .filter(mark -> !mark.planted().equals(UNHEARD))
                .toList();
    }

    private String settledTo() {
        return days.values().stream().sorted().findFirst().orElse("");
    }

    private String reconciled(String bank) throws IOException {
        return office.maker(
                        "/reconciliations", new JsonObject().put("bank", bank).put("accounting_date", days.get(bank)))
                .getString("status");
    }

    private List<JsonObject> breaks(String bank) throws IOException {
        return office.all("/breaks?bank=" + bank + "&from=" + days.get(bank) + "&to=" + days.get(bank));
    }

    private String found(String bank) throws IOException {
        var planted = world.control(
                        "GET", "/statement-faults?bank=" + bank + "&date=" + days.get(bank), new JsonObject())
                .getJsonArray("data");
        var found = new TreeSet<String>();
        for (var one : breaks(bank)) {
            found.add(one.getString("code") + " " + one.getString("our_ref"));
            found.add(one.getString("code") + " " + one.getString("bank_ref"));
        }
        var missed = new ArrayList<String>();
        for (var one : planted) {
            var mark = (JsonObject) one;
            String code = marks().stream()
                    .filter(known -> known.planted().equals(mark.getString("mark")))
                    .map(DayMark::found)
                    .findFirst()
                    .orElse("?");
            boolean seen = found.contains(code + " " + mark.getString("order_no"))
                    || found.contains(code + " " + mark.getString("bank_ref"));
            if (!seen) {
                missed.add(mark.encode());
            }
        }
        return planted.size() - missed.size() + " of " + planted.size() + (missed.isEmpty() ? "" : ", not " + missed);
    }

    /** Of the line about an order that nobody placed. */
    private String decided(String bank) throws IOException {
        var one = breaks(bank).stream()
                .filter(broken -> broken.getString("code").equals("bank_only"))
                .findFirst()
                .orElseThrow(() -> new IOException("there is no such break"));
        String target = "/breaks/" + one.getString("id");
        var proposal = office.maker(
                target + "/proposals", DayResolution.decide(one).orElseThrow().body());
        String approval = "/admin/v1/proposals/" + proposal.getString("id") + "/approve";
        var reason = new JsonObject().put("reason", "seen in the bank's books");
        int own = world.operator(TourWorld.Operator.MAKER, "POST", approval, reason)
                .status();
        office.checker("/proposals/" + proposal.getString("id") + "/approve", reason);
        return own + ", then " + office.read(target).getString("status") + " by another";
    }

    private String proof() throws IOException {
        var proof = world.proof();
        return Boolean.TRUE.equals(proof.getBoolean("holds")) ? "holds" : proof.encode();
    }
}
