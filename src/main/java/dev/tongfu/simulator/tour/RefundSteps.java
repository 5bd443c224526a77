package dev.tongfu.simulator.tour;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.json.JsonObject;
import java.io.IOException;

/** Refunds at one bank: parts, the whole, too much, again; each against the bank's own books. */
final class RefundSteps {
    private final Tour tour;
    private final TourWorld world;
    private final String bank;

    RefundSteps(Tour tour, TourWorld world, String bank) {
        this.tour = tour;
        this.world = world;
        this.bank = bank;
    }

    void walk() {
        String whole = bank.equals("unionpay") ? "void" : "refund";
        tour.step("refund of a part", bank, "succeeded; bank refund 300; told refund.succeeded", this::part);
        tour.step("refund of the rest in another part", bank, "succeeded; refunded all", this::rest);
        tour.step("refund of the whole on its day", bank, "succeeded; bank " + whole, this::whole);
        tour.step("refund of more than is left", bank, "422 amount-exceeds-refundable", this::tooMuch);
        tour.step("the same refund again", bank, "200 replayed", this::again);
    }

    private JsonObject refund(JsonObject payment, long amount) throws IOException {
        return world.created("/v1/refunds", body(payment, amount));
    }

    private JsonObject body(JsonObject payment, long amount) {
        return new JsonObject()
                .put("refund_no", world.nextOrderNo())
                .put("payment_id", payment.getString("id"))
                .put("amount", amount);
    }

    @CanIgnoreReturnValue
    private String ended(JsonObject refund) throws IOException {
        return world.reached("/v1/refunds/" + refund.getString("id"), "succeeded", true);
    }

    private String bankNo(JsonObject refund) throws IOException {
        return world.client()
                .get("/v1/refunds/" + refund.getString("id"))
                .body()
                .getString("bank_refund_no", "");
    }

    private String part() throws IOException {
        var payment = world.paid(bank);
        var refund = refund(payment, 300);
        String status = ended(refund);
        return status + "; bank " + world.booked(bank, bankNo(refund)) + "; told "
                + world.until("refund.succeeded", () -> world.toldOf(refund.getString("id")));
    }

    private String rest() throws IOException {
        var payment = world.paid(bank);
        var first = refund(payment, 300);
        var second = refund(payment, payment.getLong("amount") - 300);
        ended(first);
        String status = ended(second);
        var after = world.payment(payment);
        boolean all =
                after.getLong("refunded").equals(payment.getLong("amount")) && after.getLong("refund_reserved") == 0;
        return status + "; " + (all ? "refunded all" : after.encode());
    }

    private String whole() throws IOException {
        var payment = world.paid(bank);
        var refund = refund(payment, payment.getLong("amount"));
        String status = ended(refund);
        return status + "; bank " + world.booked(bank, bankNo(refund)).replaceAll(" .*", "");
    }

    private String tooMuch() throws IOException {
        var payment = world.paid(bank);
        var answer = world.client().post("/v1/refunds", body(payment, payment.getLong("amount") + 1));
        return answer.status() + " " + answer.body().getString("code");
    }

    private String again() throws IOException {
        var body = body(world.paid(bank), 100);
        world.created("/v1/refunds", body);
        var answer = world.client().post("/v1/refunds", body);
        return answer.status() + (answer.replayed() ? " replayed" : "");
    }
}
