package dev.tongfu.simulator.tour;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Every fault of an answer, for what is asked of a bank after a payment: the state in the end, and that the books are
 * equal.
 *
 * <p>What was not executed and not clearly answered stays unknown until the statement; it is not guessed.
 * {@code refused} is a signed error that refuses, {@code error} one that leaves the result open.
 */
final class FaultMatrix {
    static final Map<String, String> ENDS = new LinkedHashMap<>();

    static {
        ENDS.put("timeout_before", "unknown");
        ENDS.put("timeout_after", "succeeded");
        ENDS.put("error", "unknown");
        ENDS.put("refused", "failed");
        ENDS.put("garbage", "succeeded");
        ENDS.put("unsigned", "succeeded");
        ENDS.put("bad_signature", "succeeded");
    }

    /** What can go wrong with any answer. */
    static final List<String> ANSWERS =
            List.of("timeout_before", "timeout_after", "error", "garbage", "unsigned", "bad_signature");

    private final Tour tour;
    private final TourWorld world;
    private final String bank;

    FaultMatrix(Tour tour, TourWorld world, String bank) {
        this.tour = tour;
        this.world = world;
        this.bank = bank;
    }

    void walk() {
        ENDS.forEach((fault, end) -> {
            tour.step("refund × " + fault, bank, end, () -> refund(fault, end));
            tour.step("capture × " + fault, bank, end, () -> capture(fault, end));
            tour.step("cancel × " + fault, bank, end, () -> cancel(fault, end));
        });
        Stream.concat(ANSWERS.stream(), Stream.of("not_found_then_success"))
                .forEach(fault ->
                        tour.step("query × " + fault + ", of a refund", bank, "succeeded", () -> refundQuery(fault)));
    }

    /** Makes the call while the fault is on, and looks for its end after the fault is gone. */
    private String call(String operation, String fault, Call call, String end) throws IOException {
        world.refuseOr(bank, operation, fault);
        String target;
        try {
            target = call.make();
            world.until("called", () -> open(target) ? "open" : "called");
        } finally {
            world.noFaults();
        }
        return world.reached(target, end, true);
    }

    private interface Call {
        String make() throws IOException;
    }

    /** Still waiting for the bank's answer. */
    private boolean open(String target) throws IOException {
        String status = world.client().get(target).body().getString("status", "?");
        return status.equals("created") || status.equals("submitted");
    }

    private String refund(String fault, String end) throws IOException {
        var payment = world.paid(bank);
        return call("refund", fault, () -> refund(payment), end);
    }

    private String refund(JsonObject payment) throws IOException {
        var body = new JsonObject()
                .put("refund_no", world.nextOrderNo())
                .put("payment_id", payment.getString("id"))
                .put("amount", 100);
        return "/v1/refunds/" + world.created("/v1/refunds", body).getString("id");
    }

    private String capture(String fault, String end) throws IOException {
        var payment = world.held(bank);
        var body = new JsonObject().put("capture_no", world.nextOrderNo()).put("amount", 200);
        return call(
                "capture",
                fault,
                () -> "/v1/captures/"
                        + world.created("/v1/payments/" + payment.getString("id") + "/capture", body)
                                .getString("id"),
                end);
    }

    private String cancel(String fault, String end) throws IOException {
        var payment = world.held(bank);
        var body = new JsonObject().put("cancel_no", world.nextOrderNo());
        return call(
                "cancel",
                fault,
                () -> "/v1/cancels/"
                        + world.created("/v1/payments/" + payment.getString("id") + "/cancel", body)
                                .getString("id"),
                end);
    }

    private String refundQuery(String fault) throws IOException {
        var payment = world.paid(bank);
        world.fault(bank, "query", fault);
        world.fault(bank, "notify", "lost_notice");
        String target;
        try {
            target = refund(payment);
            world.client().get(target + "?sync=true");
        } finally {
            world.noFaults();
        }
        return world.reached(target, "succeeded", true);
    }
}
