package dev.tongfu.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import dev.tongfu.JsonLogLayout;
import dev.tongfu.bank.BankAct;
import dev.tongfu.bank.BankCode;
import dev.tongfu.bank.BankIdentityCheck;
import dev.tongfu.bank.BankMandate;
import dev.tongfu.bank.BankReply;
import dev.tongfu.bank.PayerForward;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Card, certificate, name, mobile, expiry, CVV and code go to the bank, and are found nowhere else afterwards. */
class CardDataIT {
    private static final String CARD = "6228489876543210987";
    private static final String NAME = "欧阳秘密";
    private static final String CERTIFICATE = "44010119851213987X";
    private static final String MOBILE = "13976543218";
    private static final String CODE = "91827364";
    private static final String EXPIRY = "0931";
    private static final String CVV = "739";
    private static final List<String> LONG = List.of(CARD, CARD.substring(0, 12), NAME, CERTIFICATE, MOBILE, CODE);
    /** So short that they may stand within a time or another number. */
    private static final List<Pattern> SHORT =
            List.of(Pattern.compile("(?<![0-9A-Za-z.:+-])(" + EXPIRY + "|" + CVV + ")(?![0-9A-Za-z:])"));

    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private final List<String> seen = new ArrayList<>();
    private MerchantApiWorld world;

    @BeforeEach
    void open() throws Exception {
        logged.start();
        ours().setLevel(Level.TRACE);
        root().addAppender(logged);
        world = new MerchantApiWorld();
    }

    @AfterEach
    void close() {
        world.close();
        root().detachAppender(logged);
        ours().setLevel(Level.INFO);
    }

    @Test
    void nothingOfItIsLeftAfterEveryCallWhateverTheBankSays() throws Exception {
        // When
        for (var reply : replies()) {
            world.actReply = reply;
            payByCode();
            contract("sms");
            contract("page");
            seen.add(call("/v1/identity-checks", person(Requests.identityCheck("direct")))
                    .encode());
            seen.add(call("/v1/identity-checks", person(Requests.identityCheck("page")))
                    .encode());
        }
        world.actReply = act -> {
            throw new IllegalStateException("a fault of the program");
        };
        seen.add(call("/v1/identity-checks", person(Requests.identityCheck("direct")))
                .encode());
        refused();

        // Then: the bank had it
        assertThat(world.acts.stream().filter(BankCode.Pay.class::isInstance).map(BankCode.Pay.class::cast))
                .isNotEmpty()
                .allSatisfy(pay -> assertThat(
                                pay.code() + pay.card().cvv() + pay.card().certificateNo())
                        .isEqualTo(CODE + CVV + CERTIFICATE));
        // and nobody else
        assertClean("answer", seen);
        assertClean("row", world.everything());
        assertClean("act", world.acts.stream().map(Object::toString).toList());
        assertClean("log", logged.list.stream().map(CardDataIT::text).toList());
        assertThat(world.everything()).anySatisfy(row -> assertThat(row).contains("622848*********0987"));
    }

    /** Every way a bank may answer. */
    private static List<Function<BankAct, BankReply>> replies() {
        return List.of(
                CardDataIT::good,
                act -> act instanceof BankCode.Pay || act instanceof BankMandate.SubmitCode
                        ? new BankReply.WrongCode("E1", "wrong")
                        : good(act),
                act -> act instanceof BankCode.Pay || act instanceof BankMandate.SubmitCode
                        ? new BankReply.Unknown("silence")
                        : good(act),
                act -> new BankReply.Declined("E2", "refused"),
                act -> new BankReply.Unknown("silence"),
                act -> new BankReply.NotSent("no connection"));
    }

    private static BankReply good(BankAct act) {
        var page = new BankReply.Accepted(PayerForward.link("https://bank.example/page"));
        if (act instanceof BankMandate.Sign sign) {
            return sign.mode() == BankMandate.Mode.PAGE ? page : new BankReply.CodeSent();
        }
        if (act instanceof BankIdentityCheck check) {
            return check.mode() == BankIdentityCheck.Mode.PAGE ? page : new BankReply.Matched();
        }
        if (act instanceof BankMandate.SubmitCode) {
            return new BankReply.Signed("SIGN-1", null);
        }
        return act instanceof BankCode.Pay ? new BankReply.Processing("0000") : new BankReply.CodeSent();
    }

