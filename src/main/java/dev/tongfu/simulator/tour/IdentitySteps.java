package dev.tongfu.simulator.tour;

import io.vertx.core.json.JsonObject;
import java.io.IOException;

/** 身份验证: on the bank's page and by one call. */
final class IdentitySteps {
    private static final String ABC = "abc";

    private final Tour tour;
    private final TourWorld world;

    IdentitySteps(Tour tour, TourWorld world) {
        this.tour = tour;
        this.world = world;
    }

    void walk() {
        tour.step("identity check, direct: one person's", ABC, "201 matched", () -> direct("6228480402564890018"));
        tour.step("identity check, direct: not", ABC, "201 mismatched", () -> direct("6228480402564890014"));
        tour.step("identity check on the bank's page", ABC, "pending, matched", this::page);
        FaultMatrix.ENDS
                .keySet()
                .forEach(fault -> tour.step("identity × " + fault, ABC, "202 unknown", () -> fault(fault)));
        tour.step("identity check", "unionpay", "422 bank-not-offered", this::notOffered);
    }

    private JsonObject check(String mode, String bank, String cardNo) {
        var body = new JsonObject()
                .put("check_no", world.nextOrderNo())
                .put("mode", mode)
                .put("bank", bank)
                .put("certificate_type", "id_card")
                .put("certificate_no", "110101199003070011")
                .put("card_no", cardNo);
        return mode.equals("page")
                ? body.put("return_url", world.shop() + "/return")
                : body.put("name", "张三").put("mobile", "13800138000");
    }

    private String direct(String cardNo) throws IOException {
        var answer = world.client().post("/v1/identity-checks", check("direct", ABC, cardNo));
        return answer.status() + " " + answer.body().getString("status");
    }

    private String fault(String fault) throws IOException {
        world.refuseOr(ABC, "identity", fault);
        try {
            return direct("6228480402564890018");
        } finally {
            world.noFaults();
        }
    }

    private String page() throws IOException {
        var check = world.created("/v1/identity-checks", check("page", ABC, "6228480402564890018"));
        world.press(world.client().browse(check.getString("verify_url")), "pay");
        return check.getString("status") + ", "
                + world.reached("/v1/identity-checks/" + check.getString("id"), "matched", false);
    }

    private String notOffered() throws IOException {
        var answer = world.client().post("/v1/identity-checks", check("direct", "unionpay", "6228480402564890018"));
        return answer.status() + " " + answer.body().getString("code");
    }
}
