package dev.tongfu.simulator.tour;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.json.JsonObject;
import java.io.IOException;

/** Payments as they should go, in both notification modes, and the merchant's calls around them. */
final class PaymentSteps {
    private static final String ABC = "abc";

    private final Tour tour;
    private final TourWorld world;

    PaymentSteps(Tour tour, TourWorld world) {
        this.tour = tour;
        this.world = world;
    }

    void walk() {
        tour.step("payment, server notification", ABC, "succeeded; told payment.succeeded", this::serverMode);
        tour.step("payment, page notification", ABC, "succeeded; told payment.succeeded", this::pageMode);
        tour.step("payer sent on to the shop's page", ABC, "shop", this::customerUrl);
        tour.step("bank fixed by the merchant", ABC, "succeeded", () -> paid(world.create("server", ABC)));
        tour.step("same order again", "", "200 replayed", this::replay);
        tour.step("same number, other content", "", "422 order-conflict /amount", this::conflict);
        tour.step("payer fails at the bank, then pays", ABC, "submitted, then succeeded", this::failThenPay);
        tour.step("payer leaves; the bank is asked", ABC, "submitted", this::abandoned);
        tour.step("close of an unpaid order", ABC, "closed; told payment.closed", this::closeUnpaid);
        tour.step(
                "paid after its close",
                ABC,
                "succeeded; told payment.closed, payment.late_paid, payment.succeeded",
                this::latePaid);
        tour.step("close of an order nobody tried", "", "closed", this::closeUntried);
        tour.step("close of a paid order", ABC, "succeeded", this::closePaid);
        tour.step("button 通知商户支付成功", ABC, "told again", this::notifyAgain);
        tour.step("transactions of the last hour", "", "has every payment", this::transactions);
        tour.step("notification sent again by the merchant", "", "202", this::redeliver);
    }

    private String serverMode() throws IOException {
        var payment = world.create("server", "");
        String status = paid(payment);
        String told = world.until("payment.succeeded", () -> world.heard(payment, "server"));
        return status + "; told " + told;
    }

    private String pageMode() throws IOException {
        var payment = world.create("page", "");
        var result = world.press(world.choose(payment, ABC), "pay");
        var landed = result.text().contains("name=\"MSG\"") ? world.submitForm(result, "name=\"MSG\"") : result;
        var back = world.resultPage(landed);
        world.submitForm(back, "name=\"payload\"");
        String told = world.until("payment.succeeded", () -> world.heard(payment, "page"));
        return world.status(payment, false) + "; told " + told;
    }

    private String customerUrl() throws IOException {
        var payment = world.create("server", "");
        var result = world.press(world.choose(payment, ABC), "pay");
        var page = world.resultPage(result);
        return page.text().contains("/shop/") ? "shop" : page.uri() + " " + page.status();
    }

    @CanIgnoreReturnValue
    private String paid(JsonObject payment) throws IOException {
        world.press(world.choose(payment, ABC), "pay");
        return world.until("succeeded", () -> world.status(payment, false));
    }

    private String replay() throws IOException {
        var order = world.order(world.nextOrderNo(), "server", "");
        world.client().post("/v1/payments", order);
        var again = world.client().post("/v1/payments", order);
        return again.status() + (again.replayed() ? " replayed" : "");
    }

    private String conflict() throws IOException {
        var order = world.order(world.nextOrderNo(), "server", "");
        world.client().post("/v1/payments", order);
        var other = world.client().post("/v1/payments", order.copy().put("amount", 1));
        var errors = other.body().getJsonArray("errors");
        return other.status() + " " + other.body().getString("code") + " "
                + (errors == null || errors.isEmpty()
                        ? ""
                        : errors.getJsonObject(0).getString("pointer"));
    }

    private String failThenPay() throws IOException {
        var payment = world.create("server", "");
        world.press(world.choose(payment, ABC), "fail");
        String first = world.status(payment, true);
        world.press(world.chooseAgain(payment, ABC), "pay");
        return first + ", then " + world.until("succeeded", () -> world.status(payment, false));
    }

    private String abandoned() throws IOException {
        var payment = world.create("server", "");
        world.press(world.choose(payment, ABC), "abandon");
        return world.status(payment, true);
    }

    private String closeUnpaid() throws IOException {
        var payment = world.create("server", "");
        var bankPage = world.choose(payment, ABC);
        String status = close(payment);
        return status + "; told " + world.until("payment.closed", () -> world.heard(payment, "server"))
                + (bankPage.status() == 200 ? "" : " bank page " + bankPage.status());
    }

    private String latePaid() throws IOException {
        var payment = world.create("server", "");
        var bankPage = world.choose(payment, ABC);
        close(payment);
        world.press(bankPage, "pay");
        String status = world.until("succeeded", () -> world.status(payment, false));
        String all = "payment.closed, payment.late_paid, payment.succeeded";
        return status + "; told " + sorted(world.until(all, () -> sorted(world.heard(payment, "server"))));
    }

    /** Messages of one payment may overtake each other on the way; each has its sequence. */
    private static String sorted(String heard) {
        return java.util.Arrays.stream(heard.split(", ")).sorted().collect(java.util.stream.Collectors.joining(", "));
    }

    private String closeUntried() throws IOException {
        return close(world.create("server", ""));
    }

    private String closePaid() throws IOException {
        var payment = world.create("server", "");
        paid(payment);
        return close(payment);
    }

    @CanIgnoreReturnValue
    private String close(JsonObject payment) throws IOException {
        return world.client()
                .post("/v1/payments/" + payment.getString("id") + "/close", new JsonObject())
                .body()
                .getString("status", "?");
    }

    private String notifyAgain() throws IOException {
        var payment = world.create("page", "");
        var result = world.press(world.choose(payment, ABC), "pay");
        var landed = result.text().contains("name=\"MSG\"") ? world.submitForm(result, "name=\"MSG\"") : result;
        var page = world.resultPage(landed);
        var pressed = world.submitForm(page, "/notify\"");
        return pressed.text().contains("name=\"payload\"") ? "told again" : pressed.status() + " " + pressed.uri();
    }

    private String transactions() throws IOException {
        var payment = world.create("server", "");
        var from = java.time.Instant.parse(payment.getString("created_at")).minusSeconds(3_600);
        var list = world.client().get("/v1/transactions?limit=500&from=" + from + "&to=" + from.plusSeconds(7_200));
        var data = list.body().getJsonArray("data");
        boolean found = data != null
                && data.stream()
                        .anyMatch(one -> payment.getString("id").equals(((JsonObject) one).getString("resource_id")));
        return found ? "has every payment" : list.status() + " " + list.body().encode();
    }

    private String redeliver() throws IOException {
        var payment = world.create("server", "");
        paid(payment);
        String delivered = world.until("delivered", () -> notification(payment).getString("status", "none"));
        if (!delivered.equals("delivered")) {
            return delivered;
        }
        String id = notification(payment).getString("id");
        return Integer.toString(world.client()
                .post("/v1/notifications/" + id + "/redeliver", new JsonObject())
                .status());
    }

    private JsonObject notification(JsonObject payment) throws IOException {
        for (var one : world.client().get("/v1/notifications?limit=50").body().getJsonArray("data")) {
            if (payment.getString("id").equals(((JsonObject) one).getString("resource_id"))) {
                return (JsonObject) one;
            }
        }
        return new JsonObject();
    }
}