    private void payByCode() throws Exception {
        var request = Requests.codePayment();
        request.put("card", new JsonObject().put("card_no", CARD).put("mobile", MOBILE));
        var payment = call("/v1/payments", request);
        seen.add(payment.encode());
        String id = "/v1/payments/" + payment.getString("id");
        seen.add(call("/v1/payments", request).encode());
        seen.add(call(id + "/resend-code", new JsonObject()).encode());
        seen.add(call(id + "/confirm", confirmation()).encode());
        seen.add(call(id + "/confirm", confirmation()).encode());
        seen.add(world.call("GET", id + "?sync=true", "").json().encode());
    }

    private void contract(String mode) throws Exception {
        var request = person(Requests.contract(mode)).put("expiry", EXPIRY).put("cvv", CVV);
        var contract = call("/v1/contracts", request);
        seen.add(contract.encode());
        String id = "/v1/contracts/" + contract.getString("id");
        seen.add(call("/v1/contracts", request).encode());
        seen.add(
                call(id + "/resend-code", new JsonObject().put("card_no", CARD)).encode());
        seen.add(call(id + "/confirm", new JsonObject().put("code", CODE)).encode());
        seen.add(call(id + "/debits", Requests.debit()).encode());
        seen.add(call(id + "/terminate", new JsonObject()).encode());
        seen.add(world.call("GET", id + "?sync=true", "").json().encode());
    }

    /** What is refused is not repeated to whoever sent it. */
    private void refused() throws Exception {
        var shapes = Map.of(
                "/v1/contracts", Bodies.CONTRACT_CREATE,
                "/v1/identity-checks", Bodies.IDENTITY_CHECK_CREATE);
        for (var shape : shapes.entrySet()) {
            boolean contract = shape.getKey().equals("/v1/contracts");
            var good = contract ? Requests.contract("sms") : Requests.identityCheck("direct");
            for (var bad : BadBodies.of(shape.getValue(), person(good)).values()) {
                seen.add(world.call("POST", shape.getKey(), bad).json().encode());
            }
        }
        for (var bad : BadBodies.of(Bodies.PAYMENT_CONFIRM, confirmation()).values()) {
            String nobodys = "/v1/payments/pay_01KAQ5TQ7C9D4N1XB2M3P4R5S6/confirm";
            seen.add(world.call("POST", nobodys, bad).json().encode());
        }
        seen.add(call("/v1/contracts", person(Requests.contract("sms")).put("expires_on", CARD))
                .encode());
        seen.add(call("/v1/contracts", person(Requests.contract("sms")).put("card_no", CARD + CARD))
                .encode());
    }

    private static JsonObject person(JsonObject body) {
        return body.put("name", NAME)
                .put("certificate_no", CERTIFICATE)
                .put("card_no", CARD)
                .put("mobile", MOBILE);
    }

    private static JsonObject confirmation() {
        var body = Requests.confirmation().put("code", CODE);
        body.getJsonObject("card")
                .put("name", NAME)
                .put("certificate_no", CERTIFICATE)
                .put("expiry", EXPIRY)
                .put("cvv", CVV);
        return body;
    }

    private JsonObject call(String target, JsonObject body) throws Exception {
        return world.call("POST", target, body.isEmpty() ? "" : body.encode()).json();
    }

    private static void assertClean(String what, List<String> texts) {
        for (String text : texts) {
            assertThat(LONG).noneSatisfy(secret -> assertThat(text).as(what).contains(secret));
            assertThat(SHORT).noneSatisfy(secret -> assertThat(text).as(what).containsPattern(secret));
        }
    }

    private static String text(ILoggingEvent event) {
        var thrown = event.getThrowableProxy();
        return event.getFormattedMessage()
                + event.getKeyValuePairs()
                + (thrown == null ? "" : ThrowableProxyUtil.asString(thrown))
                + new JsonLogLayout().doLayout(event);
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }

    private static Logger ours() {
        return (Logger) LoggerFactory.getLogger("dev.tongfu");
    }
}
