package dev.tongfu.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.tongfu.bank.BankAct;
import dev.tongfu.bank.BankCode;
import dev.tongfu.bank.BankMandate;
import dev.tongfu.bank.BankReply;
import dev.tongfu.bank.PayerForward;
import dev.tongfu.http.MerchantApiWorld.Answered;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is wrong with a call is said as documented; nothing is recorded and no bank is told. */
class BadInputIT {
    private static final String NOBODYS = "01KAQ5TQ7C9D4N1XB2M3P4R5S6";
    private static final Map<String, String> IDS = new TreeMap<>();

    private static MerchantApiWorld world;

    @BeforeAll
    static void start() throws Exception {
        world = new MerchantApiWorld();
        world.actReply = BadInputIT::usual;
        IDS.put("purchase", made("/v1/payments", Requests.payment()));
        IDS.put("awaiting code", made("/v1/payments", Requests.codePayment()));
        IDS.put("awaiting payer", made("/v1/contracts", Requests.contract("page")));
        IDS.put("contract awaiting code", made("/v1/contracts", Requests.contract("sms")));
        IDS.put("signed", made("/v1/contracts", Requests.contract("sms")));
        IDS.put("check", made("/v1/identity-checks", Requests.identityCheck("direct")));
        var code = new JsonObject().put("code", "123456").encode();
        assertThat(world.call("POST", "/v1/contracts/" + IDS.get("signed") + "/confirm", code)
                        .status())
                .isEqualTo(200);
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    private static BankReply usual(BankAct act) {
        if (act instanceof BankMandate.Sign sign && sign.mode() == BankMandate.Mode.PAGE) {
            return new BankReply.Accepted(PayerForward.link("https://bank.example/sign"));
        }
        if (act instanceof BankMandate.Sign || act instanceof BankCode.Order) {
            return new BankReply.CodeSent();
        }
        if (act instanceof BankMandate.SubmitCode) {
            return new BankReply.Signed("SIGN-1", null);
        }
        return new BankReply.Matched();
    }

    private static String made(String target, JsonObject body) throws Exception {
        var answer = world.call("POST", target, body.encode());
        assertThat(answer.status()).as(answer.json().encode()).isEqualTo(201);
        return answer.json().getString("id");
    }

    static Stream<Arguments> bodies() {
        String payment = "/v1/payments/pay_" + NOBODYS;
        String contract = "/v1/contracts/ctr_" + NOBODYS;
        return Stream.of(
                        arguments(Bodies.PAYMENT_CREATE, "/v1/payments", Requests.payment()),
                        arguments(Bodies.PAYMENT_CREATE, "/v1/payments", Requests.codePayment()),
                        arguments(Bodies.PAYMENT_CONFIRM, payment + "/confirm", Requests.confirmation()),
                        arguments(Bodies.CAPTURE_CREATE, payment + "/capture", Requests.capture()),
                        arguments(Bodies.CANCEL_CREATE, payment + "/cancel", Requests.cancel()),
                        arguments(Bodies.REFUND_CREATE, "/v1/refunds", Requests.refund("pay_" + NOBODYS)),
                        arguments(Bodies.CONTRACT_CREATE, "/v1/contracts", Requests.contract("page")),
                        arguments(Bodies.CONTRACT_CREATE, "/v1/contracts", Requests.contract("sms")),
                        arguments(
                                Bodies.CONTRACT_CONFIRM, contract + "/confirm", new JsonObject().put("code", "123456")),
                        arguments(
                                Bodies.CONTRACT_RESEND_CODE,
                                contract + "/resend-code",
                                new JsonObject().put("card_no", "6228480000000000018")),
                        arguments(Bodies.DEBIT_CREATE, contract + "/debits", Requests.debit()),
                        arguments(
                                Bodies.IDENTITY_CHECK_CREATE, "/v1/identity-checks", Requests.identityCheck("direct")),
                        arguments(
                                Bodies.REFUND_BATCH_CREATE,
                                "/v1/refund-batches",
                                batch(Requests.refund("pay_" + NOBODYS))),
                        arguments(Bodies.DEBIT_BATCH_CREATE, "/v1/debit-batches", batch(debitItem())),
                        arguments(Bodies.NOTIFICATION_REPLAY, "/v1/notifications/replay", replay()))
                .flatMap(call -> bad((BodyShape) call.get()[0], (String) call.get()[1], (JsonObject) call.get()[2]));
    }

    private static JsonObject batch(JsonObject item) {
        return new JsonObject().put("batch_no", "B-1").put("items", new JsonArray().add(item));
    }

    private static JsonObject replay() {
        return new JsonObject()
                .put("from", "2026-11-20T00:00:00Z")
                .put("to", "2026-11-21T00:00:00Z")
                .put("types", new JsonArray().add("payment.succeeded"));
    }

    private static JsonObject debitItem() {
        return new JsonObject()
                .put("order_no", "D-1")
                .put("contract_id", "ctr_" + NOBODYS)
                .put("amount", 100)
                .put("subject", "会费");
    }

    private static Stream<Arguments> bad(BodyShape shape, String target, JsonObject good) {
        return BadBodies.of(shape, good).entrySet().stream()
                .map(bad -> arguments(shape.name(), bad.getKey(), target, bad.getValue()));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("bodies")
    void aBadBodyIsRefusedAndLeavesNoTrace(String shape, String what, String target, String body) throws Exception {
        // Given
        var before = world.everything();
        int told = world.told();

        // When
        var answer = world.call("POST", target, body);

        // Then
        assertThat(answer.status()).as(answer.json().encode()).isEqualTo(400);
        assertThat(answer.code()).isIn("invalid-fields", "malformed-json");
        assertThat(answer.json().getJsonArray("errors")).isNotEmpty();
        assertThat(world.everything()).isEqualTo(before);
        assertThat(world.told()).isEqualTo(told);
    }

    static Stream<Arguments> rules() {
        return Stream.of(ofPayments(), ofContracts(), ofOthers()).flatMap(rules -> rules);
    }

    private static Stream<Arguments> ofPayments() {
        return Stream.of(
                rule("card-less K码", "/v1/payments", without(Requests.codePayment(), "card"), "invalid-fields"),
                rule(
                        "card of a purchase",
                        "/v1/payments",
                        Requests.codePayment().put("kind", "purchase"),
                        "invalid-fields"),
                rule("K码 elsewhere", "/v1/payments", Requests.codePayment().put("bank", "unionpay"), "bank-required"),
                rule(
                        "K码 expired",
                        "/v1/payments",
                        Requests.codePayment().put("expires_at", "2020-01-01T00:00:00Z"),
                        "expiry-out-of-range"),
                rule(
                        "K码 hooks",
                        "/v1/payments",
                        Requests.codePayment().put("notify_url", "http://shop.example/h"),
                        "url-refused"),
                rule("confirm a purchase", "/v1/payments/{purchase}/confirm", Requests.confirmation(), "wrong-state"),
                rule("code for a purchase", "/v1/payments/{purchase}/resend-code", null, "wrong-state"),
                rule("capture a purchase", "/v1/payments/{purchase}/capture", Requests.capture(), "wrong-state"),
                rule("cancel a purchase", "/v1/payments/{purchase}/cancel", Requests.cancel(), "wrong-state"));
    }

    private static Stream<Arguments> ofContracts() {
        return Stream.of(
                rule(
                        "nameless contract by SMS",
                        "/v1/contracts",
                        without(Requests.contract("sms"), "name"),
                        "invalid-fields"),
                rule(
                        "contract elsewhere",
                        "/v1/contracts",
                        Requests.contract("page").put("bank", "unionpay"),
                        "bank-not-offered"),
                rule(
                        "contract of yesterday",
                        "/v1/contracts",
                        Requests.contract("page").put("expires_on", "2020-01-01"),
                        "expiry-out-of-range"),
                rule(
                        "no day",
                        "/v1/contracts",
                        Requests.contract("page").put("expires_on", "2027-02-29"),
                        "invalid-fields"),
                rule(
                        "contract hooks",
                        "/v1/contracts",
                        Requests.contract("page").put("return_url", "http://shop.example/h"),
                        "url-refused"),
                rule(
                        "debit unsigned",
                        "/v1/contracts/{awaiting payer}/debits",
                        Requests.debit(),
                        "contract-not-signed"),
                rule(
                        "debit hooks",
                        "/v1/contracts/{signed}/debits",
                        Requests.debit().put("notify_url", "http://shop.example/h"),
                        "url-refused"),
                rule("debit of nothing", "/v1/contracts/ctr_" + NOBODYS + "/debits", Requests.debit(), "not-found"),
                rule(
                        "confirm by page",
                        "/v1/contracts/{awaiting payer}/confirm",
                        new JsonObject().put("code", "123456"),
                        "wrong-state"),
                rule(
                        "confirm twice",
                        "/v1/contracts/{signed}/confirm",
                        new JsonObject().put("code", "123456"),
                        "wrong-state"),
                rule(
                        "code when signed",
                        "/v1/contracts/{signed}/resend-code",
                        new JsonObject().put("card_no", "6228480000000000018"),
                        "wrong-state"),
                rule(
                        "another card",
                        "/v1/contracts/{contract awaiting code}/resend-code",
                        new JsonObject().put("card_no", "6228480000000000026"),
                        "order-conflict"),
                rule("end the unsigned", "/v1/contracts/{awaiting payer}/terminate", null, "wrong-state"));
    }

    private static Stream<Arguments> ofOthers() {
        return Stream.of(
                rule(
                        "no mobile",
                        "/v1/identity-checks",
                        without(Requests.identityCheck("direct"), "mobile"),
                        "invalid-fields"),
                rule(
                        "check elsewhere",
                        "/v1/identity-checks",
                        Requests.identityCheck("page").put("bank", "unionpay"),
                        "bank-not-offered"),
                rule(
                        "check hooks",
                        "/v1/identity-checks",
                        Requests.identityCheck("page").put("notify_url", "https://shop.example:81/h"),
                        "url-refused"),
                rule("refund the unpaid", "/v1/refunds", Requests.refund("{purchase}"), "wrong-state"),
                rule("refund nothing", "/v1/refunds", Requests.refund("pay_" + NOBODYS), "not-found"),
                rule(
                        "two payments",
                        "/v1/refunds",
                        Requests.refund("{purchase}").put("order_no", "x"),
                        "invalid-fields"));
    }

    private static JsonObject without(JsonObject body, String name) {
        body.remove(name);
        return body;
    }

    private static Arguments rule(String what, String target, @Nullable JsonObject body, String code) {
        return arguments(what, target, body == null ? "" : body.encode(), code);
    }

    @ParameterizedTest(name = "{0}: {3}")
    @MethodSource("rules")
    void whatARuleForbidsIsRefusedAndLeavesNoTrace(String what, String target, String body, String code)
            throws Exception {
        // Given
        var before = world.everything();
        int told = world.told();

        // When
        var answer = world.call("POST", named(target), named(body));

        // Then
        assertThat(answer.code()).as(answer.json().encode()).isEqualTo(code);
        assertThat(world.everything()).isEqualTo(before);
        assertThat(world.told()).isEqualTo(told);
    }

    @Test
    void whatBelongsToAnotherMerchantIsNotThere() throws Exception {
        // Given
        var before = world.everything();
        int told = world.told();
        String payment = "/v1/payments/" + IDS.get("awaiting code");
        String contract = "/v1/contracts/" + IDS.get("signed");

        // When
        var answers = List.of(
                others("GET", payment, null),
                others("POST", payment + "/close", null),
                others("POST", payment + "/confirm", Requests.confirmation()),
                others("POST", payment + "/resend-code", null),
                others("POST", payment + "/capture", Requests.capture()),
                others("POST", payment + "/cancel", Requests.cancel()),
                others("POST", "/v1/refunds", Requests.refund(named("{purchase}"))),
                others("GET", contract + "?sync=true", null),
                others("POST", contract + "/confirm", new JsonObject().put("code", "123456")),
                others("POST", contract + "/resend-code", new JsonObject().put("card_no", "6228480000000000018")),
                others("POST", contract + "/terminate", null),
                others("POST", contract + "/debits", Requests.debit()),
                others("GET", "/v1/identity-checks/" + IDS.get("check"), null));

        // Then
        assertThat(answers).allSatisfy(answer -> assertThat(answer.code()).isEqualTo("not-found"));
        assertThat(world.everything()).isEqualTo(before);
        assertThat(world.told()).isEqualTo(told);
    }

    @Test
    void aMerchantWhoseBankDoesNotOfferItIsToldSo() throws Exception {
        // Given
        var before = world.everything();

        // When
        var code = others("POST", "/v1/payments", Requests.codePayment());
        var named = others("POST", "/v1/payments", Requests.codePayment().put("bank", "unionpay"));
        var contract = others("POST", "/v1/contracts", Requests.contract("sms").put("bank", "unionpay"));
        var check = others(
                "POST", "/v1/identity-checks", Requests.identityCheck("page").put("bank", "unionpay"));
        var notRouted = others("POST", "/v1/contracts", Requests.contract("sms"));

        // Then
        assertThat(List.of(code, named, contract, check))
                .allSatisfy(answer -> assertThat(answer.code()).isEqualTo("bank-not-offered"));
        assertThat(notRouted.code()).isEqualTo("bank-required");
        assertThat(world.everything()).isEqualTo(before);
    }

    private static Answered others(String method, String target, @Nullable JsonObject body) throws Exception {
        return world.otherMerchantCalls(method, target, body == null ? "" : body.encode());
    }

    private static String named(String text) {
        String named = text;
        for (var id : IDS.entrySet()) {
            named = named.replace("{" + id.getKey() + "}", id.getValue());
        }
        return named;
    }
}
