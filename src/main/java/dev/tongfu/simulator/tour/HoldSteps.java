package dev.tongfu.simulator.tour;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.json.JsonObject;
import java.io.IOException;

/** Pre-authorisations at one bank: held in both modes, captured, cancelled, and a capture that goes back. */
final class HoldSteps {
    private final Tour tour;
    private final TourWorld world;
    private final String bank;

    HoldSteps(Tour tour, TourWorld world, String bank) {
        this.tour = tour;
        this.world = world;
        this.bank = bank;
    }

    void walk() {
        String back = bank.equals("unionpay") ? "capture_void" : "refund";
        tour.step("pre-authorisation, server notification", bank, "authorized; told payment.authorized", this::held);
        tour.step("pre-authorisation, page notification", bank, "authorized", this::heldByPage);
        tour.step("capture of a part", bank, "succeeded; captured 500; told payment.captured", this::capture);
        tour.step("cancel", bank, "succeeded; cancelled", this::cancel);
        tour.step("capture of more than is held", bank, "422 amount-exceeds-authorized", this::tooMuch);
        tour.step("a capture goes back on its day", bank, "succeeded; bank " + back, this::captureBack);
    }

    private String held() throws IOException {
        var payment = world.held(bank);
        return payment.getString("status") + "; told "
                + world.until("payment.authorized", () -> world.heard(payment, "server"));
    }

    private String heldByPage() throws IOException {
        var payment = world.preauth("page", bank);
        var result = world.press(world.choose(payment, bank), "pay");
        world.submitForm(result, "/bank/" + bank + "/");
        return world.until("authorized", () -> world.status(payment, false));
    }

    @CanIgnoreReturnValue
    private JsonObject capture(JsonObject payment, long amount) throws IOException {
        var capture = world.created(
                "/v1/payments/" + payment.getString("id") + "/capture",
                new JsonObject().put("capture_no", world.nextOrderNo()).put("amount", amount));
        String status = world.reached("/v1/captures/" + capture.getString("id"), "succeeded", true);
        return capture.put("status", status);
    }

    private String capture() throws IOException {
        var payment = world.held(bank);
        var capture = capture(payment, 500);
        var after = world.payment(payment);
        String all = "payment.authorized, payment.captured";
        String told = world.until(all, () -> world.sorted(world.heard(payment, "server")));
        return capture.getString("status") + "; " + after.getString("status") + " " + after.getLong("captured")
                + "; told " + told.replace("payment.authorized, ", "");
    }

    private String cancel() throws IOException {
        var payment = world.held(bank);
        var cancel = world.created(
                "/v1/payments/" + payment.getString("id") + "/cancel",
                new JsonObject().put("cancel_no", world.nextOrderNo()));
        String status = world.reached("/v1/cancels/" + cancel.getString("id"), "succeeded", true);
        return status + "; " + world.status(payment, false);
    }

    private String tooMuch() throws IOException {
        var payment = world.held(bank);
        var answer = world.client()
                .post(
                        "/v1/payments/" + payment.getString("id") + "/capture",
                        new JsonObject()
                                .put("capture_no", world.nextOrderNo())
                                .put("amount", payment.getLong("amount") + 1));
        return answer.status() + " " + answer.body().getString("code");
    }

    private String captureBack() throws IOException {
        var payment = world.held(bank);
        capture(payment, 500);
        var refund = world.created(
                "/v1/refunds",
                new JsonObject()
                        .put("refund_no", world.nextOrderNo())
                        .put("payment_id", payment.getString("id"))
                        .put("amount", 500));
        String target = "/v1/refunds/" + refund.getString("id");
        String status = world.reached(target, "succeeded", true);
        String number = world.client().get(target).body().getString("bank_refund_no", "");
        return status + "; bank " + world.booked(bank, number).replaceAll(" .*", "");
    }
}
