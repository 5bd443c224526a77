package dev.tongfu.simulator.tour;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.json.JsonObject;
import java.io.IOException;

/**
 * K码支付: the payer pays on the merchant's page with a code by SMS.
 *
 * <p>The simulated bank's error for a payment is one that refuses.
 */
final class CodeSteps {
    private static final String ABC = "abc";

    private final Tour tour;
    private final TourWorld world;

    CodeSteps(Tour tour, TourWorld world) {
        this.tour = tour;
        this.world = world;
    }

    void walk() {
        tour.step("K码: code, payment", ABC, "awaiting_code, succeeded; told payment.succeeded", this::pay);
        tour.step("K码: a wrong code, another one, payment", ABC, "awaiting_code, then succeeded", this::wrongCode);
        tour.step("K码: three wrong codes", ABC, "failed", this::threeWrong);
        tour.step("K码: a card the bank refuses", ABC, "failed", this::refused);
        tour.step("K码", "unionpay", "422 bank-not-offered", this::notOffered);
        FaultMatrix.ENDS.forEach((fault, end) -> {
            String codeEnd = fault.equals("error") ? "failed" : end;
            tour.step("pay × " + fault + ", K码", ABC, codeEnd, () -> fault(fault, codeEnd));
        });
    }

    private JsonObject order(String bank, String cardNo) {
        return world.order(world.nextOrderNo(), "server", bank)
                .put("kind", "kcode")
                .put("card", new JsonObject().put("card_no", cardNo).put("mobile", "13800138000"));
    }

    private JsonObject create() throws IOException {
        return world.created("/v1/payments", order(ABC, "6228480402564890018"));
    }

    @CanIgnoreReturnValue
    private JsonObject confirm(JsonObject payment, String code) throws IOException {
        var card = new JsonObject()
                .put("name", "张三")
                .put("certificate_type", "id_card")
                .put("certificate_no", "110101199003070011");
        return world.client()
                .post(
                        "/v1/payments/" + payment.getString("id") + "/confirm",
                        new JsonObject().put("code", code).put("card", card))
                .body();
    }

    private String pay() throws IOException {
        var payment = create();
        confirm(payment, world.lastCode(ABC));
        String status = world.until("succeeded", () -> world.status(payment, true));
        return payment.getString("status") + ", " + status + "; told "
                + world.until("payment.succeeded", () -> world.heard(payment, "server"));
    }

    private static String other(String code) {
        return code.startsWith("0") ? "1" + code.substring(1) : "0" + code.substring(1);
    }

    private String wrongCode() throws IOException {
        var payment = create();
        String after = confirm(payment, other(world.lastCode(ABC))).getString("status", "?");
        world.client().post("/v1/payments/" + payment.getString("id") + "/resend-code", new JsonObject());
        confirm(payment, world.lastCode(ABC));
        return after + ", then " + world.until("succeeded", () -> world.status(payment, true));
    }

    private String threeWrong() throws IOException {
        var payment = create();
        String wrong = other(world.lastCode(ABC));
        for (int i = 0; i < 3; i++) {
            confirm(payment, wrong);
        }
        return world.until("failed", () -> world.status(payment, true));
    }

    private String refused() throws IOException {
        return world.created("/v1/payments", order(ABC, "6228480402564890019")).getString("status");
    }

    private String notOffered() throws IOException {
        var answer = world.client().post("/v1/payments", order("unionpay", "6228480402564890018"));
        return answer.status() + " " + answer.body().getString("code");
    }

    private String fault(String fault, String end) throws IOException {
        var payment = create();
        String code = world.lastCode(ABC);
        world.refuseOr(ABC, "pay", fault);
        try {
            confirm(payment, code);
        } finally {
            world.noFaults();
        }
        return world.until(end, () -> world.status(payment, true));
    }
}
