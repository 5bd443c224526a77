package dev.tongfu.simulator.tour;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.json.JsonObject;
import java.io.IOException;

/** 授权支付: contracts signed on the bank's page and by SMS, debits under them, and their end. */
final class ContractSteps {
    private static final String ABC = "abc";

    private final Tour tour;
    private final TourWorld world;

    ContractSteps(Tour tour, TourWorld world) {
        this.tour = tour;
        this.world = world;
    }

    void walk() {
        tour.step("contract on the bank's page", ABC, "awaiting_payer, signed", this::page);
        tour.step("contract by SMS", ABC, "awaiting_code, signed", this::sms);
        tour.step("contract asked after", ABC, "signed", this::asked);
        tour.step("contract the payer does not sign", ABC, "failed", this::notSigned);
        tour.step("debit", ABC, "succeeded; told payment.succeeded", this::debit);
        tour.step("debit without funds", ABC, "failed", this::noFunds);
        tour.step("refund of a debit", ABC, "succeeded", this::refundOfDebit);
        tour.step("contract terminated, then a debit", ABC, "terminated, 422 contract-not-signed", this::terminated);
        tour.step("contract", "unionpay", "422 bank-not-offered", this::notOffered);
        FaultMatrix.ENDS.forEach((fault, end) -> {
            tour.step("debit × " + fault, ABC, end, () -> debitFault(fault, end));
            tour.step("sign × " + fault, ABC, signEnd(end), () -> signFault(fault, signEnd(end)));
        });
    }

    private JsonObject contract(String mode, String bank, String cardNo) {
        var body = new JsonObject()
                .put("contract_no", world.nextOrderNo())
                .put("mode", mode)
                .put("bank", bank)
                .put("customer_no", "u-1001")
                .put("certificate_type", "id_card")
                .put("certificate_no", "110101199003070011")
                .put("expires_on", "2031-12-31");
        return mode.equals("page")
                ? body.put("return_url", world.shop() + "/return")
                : body.put("name", "张三").put("card_no", cardNo).put("mobile", "13800138000");
    }

    private JsonObject begin(String mode) throws IOException {
        return world.created("/v1/contracts", contract(mode, ABC, "6228480402564890018"));
    }

    @CanIgnoreReturnValue
    private JsonObject confirm(JsonObject contract, String code) throws IOException {
        return world.client()
                .post("/v1/contracts/" + contract.getString("id") + "/confirm", new JsonObject().put("code", code))
                .body();
    }

    /** A new contract in force. */
    JsonObject signed() throws IOException {
        var contract = begin("sms");
        confirm(contract, world.lastCode(ABC));
        String status = status(contract, "signed", false);
        if (!status.equals("signed")) {
            throw new IOException("the contract is " + status);
        }
        return contract;
    }

    @CanIgnoreReturnValue
    private String status(JsonObject contract, String wished, boolean ask) throws IOException {
        return world.reached("/v1/contracts/" + contract.getString("id"), wished, ask);
    }

    private String page() throws IOException {
        var contract = begin("page");
        world.press(world.client().browse(contract.getString("sign_url")), "pay");
        return contract.getString("status") + ", " + status(contract, "signed", false);
    }

    private String sms() throws IOException {
        var contract = begin("sms");
        confirm(contract, world.lastCode(ABC));
        return contract.getString("status") + ", " + status(contract, "signed", false);
    }

    private String asked() throws IOException {
        var contract = begin("page");
        world.fault(ABC, "notify", "lost_notice");
        try {
            world.press(world.client().browse(contract.getString("sign_url")), "pay");
        } finally {
            world.noFaults();
        }
        return status(contract, "signed", true);
    }

    private String notSigned() throws IOException {
        var contract = world.created("/v1/contracts", contract("sms", ABC, "6228480402564890019"));
        return contract.getString("status");
    }

    private JsonObject debit(JsonObject contract) throws IOException {
        return world.created(
                "/v1/contracts/" + contract.getString("id") + "/debits",
                new JsonObject()
                        .put("order_no", world.nextOrderNo())
                        .put("amount", 700)
                        .put("subject", "月费")
                        .put("notify_url", world.shop() + "/hooks"));
    }

    private String debit() throws IOException {
        var payment = debit(signed());
        return world.until("succeeded", () -> world.status(payment, true)) + "; told "
                + world.until("payment.succeeded", () -> world.heard(payment, "server"));
    }

    private String noFunds() throws IOException {
        var contract = world.created("/v1/contracts", contract("sms", ABC, "6228480402564890012"));
        confirm(contract, world.lastCode(ABC));
        status(contract, "signed", false);
        var payment = debit(contract);
        return world.until("failed", () -> world.status(payment, true));
    }

    private String refundOfDebit() throws IOException {
        var payment = debit(signed());
        world.until("succeeded", () -> world.status(payment, true));
        var refund = world.created(
                "/v1/refunds",
                new JsonObject()
                        .put("refund_no", world.nextOrderNo())
                        .put("payment_id", payment.getString("id"))
                        .put("amount", 700));
        return world.reached("/v1/refunds/" + refund.getString("id"), "succeeded", true);
    }

    private String terminated() throws IOException {
        var contract = signed();
        world.client().post("/v1/contracts/" + contract.getString("id") + "/terminate", new JsonObject());
        String status = status(contract, "terminated", true);
        var answer = world.client()
                .post(
                        "/v1/contracts/" + contract.getString("id") + "/debits",
                        new JsonObject()
                                .put("order_no", world.nextOrderNo())
                                .put("amount", 700)
                                .put("subject", "月费"));
        return status + ", " + answer.status() + " " + answer.body().getString("code");
    }

    private String notOffered() throws IOException {
        var answer = world.client().post("/v1/contracts", contract("page", "unionpay", ""));
        return answer.status() + " " + answer.body().getString("code");
    }

    private String debitFault(String fault, String end) throws IOException {
        var contract = signed();
        JsonObject payment;
        world.refuseOr(ABC, "debit", fault);
        try {
            payment = debit(contract);
            var made = payment;
            world.until("called", () -> world.status(made, false).equals("created") ? "created" : "called");
        } finally {
            world.noFaults();
        }
        var made = payment;
        return world.until(end, () -> world.status(made, true));
    }

    private static String signEnd(String end) {
        return end.equals("succeeded") ? "signed" : end;
    }

    private String signFault(String fault, String end) throws IOException {
        var contract = begin("sms");
        String code = world.lastCode(ABC);
        world.refuseOr(ABC, "sign", fault);
        try {
            confirm(contract, code);
        } finally {
            world.noFaults();
        }
        return status(contract, end, true);
    }
}
