package dev.tongfu.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.Base64;
import java.util.List;

/** A simulated 农行 with one merchant, for tests of what comes beside payments. */
final class AbcWorld {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Charset GBK = Charset.forName("GBK");

    final SimulatorFixture simulator = new SimulatorFixture();
    final AbcMerchant merchant;
    private int numbers;

    AbcWorld() throws Exception {
        merchant = new AbcMerchant(simulator);
    }

    void close() throws Exception {
        merchant.close();
        simulator.close();
    }

    /** No fault, no notice left over, the settings that tests change as at the start. */
    void clean() throws Exception {
        simulator.control("DELETE", "/faults", new JsonObject());
        merchant.messages.clear();
        merchant.settings("refund_settle_ms", 0);
        merchant.settings("batch_delay_ms", 1);
    }

    String number(String prefix) {
        return prefix + numbers++;
    }

    AbcMerchant.Answer ask(JsonObject trxRequest) throws Exception {
        return merchant.transact(trxRequest.encode());
    }

    String code(JsonObject trxRequest) throws Exception {
        var answer = ask(trxRequest);
        assertThat(answer.signed()).isTrue();
        return answer.field("ReturnCode");
    }

    /** An order of 12.30 that is paid. */
    String paid() throws Exception {
        var orderNo = number("PAY");
        merchant.letPay(merchant.order(orderNo, "1"));
        assertThat(merchant.nextNotice()).contains(orderNo);
        return orderNo;
    }

    /** A hold of 12.30. */
    String held() throws Exception {
        var orderNo = number("HOLD");
        var accepted = placeHold(orderNo);
        merchant.letPay(accepted);
        assertThat(merchant.nextNotice()).contains(orderNo);
        return orderNo;
    }

    AbcMerchant.Answer placeHold(String orderNo) throws Exception {
        return merchant.transact(merchant.payRequest(orderNo, "1", "", "12.30").replace("ImmediatePay", "PreAuthPay"));
    }

    /** A contract signed with a code, by the bank's number of it. */
    String signed(String orderNo, String card) throws Exception {
        assertThat(code(AbcRequests.signWithCode(orderNo, card))).isEqualTo("0000");
        var submitted = ask(AbcRequests.signSubmit(orderNo, lastCode(orderNo)));
        assertThat(submitted.field("ReturnCode")).isEqualTo("0000");
        return submitted.field("AgentSignNo");
    }

    /** The decoded order of a query that found something. */
    JsonObject order(String payTypeId, String orderNo) throws Exception {
        var answer = ask(AbcRequests.query(payTypeId, orderNo, "true"));
        return new JsonObject(new String(Base64.getDecoder().decode(answer.field("Order")), GBK));
    }

    String status(String payTypeId, String orderNo) throws Exception {
        return order(payTypeId, orderNo).getString("Status");
    }

    JsonObject codes(String orderNo) throws Exception {
        return simulator.ask("GET", "/codes?bank=abc&order_no=" + orderNo, new JsonObject());
    }

    String lastCode(String orderNo) throws Exception {
        return codes(orderNo).getJsonArray("data").getJsonObject(0).getString("code");
    }

    /** A code that was not sent. */
    String wrongCode(String orderNo) throws Exception {
        return lastCode(orderNo).equals("000000") ? "000001" : "000000";
    }

    List<JsonObject> charges(String orderNo) throws Exception {
        return allCharges().stream()
                .filter(charge -> charge.getString("order_no").equals(orderNo))
                .toList();
    }

    List<JsonObject> allCharges() throws Exception {
        return simulator.ask("GET", "/charges?bank=abc", new JsonObject()).getJsonArray("data").stream()
                .map(JsonObject.class::cast)
                .toList();
    }

    /** The answer about a batch once it is carried out. */
    AbcMerchant.Answer ended(JsonObject query) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        var answer = ask(query);
        while (answer.field("BatchStatus").equals("4") && System.nanoTime() < end) {
            answer = ask(query);
        }
        return answer;
    }
}
