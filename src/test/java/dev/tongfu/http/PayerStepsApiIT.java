package dev.tongfu.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tongfu.bank.Bank;
import dev.tongfu.bank.BankAct;
import dev.tongfu.bank.BankCode;
import dev.tongfu.bank.BankDebit;
import dev.tongfu.bank.BankIdentityCheck;
import dev.tongfu.bank.BankMandate;
import dev.tongfu.bank.BankReply;
import dev.tongfu.bank.Notice;
import dev.tongfu.bank.PayerForward;
import dev.tongfu.bank.RawMessage;
import dev.tongfu.http.MerchantApiWorld.Answered;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Codes, contracts, debits and identity checks over sockets. */
class PayerStepsApiIT {
    private static final JsonObject CODE = new JsonObject().put("code", "123456");

    private static MerchantApiWorld world;

    @BeforeAll
    static void start() throws Exception {
        world = new MerchantApiWorld();
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    @BeforeEach
    void theBankAcceptsEverything() {
        world.actReply = PayerStepsApiIT::usual;
    }

    private static BankReply usual(BankAct act) {
        boolean page = (act instanceof BankMandate.Sign sign && sign.mode() == BankMandate.Mode.PAGE)
                || (act instanceof BankIdentityCheck check && check.mode() == BankIdentityCheck.Mode.PAGE);
        if (page) {
            return new BankReply.Accepted(PayerForward.link("https://bank.example/page"));
        }
        if (act instanceof BankMandate.SubmitCode) {
            return new BankReply.Signed("SIGN-1", "0018");
        }
        if (act instanceof BankMandate.Terminate) {
            return new BankReply.Terminated();
        }
        if (act instanceof BankCode.Pay || act instanceof BankDebit) {
            return new BankReply.Processing("0000");
        }
        return act instanceof BankIdentityCheck ? new BankReply.Matched() : new BankReply.CodeSent();
    }

    private static Answered post(String target, JsonObject body) throws Exception {
        return world.call("POST", target, body.isEmpty() ? "" : body.encode());
    }

    private static JsonObject get(String target) throws Exception {
        return world.call("GET", target, "").json();
    }

    @Test
    void aCodePaymentIsCreatedAsWhatItIsAndConfirmedAsFarAsTheBankTells() throws Exception {
        // Given
        var request = Requests.codePayment();

        // When
        var created = post("/v1/payments", request);
        var replayed = post("/v1/payments", request);
        String id = "/v1/payments/" + created.json().getString("id");
        var resent = post(id + "/resend-code", new JsonObject());
        var confirmed = post(id + "/confirm", Requests.confirmation());
        var again = post(id + "/confirm", Requests.confirmation());

        // Then
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.json().getString("status")).isEqualTo("awaiting_code");
        assertThat(created.json().getValue("cashier_url")).isNull();
        assertThat(replayed.status()).isEqualTo(200);
        assertThat(replayed.answer().headers().firstValue("idempotency-replayed"))
                .contains("true");
        assertThat(resent.status()).isEqualTo(200);
        assertThat(confirmed.status()).isEqualTo(202);
        assertThat(confirmed.json().getString("status")).isEqualTo("submitted");
        assertThat(again.code()).isEqualTo("wrong-state");
    }

    @Test
    void wrongCodesAreAnsweredUntilTheyAreUsedUp() throws Exception {
        // Given
        String id = "/v1/payments/"
                + post("/v1/payments", Requests.codePayment()).json().getString("id");
        world.actReply = act -> new BankReply.WrongCode("E1", "wrong");

        // When
        var first = post(id + "/confirm", Requests.confirmation());
        var second = post(id + "/confirm", Requests.confirmation());
        var third = post(id + "/confirm", Requests.confirmation());
        var fourth = post(id + "/confirm", Requests.confirmation());

        // Then
        assertThat(first.status()).isEqualTo(200);
        assertThat(first.json().getString("status")).isEqualTo("awaiting_code");
        assertThat(first.json().getJsonObject("failure").getString("code")).isEqualTo("E1");
        assertThat(second.json().getString("status")).isEqualTo("awaiting_code");
        assertThat(third.json().getString("status")).isEqualTo("failed");
        assertThat(fourth.code()).isEqualTo("code-tries-used-up");
    }

