package dev.tongfu.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SimulatedUnionPayFaultsIT {
    private static SimulatorFixture simulator;
    private static int numbers;

    private UnionPayMerchant merchant;
    private final String orderNo = "UPFAULTY" + (100 + numbers++);

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
        merchant.settings("open_answer", "waiting");
    }

    @AfterEach
    void stopMerchant() throws Exception {
        merchant.close();
    }

    @ParameterizedTest
    @CsvSource({"timeout_before,34", "timeout_after,00"})
    void aLostPageLeavesTheOrderAsTheFaultSays(String fault, String found) throws Exception {
        // Given
        merchant.fault("pay", fault, 1);
        var order = merchant.payment(orderNo, 1230);

        // When
        var lost = catchThrowable(() -> merchant.front(order));

        // Then
        assertThat(lost).isInstanceOf(IOException.class);
        assertThat(merchant.query(order).code()).isEqualTo(found);
    }

    @Test
    void anErrorIsAPageWithItsCode() throws Exception {
        // Given
        merchant.fault("pay", "error", 1);
        var order = merchant.payment(orderNo, 1230);

        // When
        var page = merchant.front(order);

        // Then
        assertThat(page.body()).contains("<dd id=\"code\">32</dd>", "无此交易权限");
        assertThat(merchant.query(order).code()).isEqualTo("34");
    }

    @Test
    void garbageInsteadOfThePage() throws Exception {
        // Given
        merchant.fault("pay", "garbage", 1);
        var order = merchant.payment(orderNo, 1230);

        // When
        var page = merchant.front(order);

        // Then
        assertThat(page.body()).contains("502 Bad Gateway");
        assertThat(merchant.query(order).field("origRespCode")).isEqualTo("70");
    }

    @ParameterizedTest
    @ValueSource(strings = {"unsigned", "bad_signature"})
    void theDamagedAnswerToAPaymentIsWhatTheBrowserCarries(String fault) throws Exception {
        // Given
        merchant.fault("pay", fault, 1);
        var page = merchant.place(merchant.payment(orderNo, 1230));

        // When
        var paid = merchant.press(page, "pay");

        // Then
        assertThat(UnionPayMerchant.carried(paid)).containsEntry("orderId", orderNo);
        assertThat(merchant.verified(UnionPayMerchant.carried(paid))).isFalse();
        assertThat(merchant.verified(merchant.nextNotice())).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "refund,04,timeout_before,false",
        "refund,04,timeout_after,true",
        "refund,31,timeout_before,false",
        "refund,31,timeout_after,true"
    })
    void aLostAnswerLeavesTheRefundAsTheFaultSays(String operation, String type, String fault, boolean executed)
            throws Exception {
        // Given
        var refund = merchant.act(type, orderNo + "R", merchant.paid(merchant.payment(orderNo, 1230)), 1230);
        merchant.fault(operation, fault, 1);

        // When
        var lost = catchThrowable(() -> merchant.back(refund));

        // Then
        assertThat(lost).isInstanceOf(IOException.class);
        assertThat(merchant.query(refund).code()).isEqualTo(executed ? "00" : "34");
        assertThat(merchant.booked(orderNo + "R")).hasSize(executed ? 1 : 0);
    }

    @ParameterizedTest
    @CsvSource({
        "refund,04,unsigned",
        "refund,04,bad_signature",
        "refund,31,bad_signature",
        "capture,03,unsigned",
        "capture,03,bad_signature",
        "cancel,32,unsigned",
        "cancel,32,bad_signature"
    })
    void aDamagedAnswerIsRecognisableAndTheActExecuted(String operation, String type, String fault) throws Exception {
        // Given
        boolean held = !operation.equals("refund");
        var original = merchant.paid(held ? merchant.hold(orderNo, 1230) : merchant.payment(orderNo, 1230));
        merchant.fault(operation, fault, 1);

        // When
        var answer = merchant.back(merchant.act(type, orderNo + "X", original, 1230));

        // Then
        assertThat(answer.signed()).isFalse();
        assertThat(answer.code()).isEqualTo("00");
        assertThat(merchant.booked(orderNo + "X")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"refund,04,99", "capture,03,99", "cancel,32,99"})
    void anErrorIsSignedAndNothingExecuted(String operation, String type, String code) throws Exception {
        // Given
        boolean held = !operation.equals("refund");
        var original = merchant.paid(held ? merchant.hold(orderNo, 1230) : merchant.payment(orderNo, 1230));
        merchant.fault(operation, "error", 1);

        // When
        var answer = merchant.back(merchant.act(type, orderNo + "X", original, 1230));

        // Then
        assertThat(answer.signed()).isTrue();
        assertThat(answer.code()).isEqualTo(code);
        assertThat(merchant.booked(orderNo + "X")).isEmpty();
    }

    @Test
    void theCodeOfAnErrorCanBeChosen() throws Exception {
        // Given
        var rule = SimulatorFixture.aFault("query", "error")
                .put("bank", "unionpay")
                .put("code", "37");
        simulator.control("PUT", "/faults", rule);

        // When
        var answer = merchant.query(merchant.payment(orderNo, 1230));

        // Then
        assertThat(answer.code()).isEqualTo("37");
        assertThat(answer.field("respMsg")).isEqualTo("已超过最大查询次数或操作过于频繁");
    }

    @ParameterizedTest
    @ValueSource(strings = {"unsigned", "bad_signature", "garbage"})
    void aDamagedAnswerToAQueryIsRecognisable(String fault) throws Exception {
        // Given
        var order = merchant.payment(orderNo, 1230);
        assertThat(merchant.paid(order)).isNotEmpty();
        merchant.fault("query", fault, 1);

        // When
        var answer = merchant.query(order);

        // Then
        assertThat(answer.signed()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"unsigned", "bad_signature", "garbage", "error"})
    void aStatementMayComeDamaged(String fault) throws Exception {
        // Given
        merchant.fault("statement", fault, 1);

        // When
        var answer = merchant.statement("1122");

        // Then
        assertThat(answer.signed()).isEqualTo(fault.equals("error"));
        assertThat(answer.code()).isNotEqualTo("00");
    }

    @Test
    void aQueryMayFindNothingAtFirst() throws Exception {
        // Given
        var order = merchant.payment(orderNo, 1230);
        assertThat(merchant.paid(order)).isNotEmpty();
        merchant.fault("query", "not_found_then_success", -1);

        // When
        var first = merchant.query(order);

        // Then
        assertThat(first.code()).isEqualTo("34");
        assertThat(first.signed()).isTrue();
        assertThat(merchant.query(order).field("origRespCode")).isEqualTo("00");
    }

    @Test
    void aLostNoticeLeavesThePayerAButtonOnly() throws Exception {
        // Given
        merchant.fault("notify", "lost_notice", 1);
        var order = merchant.payment(orderNo, 1230);

        // When
        var paid = merchant.press(merchant.place(order), "pay");

        // Then
        assertThat(paid).contains("返回商户").doesNotContain(".submit()");
        assertThat(merchant.query(order).field("origRespCode")).isEqualTo("00");
        assertThat(merchant.notices).isEmpty();
    }

    @Test
    void aLateNoticeComesAfterThePage() throws Exception {
        // Given
        merchant.fault("notify", "late_notice", 1);

        // When
        var paid = merchant.press(merchant.place(merchant.payment(orderNo, 1230)), "pay");

        // Then
        assertThat(paid).contains("支付成功");
        assertThat(merchant.nextNotice()).containsEntry("orderId", orderNo);
    }

    @Test
    void aDuplicateNoticeIsTheSameMessageTwice() throws Exception {
        // Given
        merchant.fault("notify", "duplicate_notice", 1);

        // When
        var paid = merchant.press(merchant.place(merchant.payment(orderNo, 1230)), "pay");

        // Then
        assertThat(paid).contains("支付成功");
        assertThat(merchant.nextNotice()).isEqualTo(merchant.nextNotice());
    }

    @Test
    void aDuplicateNoticeMayComeFiftyTimes() throws Exception {
        // Given
        var rule = SimulatorFixture.aFault("notify", "duplicate_notice")
                .put("bank", "unionpay")
                .put("copies", 49);
        simulator.control("PUT", "/faults", rule);

        // When
        var paid = merchant.press(merchant.place(merchant.payment(orderNo, 1230)), "pay");

        // Then
        assertThat(paid).contains("支付成功");
        var first = merchant.nextNotice();
        for (int copy = 1; copy <= 49; copy++) {
            assertThat(merchant.nextNotice()).isEqualTo(first);
        }
    }

    @Test
    void aReorderedNoticeComesAfterAnotherOrders() throws Exception {
        // Given
        var rule = SimulatorFixture.aFault("notify", "reordered_notice")
                .put("bank", "unionpay")
                .put("times", 1)
                .put("delay_ms", 60_000);
        simulator.control("PUT", "/faults", rule);
        assertThat(merchant.press(merchant.place(merchant.payment(orderNo, 1230)), "pay"))
                .contains("支付成功");

        // When
        var second = merchant.press(merchant.place(merchant.payment(orderNo + "B", 1230)), "pay");

        // Then
        assertThat(second).contains("支付成功");
        assertThat(merchant.nextNotice()).containsEntry("orderId", orderNo + "B");
        assertThat(merchant.nextNotice()).containsEntry("orderId", orderNo);
    }

    @Test
    void aWrongAmountIsSignedAndWrong() throws Exception {
        // Given
        merchant.fault("notify", "wrong_amount_notice", 1);

        // When
        var paid = merchant.press(merchant.place(merchant.payment(orderNo, 1230)), "pay");

        // Then
        assertThat(UnionPayMerchant.carried(paid)).containsEntry("txnAmt", "1230");
        var notice = merchant.nextNotice();
        assertThat(merchant.verified(notice)).isTrue();
        assertThat(notice).containsEntry("txnAmt", "1231").containsEntry("settleAmt", "1231");
        assertThat(merchant.booked(orderNo)).containsExactly("pay 1230");
    }

    @ParameterizedTest
    @ValueSource(strings = {"unsigned", "bad_signature", "garbage"})
    void aDamagedNoticeDoesNotVerify(String fault) throws Exception {
        // Given
        merchant.fault("notify", fault, 1);

        // When
        var paid = merchant.press(merchant.place(merchant.payment(orderNo, 1230)), "pay");

        // Then
        assertThat(paid).contains("支付成功");
        assertThat(merchant.verified(merchant.nextNotice())).isFalse();
    }

    @Test
    void noticesOfBackTransactionsMeetTheSameFaults() throws Exception {
        // Given
        var reference = merchant.paid(merchant.payment(orderNo, 1230));
        merchant.fault("notify", "wrong_amount_notice", 1);

        // When
        var accepted = merchant.back(merchant.act("04", orderNo + "R", reference, 30));

        // Then
        assertThat(accepted.code()).isEqualTo("00");
        assertThat(merchant.nextNotice())
                .containsAllEntriesOf(Map.of("txnType", "04", "txnAmt", "31", "orderId", orderNo + "R"));
    }
}
