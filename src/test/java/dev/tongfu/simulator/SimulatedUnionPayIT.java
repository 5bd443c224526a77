package dev.tongfu.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulatedUnionPayIT {
    private static SimulatorFixture simulator;
    private static int numbers;

    private UnionPayMerchant merchant;
    private final String orderNo = "UPORDER" + (100 + numbers++);

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
        merchant = new UnionPayMerchant(simulator);
        simulator.control("DELETE", "/faults", new JsonObject());
        merchant.settings("open_answer", "missing");
    }

    @AfterEach
    void stopMerchant() throws Exception {
        merchant.close();
    }

    @Test
    void aPaidOrderIsToldByTheServerAndCarriedByTheBrowser() throws Exception {
        // Given
        var order = merchant.payment(orderNo, 1230);
        var page = merchant.place(order);
        assertThat(simulator.get(page).body())
                .contains("¥ 12.30", "龙井茶", "name=\"outcome\" value=\"pay\"", "value=\"fail\"", "value=\"abandon\"");

        // When
        var paid = merchant.press(page, "pay");

        // Then
        var notice = merchant.nextNotice();
        assertThat(merchant.verified(notice)).isTrue();
        assertThat(notice)
                .containsEntry("respCode", "00")
                .containsEntry("merId", UnionPayMerchant.NUMBER)
                .containsEntry("orderId", orderNo)
                .containsEntry("txnTime", UnionPayMerchant.text(order, "txnTime"))
                .containsEntry("txnAmt", "1230")
                .containsEntry("settleDate", "1123")
                .containsEntry("reqReserved", "c2hvcA")
                .containsKeys("accNo", "currencyCode", "queryId", "settleAmt", "settleCurrencyCode", "traceNo")
                .containsKeys("traceTime", "txnType", "txnSubType", "bizType", "accessType", "version", "encoding");
        assertThat(notice.get("queryId")).matches("[0-9]{21}");
        assertThat(paid).contains("action=\"http://127.0.0.1/return\"", ".submit()");
        assertThat(merchant.verified(UnionPayMerchant.carried(paid))).isTrue();
        assertThat(UnionPayMerchant.carried(paid)).isEqualTo(notice);
        assertThat(merchant.booked(orderNo)).containsExactly("pay 1230");
    }

    @Test
    void aQuerySaysWhatBecameOfAnOrder() throws Exception {
        // Given
        var order = merchant.payment(orderNo, 1230);
        var reference = merchant.paid(order);

        // When
        var found = merchant.query(order);

        // Then
        assertThat(found.signed()).isTrue();
        assertThat(found.code()).isEqualTo("00");
        assertThat(found.field("origRespCode")).isEqualTo("00");
        assertThat(found.field("queryId")).isEqualTo(reference);
        assertThat(found.field("txnAmt")).isEqualTo("1230");
        assertThat(found.field("reserved")).startsWith("{").endsWith("}");
    }

    @Test
    void anOpenOrderIsMissingOrWaiting() throws Exception {
        // Given
        var order = merchant.payment(orderNo, 1230);
        assertThat(merchant.place(order)).contains("/unionpay/pay/");
        merchant.settings("open_answer", "alternating");

        // When
        var answers = List.of(merchant.query(order), merchant.query(order));

        // Then
        assertThat(answers)
                .extracting(answer -> answer.code() + answer.field("origRespCode"))
                .containsExactlyInAnyOrder("34", "0070");
    }

    @Test
    void anOrderIsFoundByItsNumberAndTimeOnly() throws Exception {
        // Given
        var order = merchant.payment(orderNo, 1230);
        assertThat(merchant.paid(order)).isNotEmpty();

        // When
        order.put("txnTime", "20261122122000");

        // Then
        assertThat(merchant.query(order).code()).isEqualTo("34");
    }

    @Test
    void payingTwiceChargesOnce() throws Exception {
        // Given
        var page = merchant.place(merchant.payment(orderNo, 1230));
        assertThat(merchant.press(page, "pay")).contains(".submit()");

        // When
        var again = merchant.press(page, "pay");

        // Then
        assertThat(again).contains("支付成功", "返回商户").doesNotContain(".submit()");
        assertThat(merchant.booked(orderNo)).hasSize(1);
    }

    @Test
    void aFailedPaymentIsFinalAndNotTold() throws Exception {
        // Given
        var order = merchant.payment(orderNo, 1230);
        var page = merchant.place(order);

        // When
        var failed = merchant.press(page, "fail");

        // Then
        assertThat(failed).contains("支付失败").doesNotContain(".submit()");
        assertThat(merchant.verified(UnionPayMerchant.carried(failed))).isTrue();
        assertThat(merchant.press(page, "pay")).contains("支付失败");
        assertThat(merchant.query(order).field("origRespCode")).isEqualTo("64");
        assertThat(merchant.booked(orderNo)).isEmpty();
        assertThat(merchant.notices).isEmpty();
    }

    @Test
    void anAbandonedPaymentStaysOpen() throws Exception {
        // Given
        var order = merchant.payment(orderNo, 1230);
        var page = merchant.place(order);

        // When
        var abandoned = merchant.press(page, "abandon");

        // Then
        assertThat(abandoned).contains("已放弃支付");
        assertThat(merchant.query(order).code()).isEqualTo("34");
        assertThat(merchant.press(page, "pay")).contains("支付成功");
    }

    @Test
    void nobodyPaysAfterThePayTimeout() throws Exception {
        // Given
        var order = merchant.payment(orderNo, 1230);
        order.put("payTimeout", String.valueOf(Long.parseLong(merchant.now()) + 500));
        var page = merchant.place(order);

        // When
        simulator.clock.advance(Duration.ofMinutes(6));

        // Then
        assertThat(simulator.get(page).body()).contains("超过支付期限");
        assertThat(merchant.press(page, "pay")).contains("超过支付期限");
        assertThat(merchant.booked(orderNo)).isEmpty();
    }

    @Test
    void anOrderNumberIsTakenOnce() throws Exception {
        // Given
        assertThat(merchant.place(merchant.payment(orderNo, 1230))).isNotEmpty();

        // When
        var again = merchant.front(merchant.payment(orderNo, 1230));

        // Then
        assertThat(again.body()).contains("<dd id=\"code\">12</dd>", "重复交易");
    }

    @ParameterizedTest
    @CsvSource({
        "txnAmt,12.30,10",
        "txnAmt,0,10",
        "orderId,A-B_C-D_E,10",
        "currencyCode,840,10",
        "txnTime,20261122122000,10",
        "txnTime,20261323122000,10",
        "payTimeout,20261123110000,39",
        "accessType,1,10",
        "backUrl,ftp://127.0.0.1,10",
        "txnType,99,10",
        "frontUrl,'',13",
        "backUrl,'',13",
        "txnAmt,'',13",
        "version,5.0.0,11",
        "merId,898000000000002,11"
    })
    void anOrderThatBreaksARuleIsRefused(String field, String value, String code) throws Exception {
        // Given
        var order = merchant.payment(orderNo, 1230);
        order.put(field, value);
        order.values().removeIf(String::isEmpty);

        // When
        var refused = merchant.front(order);

        // Then
        assertThat(refused.body()).contains("<dd id=\"code\">" + code + "</dd>");
        assertThat(merchant.query(merchant.payment(orderNo, 1230)).code()).isEqualTo("34");
    }

    @Test
    void aRequestChangedOnTheWayIsAnsweredWithoutSignature() throws Exception {
        // Given
        var signed = merchant.signed(merchant.act("04", orderNo, "202611231220000000001", 1230));
        signed.put("txnAmt", "123");

        // When
        var answer = merchant.raw("/unionpay/gateway/api/backTransReq.do", signed);

        // Then
        assertThat(answer).isEqualTo("respCode=11&respMsg=验证签名失败");
    }

    @Test
    void emptyFieldsAndFieldsComingTwiceAreNoMessage() throws Exception {
        // Given
        var form = UnionPayMerchant.form(merchant.signed(merchant.envelope("00", "00", orderNo)));
        var path = simulator.url() + "/unionpay/gateway/api/queryTrans.do";

        // When
        var empty = simulator.postForm(path, form + "&reserved=").body();
        var twice = simulator.postForm(path, form + "&merId=898000000000001").body();

        // Then
        assertThat(List.of(empty, twice)).containsOnly("respCode=10&respMsg=报文格式错误");
    }

    @Test
    void theEncryptionCertificateIsToldOnRequest() throws Exception {
        // Given
        var fields = merchant.envelope("95", "00", orderNo);
        fields.put("channelType", "07");
        fields.put("certType", "01");

        // When
        var answer = merchant.back(fields);

        // Then
        assertThat(answer.signed()).isTrue();
        assertThat(answer.code()).isEqualTo("00");
        assertThat(answer.field("encryptPubKeyCert")).startsWith("-----BEGIN CERTIFICATE-----\r\n");
    }

    @Test
    void aNoticeIsRepeatedUntilItIsTaken() throws Exception {
        // Given
        merchant.settings("notice_gap_ms", 5);
        merchant.refusals.set(4);

        // When
        var paid = merchant.press(merchant.place(merchant.payment(orderNo, 1230)), "pay");

        // Then
        assertThat(paid).contains("支付成功");
        var first = merchant.nextNotice();
        for (int attempt = 2; attempt <= 5; attempt++) {
            assertThat(merchant.nextNotice()).isEqualTo(first);
        }
        merchant.settings("notice_gap_ms", 60_000);
    }

    @Test
    void aNoticeIsSentFiveTimesAndNoMore() throws Exception {
        // Given
        merchant.settings("notice_gap_ms", 2);
        merchant.refusals.set(1_000);

        // When
        var paid = merchant.press(merchant.place(merchant.payment(orderNo, 1230)), "pay");

        // Then
        assertThat(paid).contains("支付成功");
        for (int attempt = 1; attempt <= 5; attempt++) {
            assertThat(merchant.nextNotice()).containsEntry("orderId", orderNo);
        }
        merchant.refusals.set(0);
        assertThat(merchant.paid(merchant.payment(orderNo + "B", 100))).isNotEmpty();
        assertThat(merchant.notices).isEmpty();
        merchant.settings("notice_gap_ms", 60_000);
    }

    @Test
    void theBooksSurviveTheSimulator() throws Exception {
        // Given
        var order = merchant.payment(orderNo, 1230);
        var reference = merchant.paid(order);

        // When
        simulator.restart();

        // Then
        assertThat(merchant.query(order).field("queryId")).isEqualTo(reference);
        assertThat(merchant.back(merchant.act("04", orderNo + "R", reference, 30))
                        .code())
                .isEqualTo("00");
    }
}
