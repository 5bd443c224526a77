package dev.tongfu.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SimulatedAbcIT {
    private static SimulatorFixture simulator;
    private static int numbers;

    private AbcMerchant merchant;
    private final String orderNo = "ORDER" + numbers++;

    @BeforeAll
    static void startWorld() {
        simulator = new SimulatorFixture();
    }

    @AfterAll
    static void stopWorld() throws Exception {
        simulator.close();
    }

    @BeforeEach
    void startMerchant() throws Exception {
        merchant = new AbcMerchant(simulator);
        simulator.control("DELETE", "/faults", new JsonObject());
        settings("answer_shape", "nested");
    }

    @AfterEach
    void stopMerchant() throws Exception {
        merchant.close();
    }

    @Test
    void aPaidOrderIsToldByASignedNoticeAndThePayerGoesWhereTheMerchantSays() throws Exception {
        // Given
        var accepted = merchant.order(orderNo, "1");
        assertThat(accepted.signed()).isTrue();
        var page = simulator.get(accepted.field("PaymentURL"));
        assertThat(page.body())
                .contains("¥ 12.30", "龙井茶", "name=\"outcome\" value=\"pay\"", "value=\"fail\"", "value=\"abandon\"");

        // When
        var paid = pay(accepted);

        // Then
        assertThat(paid).contains("url=http://127.0.0.1/customer", "通知商户支付成功");
        var notice = merchant.nextNotice();
        assertThat(merchant.verified(notice)).isTrue();
        assertThat(notice)
                .contains(
                        "<ReturnCode>0000</ReturnCode>",
                        "<MerchantID>" + AbcMerchant.NUMBER + "</MerchantID>",
                        "<OrderNo>" + orderNo + "</OrderNo>",
                        "<Amount>12.30</Amount>");
        assertThat(merchant.status(orderNo)).isEqualTo("04");
        assertThat(charged(orderNo)).containsExactly(1230L);
    }

    @Test
    void payingTwiceChargesOnce() throws Exception {
        // Given
        var accepted = merchant.order(orderNo, "1");
        letPay(accepted);

        // When
        var again = pay(accepted);

        // Then
        assertThat(again).contains("支付成功").doesNotContain("http-equiv");
        assertThat(charged(orderNo)).hasSize(1);
    }

    @Test
    void inPageModeThePayersBrowserCarriesTheMessage() throws Exception {
        // Given
        var accepted = merchant.order(orderNo, "0");

        // When
        var paid = pay(accepted);

        // Then
        assertThat(merchant.verified(AbcMerchant.xml(message(paid)))).isTrue();
        assertThat(paid).contains("action=\"" + merchant.notifyUrl() + "\"", ".submit()", "通知商户支付成功");
        assertThat(simulator.get(accepted.field("PaymentURL")).body())
                .contains("通知商户支付成功", "name=\"MSG\"")
                .doesNotContain(".submit()");
        assertThat(merchant.messages).isEmpty();
    }

    @Test
    void anAnswerWithoutTheNextPageSendsTheBrowserWithTheMessageAndIsRepeated() throws Exception {
        // Given
        merchant.answer = "thank you";
        settings("notice_retry_ms", 20);
        var accepted = merchant.order(orderNo, "1");

        // When
        var paid = pay(accepted);

        // Then
        assertThat(paid).contains("name=\"MSG\"", ".submit()");
        assertThat(List.of(merchant.nextNotice(), merchant.nextNotice(), merchant.nextNotice()))
                .allMatch(notice -> notice.contains(orderNo));
        settings("notice_retry_ms", 30_000);
    }

    @Test
    void theButtonTellsTheMerchantAgain() throws Exception {
        // Given
        simulator.fault("notify", "lost_notice", 1);
        var accepted = merchant.order(orderNo, "1");
        var paid = pay(accepted);
        assertThat(paid).contains("/notify\"", "通知商户支付成功").doesNotContain("http-equiv");

        // When
        var told = simulator.postForm(accepted.field("PaymentURL") + "/notify", "");

        // Then
        assertThat(told.body()).contains("url=http://127.0.0.1/customer");
        assertThat(merchant.nextNotice()).contains(orderNo);
    }

    @Test
    void aFailedPaymentChargesNothingAndIsFinal() throws Exception {
        // Given
        var accepted = merchant.order(orderNo, "1");

        // When
        var failed = outcome(accepted, "fail");

        // Then
        assertThat(failed).contains("支付失败");
        assertThat(pay(accepted)).contains("支付失败");
        assertThat(merchant.status(orderNo)).isEqualTo("99");
        assertThat(charged(orderNo)).isEmpty();
    }

    @Test
    void anAbandonedPaymentStaysOpen() throws Exception {
        // Given
        var accepted = merchant.order(orderNo, "1");

        // When
        var abandoned = outcome(accepted, "abandon");

        // Then
        assertThat(abandoned).contains("已放弃支付");
        assertThat(merchant.status(orderNo)).isEqualTo("01");
        assertThat(charged(orderNo)).isEmpty();
    }

    @Test
    void nobodyPaysAfterTheDeadline() throws Exception {
        // Given
        var accepted = merchant.order(orderNo, "1");

        // When
        simulator.clock.advance(Duration.ofMinutes(31));

        // Then
        assertThat(pay(accepted)).contains("超过支付期限");
        assertThat(charged(orderNo)).isEmpty();
    }

    @Test
    void anOrderNumberIsTakenOnce() throws Exception {
        // Given
        place(orderNo, "1");

        // When
        var again = merchant.order(orderNo, "1");

        // Then
        assertThat(again.signed()).isTrue();
        assertThat(again.field("ReturnCode")).isNotEqualTo("0000");
    }

    @ParameterizedTest
    @CsvSource({"1,20261123,12.30", "2,'',12.30", "1,'',12.345", "1,'',0.00", "1,20200101000000,12.30"})
    void anOrderThatBreaksARuleIsRefusedSigned(String notifyType, String deadline, String amount) throws Exception {
        // When
        var refused = merchant.transact(merchant.payRequest(orderNo, notifyType, deadline, amount));

        // Then
        assertThat(refused.signed()).isTrue();
        assertThat(refused.field("ReturnCode")).isNotEqualTo("0000");
        assertThat(merchant.query(orderNo).field("ReturnCode")).isNotEqualTo("0000");
    }

    @Test
    void aRequestChangedOnTheWayIsNotAnsweredWithASignature() throws Exception {
        // Given
        var changed = merchant.envelope(merchant.payRequest(orderNo, "1", "", "12.30"))
                .replace("\"OrderAmount\":\"12.30\"", "\"OrderAmount\":\"0.30\"");

        // When
        var answer = merchant.send(changed);

        // Then
        assertThat(new String(answer.body(), Charset.forName("GBK"))).doesNotContain("Signature");
        assertThat(merchant.query(orderNo).field("ReturnCode")).isNotEqualTo("0000");
    }

    @Test
    void answersComeNestedAndFlat() throws Exception {
        // Given
        settings("answer_shape", "alternating");

        // When
        var shapes =
                List.of(merchant.query("NONE").flat(), merchant.query("NONE").flat());

        // Then
        assertThat(shapes).containsExactlyInAnyOrder(true, false);
    }

    @ParameterizedTest
    @CsvSource({"timeout_before,false", "timeout_after,true"})
    void aLostAnswerLeavesTheOrderAsTheFaultSays(String fault, boolean executed) throws Exception {
        // Given
        simulator.fault("pay", fault, 1);

        // When
        var lost = catchThrowable(() -> merchant.order(orderNo, "1"));

        // Then
        assertThat(lost).isInstanceOf(IOException.class);
        assertThat(merchant.query(orderNo).field("ReturnCode").equals("0000")).isEqualTo(executed);
    }

    @ParameterizedTest
    @CsvSource({"unsigned,false", "bad_signature,false", "error,true"})
    void aDamagedAnswerIsRecognisable(String fault, boolean signed) throws Exception {
        // Given
        simulator.fault("pay", fault, 1);

        // When
        var answer = merchant.order(orderNo, "1");

        // Then
        assertThat(answer.signed()).isEqualTo(signed);
        assertThat(answer.field("ReturnCode").equals("0000")).isEqualTo(!signed);
        assertThat(merchant.query(orderNo).field("ReturnCode").equals("0000")).isEqualTo(!signed);
    }

    @Test
    void garbageIsNoAnswerOfTheProtocol() throws Exception {
        // Given
        simulator.fault("*", "garbage", 1);

        // When
        var garbage = merchant.send(merchant.envelope(merchant.payRequest(orderNo, "1", "", "12.30")));

        // Then
        assertThat(merchant.read(garbage)).isEmpty();
        assertThat(merchant.status(orderNo)).isEqualTo("01");
    }

    @Test
    void aQueryMayFindNothingAtFirst() throws Exception {
        // Given
        letPay(merchant.order(orderNo, "1"));
        simulator.fault("query", "not_found_then_success", -1);

        // When
        var first = merchant.query(orderNo);

        // Then
        assertThat(first.field("ReturnCode")).isNotEqualTo("0000");
        assertThat(merchant.status(orderNo)).isEqualTo("04");
    }

    @Test
    void aLateNoticeComesAfterThePage() throws Exception {
        // Given
        simulator.fault("notify", "late_notice", 1);

        // When
        var paid = pay(merchant.order(orderNo, "1"));

        // Then
        assertThat(paid).doesNotContain("http-equiv").doesNotContain("name=\"MSG\"");
        assertThat(merchant.nextNotice()).contains(orderNo);
    }

    @Test
    void aDuplicateNoticeIsTheSameMessageTwice() throws Exception {
        // Given
        simulator.fault("notify", "duplicate_notice", 1);

        // When
        letPay(merchant.order(orderNo, "1"));

        // Then
        assertThat(merchant.nextNotice()).isEqualTo(merchant.nextNotice());
    }

    @Test
    void aReorderedNoticeComesAfterAnotherOrders() throws Exception {
        // Given
        simulator.control(
                "PUT",
                "/faults",
                SimulatorFixture.aFault("notify", "reordered_notice")
                        .put("times", 1)
                        .put("delay_ms", 60_000));
        letPay(merchant.order(orderNo, "1"));

        // When
        letPay(merchant.order(orderNo + "B", "1"));

        // Then
        assertThat(merchant.nextNotice()).contains(orderNo + "B<");
        assertThat(merchant.nextNotice()).contains(orderNo + "<");
    }

    @Test
    void aWrongAmountIsSignedAndWrong() throws Exception {
        // Given
        simulator.fault("notify", "wrong_amount_notice", 1);

        // When
        letPay(merchant.order(orderNo, "1"));

        // Then
        var notice = merchant.nextNotice();
        assertThat(merchant.verified(notice)).isTrue();
        assertThat(notice).contains("<Amount>12.31</Amount>");
        assertThat(charged(orderNo)).containsExactly(1230L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"unsigned", "bad_signature", "garbage"})
    void aDamagedNoticeDoesNotVerify(String fault) throws Exception {
        // Given
        simulator.fault("notify", fault, 1);

        // When
        letPay(merchant.order(orderNo, "1"));

        // Then
        assertThat(merchant.verified(merchant.nextNotice())).isFalse();
    }

    @Test
    void theBooksSurviveTheSimulator() throws Exception {
        // Given
        var accepted = merchant.order(orderNo, "1");
        letPay(accepted);
        place(orderNo + "B", "1");

        // When
        simulator.restart();

        // Then
        assertThat(charged(orderNo)).containsExactly(1230L);
        assertThat(merchant.status(orderNo)).isEqualTo("04");
        assertThat(merchant.status(orderNo + "B")).isEqualTo("01");
    }

    private static void settings(String key, Object value) throws Exception {
        simulator.control(
                "PUT", "/settings", new JsonObject().put("bank", "abc").put(key, value));
    }

    private void place(String number, String notifyType) throws Exception {
        assertThat(merchant.order(number, notifyType).field("ReturnCode")).isEqualTo("0000");
    }

    private static void letPay(AbcMerchant.Answer accepted) throws Exception {
        assertThat(pay(accepted)).contains("支付成功");
    }

    private static String pay(AbcMerchant.Answer accepted) throws Exception {
        return outcome(accepted, "pay");
    }

    private static String outcome(AbcMerchant.Answer accepted, String outcome) throws Exception {
        return simulator
                .postForm(accepted.field("PaymentURL"), "outcome=" + outcome)
                .body();
    }

    private static String message(String page) {
        var field = Pattern.compile("name=\"MSG\" value=\"([^\"]+)\"").matcher(page);
        assertThat(field.find()).isTrue();
        return field.group(1);
    }

    private static List<Long> charged(String number) throws Exception {
        var found = new ArrayList<Long>();
        simulator.ask("GET", "/charges?bank=abc", new JsonObject()).getJsonArray("data").stream()
                .map(JsonObject.class::cast)
                .filter(charge -> charge.getString("order_no").equals(number))
                .forEach(charge -> found.add(charge.getLong("amount")));
        return found;
    }
}