    @Test
    void aContractIsSignedDebitedAndEnded() throws Exception {
        // When
        var created = post("/v1/contracts", Requests.contract("sms"));
        String id = "/v1/contracts/" + created.json().getString("id");
        var signed = post(id + "/confirm", CODE);
        var debited = post(id + "/debits", Requests.debit());
        var ended = post(id + "/terminate", new JsonObject());
        var late = post(id + "/debits", Requests.debit());

        // Then
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.json().fieldNames()).isEqualTo(documented("Contract"));
        assertThat(created.json().getString("card_masked")).isEqualTo("622848*********0018");
        assertThat(signed.json().getString("status")).isEqualTo("signed");
        assertThat(debited.status()).isEqualTo(201);
        assertThat(debited.json().getString("kind")).isEqualTo("debit");
        assertThat(debited.json().getString("status")).isEqualTo("submitted");
        assertThat(ended.status()).isEqualTo(200);
        assertThat(ended.json().getString("status")).isEqualTo("terminated");
        assertThat(late.code()).isEqualTo("contract-not-signed");
        assertThat(get("/v1/payments/" + debited.json().getString("id"))).isEqualTo(debited.json());
    }

    @Test
    void whatTheBankLeavesUnclearIsAcceptedAndNotAnError() throws Exception {
        // Given
        world.actReply = act -> new BankReply.Unknown("silence");

        // When
        var contract = post("/v1/contracts", Requests.contract("sms"));
        var check = post("/v1/identity-checks", Requests.identityCheck("direct"));

        // Then
        assertThat(contract.status()).isEqualTo(202);
        assertThat(contract.json().getString("status")).isEqualTo("created");
        assertThat(check.status()).isEqualTo(202);
        assertThat(check.json().getString("status")).isEqualTo("unknown");
    }

    @Test
    void thePayerGoesOnToTheMerchantOverTheBanksNotice() throws Exception {
        // Given
        var created = post("/v1/contracts", Requests.contract("page"));
        var sign = (BankMandate.Sign) world.acts.stream()
                .filter(BankMandate.Sign.class::isInstance)
                .reduce((first, second) -> second)
                .orElseThrow();
        world.notice = new Notice.Verified(
                "abc-1",
                sign.bankOrderNo(),
                new BankReply.Signed("SIGN-2", "4321"),
                Bank.Strength.PROOF,
                new RawMessage("n1", Buffer.buffer("x"), "test"));

        // When
        var noticed = world.gateway.send(world.gateway
                .plain("/bank/abc/notify")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("MSG=x")));

        // Then
        assertThat(created.json().getString("sign_url")).isEqualTo("https://bank.example/page");
        assertThat(noticed.statusCode()).isEqualTo(200);
        assertThat(noticed.body())
                .contains("<URL>https://shop.example/signed</URL>")
                .contains("content=\"1; url=https://shop.example/signed\"");
        assertThat(get("/v1/contracts/" + created.json().getString("id")).getString("status"))
                .isEqualTo("signed");
    }

    @Test
    void identityChecksAreReadBackAsTheyWereAnswered() throws Exception {
        // When
        var direct = post("/v1/identity-checks", Requests.identityCheck("direct"));
        var page = post("/v1/identity-checks", Requests.identityCheck("page"));

        // Then
        assertThat(direct.status()).isEqualTo(201);
        assertThat(direct.json().fieldNames()).isEqualTo(documented("IdentityCheck"));
        assertThat(direct.json().getString("result")).isEqualTo("matched");
        assertThat(page.json().getString("verify_url")).isEqualTo("https://bank.example/page");
        assertThat(get("/v1/identity-checks/" + direct.json().getString("id") + "?sync=true"))
                .isEqualTo(direct.json());
    }

    private static Set<String> documented(String schema) throws Exception {
        return ApiContract.parse(ApiContract.read())
                .getJsonObject("components")
                .getJsonObject("schemas")
                .getJsonObject(schema)
                .getJsonObject("properties")
                .fieldNames();
    }
}
