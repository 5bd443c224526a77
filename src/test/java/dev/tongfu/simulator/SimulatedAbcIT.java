package dev.tongfu.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
        merchant.settings("answer_shape", "nested");
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
        var paid = merchant.pay(accepted);

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
        assertThat(merchant.charged(orderNo)).containsExactly(1230L);
    }

    @Test
    void payingTwiceChargesOnce() throws Exception {
        // Given
        var accepted = merchant.order(orderNo, "1");
        merchant.letPay(accepted);

        // When
        var again = merchant.pay(accepted);

        // Then
        assertThat(again).contains("支付成功").doesNotContain("http-equiv");
        assertThat(merchant.charged(orderNo)).hasSize(1);
    }

    @Test
    void inPageModeThePayersBrowserCarriesTheMessage() throws Exception {
        // Given
        var accepted = merchant.order(orderNo, "0");

        // When
        var paid = merchant.pay(accepted);

        // Then
        assertThat(merchant.verified(AbcMerchant.xml(AbcMerchant.message(paid))))
                .isTrue();
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
        merchant.settings("notice_retry_ms", 20);
        var accepted = merchant.order(orderNo, "1");

        // When
        var paid = merchant.pay(accepted);

        // Then
        assertThat(paid).contains("name=\"MSG\"", ".submit()");
        assertThat(List.of(merchant.nextNotice(), merchant.nextNotice(), merchant.nextNotice()))
                .allMatch(notice -> notice.contains(orderNo));
        merchant.settings("notice_retry_ms", 30_000);
    }

    @Test
    void theButtonTellsTheMerchantAgain() throws Exception {
        // Given
        simulator.fault("notify", "lost_notice", 1);
        var accepted = merchant.order(orderNo, "1");
        var paid = merchant.pay(accepted);
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
        var failed = merchant.decide(accepted, "fail");

        // Then
        assertThat(failed).contains("支付失败");
        assertThat(merchant.pay(accepted)).contains("支付失败");
        assertThat(merchant.status(orderNo)).isEqualTo("99");
        assertThat(merchant.charged(orderNo)).isEmpty();
    }

    @Test
    void anAbandonedPaymentStaysOpen() throws Exception {
        // Given
        var accepted = merchant.order(orderNo, "1");

        // When
        var abandoned = merchant.decide(accepted, "abandon");

        // Then
        assertThat(abandoned).contains("已放弃支付");
        assertThat(merchant.status(orderNo)).isEqualTo("01");
        assertThat(merchant.charged(orderNo)).isEmpty();
    }

    @Test
    void nobodyPaysAfterTheDeadline() throws Exception {
        // Given
        var accepted = merchant.order(orderNo, "1");

        // When
        simulator.clock.advance(Duration.ofMinutes(31));

        // Then
        assertThat(merchant.pay(accepted)).contains("超过支付期限");
        assertThat(merchant.charged(orderNo)).isEmpty();
    }

    @Test
    void anOrderNumberIsTakenOnce() throws Exception {
        // Given
        merchant.place(orderNo);

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
        merchant.settings("answer_shape", "alternating");

        // When
        var shapes =
                List.of(merchant.query("NONE").flat(), merchant.query("NONE").flat());

        // Then
        assertThat(shapes).containsExactlyInAnyOrder(true, false);
    }

    @Test
    void theBooksSurviveTheSimulator() throws Exception {
        // Given
        var accepted = merchant.order(orderNo, "1");
        merchant.letPay(accepted);
        merchant.place(orderNo + "B");

        // When
        simulator.restart();

        // Then
        assertThat(merchant.charged(orderNo)).containsExactly(1230L);
        assertThat(merchant.status(orderNo)).isEqualTo("04");
        assertThat(merchant.status(orderNo + "B")).isEqualTo("01");
    }
}
