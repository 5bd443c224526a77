package dev.tongfu.simulator.tour;

import io.vertx.core.json.JsonObject;
import java.io.IOException;

/** A payment in both notification modes, as it goes at any bank; what only one bank does is elsewhere. */
final class BankSteps {
    private final Tour tour;
    private final TourWorld world;
    private final String bank;

    BankSteps(Tour tour, TourWorld world, String bank) {
        this.tour = tour;
        this.world = world;
        this.bank = bank;
    }

    void walk() {
        tour.step("payment, server notification", bank, "succeeded; told payment.succeeded", this::serverMode);
        tour.step("payment, page notification", bank, "succeeded; told payment.succeeded", this::pageMode);
        tour.step("query of an order nobody paid", bank, "submitted", this::unpaid);
        tour.step("query of a paid order whose notice was lost", bank, "succeeded", this::lostNotice);
        tour.step("close of an unpaid order", bank, "closed", this::closed);
    }

    private String serverMode() throws IOException {
        var payment = world.paid(bank);
        return payment.getString("status") + "; told "
                + world.until("payment.succeeded", () -> world.heard(payment, "server"));
    }

    private String pageMode() throws IOException {
        var payment = world.create("page", bank);
        var result = world.press(world.choose(payment, bank), "pay");
        var landed = world.submitForm(result, "/bank/" + bank + "/");
        world.submitForm(world.resultPage(landed), "name=\"payload\"");
        String told = world.until("payment.succeeded", () -> world.heard(payment, "page"));
        return world.until("succeeded", () -> world.status(payment, false)) + "; told " + told;
    }

    private String unpaid() throws IOException {
        var payment = world.create("server", bank);
        world.press(world.choose(payment, bank), "abandon");
        return world.until("submitted", () -> world.status(payment, true));
    }

    private String lostNotice() throws IOException {
        var payment = world.create("server", bank);
        var page = world.choose(payment, bank);
        world.fault(bank, "notify", "lost_notice");
        try {
            world.press(page, "pay");
        } finally {
            world.noFaults();
        }
        return world.until("succeeded", () -> world.status(payment, true));
    }

    private String closed() throws IOException {
        var payment = world.create("server", bank);
        world.choose(payment, bank);
        return world.client()
                .post("/v1/payments/" + payment.getString("id") + "/close", new JsonObject())
                .body()
                .getString("status", "?");
    }
}
