package dev.tongfu.simulator.tour;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The merchant is settled for the days that are proven, approved by another operator, and paid out by a bank file. */
final class DaySettlement {
    private final Tour tour;
    private final TourWorld world;
    private final DayOffice office;
    private final Supplier<String> settledTo;
    private final Consumer<String> lines;
    private final List<JsonObject> settled = new ArrayList<>();

    /**
     * @param settledTo the last date that is closed and proven at every bank
     * @param lines is given each batch in a line
     */
    DaySettlement(Tour tour, TourWorld world, Supplier<String> settledTo, Consumer<String> lines) {
        this.tour = tour;
        this.world = world;
        this.office = new DayOffice(world);
        this.settledTo = settledTo;
        this.lines = lines;
    }

    /** The batches as they stand in the end. */
    List<JsonObject> settled() {
        return List.copyOf(settled);
    }

    void walk() {
        tour.step("settlement calculated", "", "calculated", this::calculated);
        tour.step("by the one who calculated it", "", "403", this::ownApproval);
        tour.step("settlement approved by another", "", "on its way", this::approved);
        tour.step("payout", "", "paid", this::paid);
        tour.step("settlement in the end", "", "paid", this::ended);
    }

    private String calculated() throws IOException {
        var answer = office.maker("/settlements", new JsonObject().put("accounting_date", settledTo.get()));
        settled.clear();
        answer.getJsonArray("data").forEach(one -> settled.add((JsonObject) one));
        settled.forEach(one -> lines.accept("   " + DayIdentity.words(one)));
        return settled.isEmpty() ? answer.encode() : one("status");
    }

    private String ownApproval() throws IOException {
        var page = world.operator(
                TourWorld.Operator.MAKER,
                "POST",
                "/admin/v1/settlements/" + one("id") + "/approve",
                new JsonObject().put("reason", "my own"));
        return Integer.toString(page.status());
    }

    private String approved() throws IOException {
        String status = office.checker(
                        "/settlements/" + one("id") + "/approve", new JsonObject().put("reason", "sums seen"))
                .getString("status");
        return status.matches("paying|paid") ? "on its way" : status;
    }

    /** By the road the gateway is set up for: a file an operator uploads, or a call it makes itself. */
    private String paid() throws IOException {
        var payout = payout();
        if (payout.getString("road").equals("file")) {
            export();
            String result = "/payouts/" + payout.getString("id") + "/result";
            office.maker(result, new JsonObject().put("result", "paid").put("reason", "seen at the bank"));
            office.checker(result + "/confirm", new JsonObject().put("reason", "seen at the bank by another"));
        }
        return world.until("paid", () -> payout().getString("status"));
    }

    private void export() throws IOException {
        var page = world.operator(TourWorld.Operator.MAKER, "POST", "/admin/v1/payouts/export", new JsonObject());
        if (page.status() / 100 != 2) {
            throw new IOException("no file of payouts: " + page.status() + " " + page.text());
        }
    }

    private JsonObject payout() throws IOException {
        return office.all("/payouts").stream()
                .filter(payout -> one("id").equals(payout.getString("settlement_id")))
                .findFirst()
                .orElseThrow(() -> new IOException("the settlement has no payout"));
    }

    private String ended() throws IOException {
        String status = world.until("paid", () -> settlement().getString("status"));
        settled.set(0, settlement());
        lines.accept("   " + DayIdentity.words(settled.get(0)));
        return status;
    }

    private JsonObject settlement() throws IOException {
        return office.read("/settlements/" + one("id"));
    }

    private String one(String field) {
        return settled.isEmpty() ? "" : settled.get(0).getString(field);
    }
}
