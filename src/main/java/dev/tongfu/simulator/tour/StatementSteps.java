package dev.tongfu.simulator.tour;

import io.vertx.core.json.JsonObject;
import java.io.IOException;

/** A bank's books of a day: its flow while the day is open, and its statement once it is closed. */
final class StatementSteps {
    private final Tour tour;
    private final TourWorld world;
    private final String bank;

    StatementSteps(Tour tour, TourWorld world, String bank) {
        this.tour = tour;
        this.world = world;
        this.bank = bank;
    }

    void walk() {
        tour.step(
                "交易流水 of the bank",
                bank,
                bank.equals("abc") ? "200 with a header" : "422 bank-not-offered",
                this::flow);
        tour.step("statement of an open day", bank, "404 statement-not-ready", () -> fetched(today()));
        for (String fault : FaultMatrix.ANSWERS) {
            tour.step("statement × " + fault, bank, "502 bank-unclear", () -> fault(fault));
        }
        tour.step("statement of the closed day", bank, "201 kept, then 200 the same", this::closed);
    }

    private String today() throws IOException {
        String latest = "";
        for (var one : world.charges(bank).getJsonArray("data")) {
            latest = ((JsonObject) one).getString("accounting_date");
        }
        return latest;
    }

    private String flow() throws IOException {
        var page = world.admin(
                "GET",
                "/admin/v1/bank-transactions?channel=" + bank + "-1&date=" + today() + "&from_hour=0&to_hour=23");
        return page.status() == 200
                ? "200 with " + (page.text().contains("|") ? "a header" : "nothing")
                : page.status() + " " + new JsonObject(page.text()).getString("code");
    }

    private String fetched(String date) throws IOException {
        var page = world.admin("POST", "/admin/v1/statements/fetch?channel=" + bank + "-1&date=" + date);
        var body = new JsonObject(page.text());
        return page.status() + " " + (body.containsKey("sha256") ? "kept" : body.getString("code"));
    }

    /** Nothing is kept of what the bank did not say, or did not sign. */
    private String fault(String fault) throws IOException {
        String date = today();
        world.closeDay(bank, date);
        world.fault(bank, "statement", fault);
        try {
            return fetched(date);
        } finally {
            world.noFaults();
        }
    }

    private String closed() throws IOException {
        String date = today();
        String first = fetched(date);
        String second = fetched(date);
        return first + ", then " + second.replace("kept", "the same");
    }
}
