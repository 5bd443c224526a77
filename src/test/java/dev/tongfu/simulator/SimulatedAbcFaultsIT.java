package dev.tongfu.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SimulatedAbcFaultsIT {
    private static SimulatorFixture simulator;
    private static int numbers;

    private AbcMerchant merchant;
    private final String orderNo = "FAULTY" + numbers++;

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
        merchant.letPay(merchant.order(orderNo, "1"));
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
        var paid = merchant.pay(merchant.order(orderNo, "1"));

        // Then
        assertThat(paid).doesNotContain("http-equiv").doesNotContain("name=\"MSG\"");
        assertThat(merchant.nextNotice()).contains(orderNo);
    }

    @Test
    void aDuplicateNoticeIsTheSameMessageTwice() throws Exception {
        // Given
        simulator.fault("notify", "duplicate_notice", 1);

        // When
        merchant.letPay(merchant.order(orderNo, "1"));

        // Then
        assertThat(merchant.nextNotice()).isEqualTo(merchant.nextNotice());
    }

    @Test
    void aDuplicateNoticeMayComeFiftyTimes() throws Exception {
        // Given
        simulator.control(
                "PUT",
                "/faults",
                SimulatorFixture.aFault("notify", "duplicate_notice").put("copies", 49));

        // When
        merchant.letPay(merchant.order(orderNo, "1"));

        // Then
        var first = merchant.nextNotice();
        for (int copy = 1; copy <= 49; copy++) {
            assertThat(merchant.nextNotice()).isEqualTo(first);
        }
        assertThat(merchant.messages).isEmpty();
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
        merchant.letPay(merchant.order(orderNo, "1"));

        // When
        merchant.letPay(merchant.order(orderNo + "B", "1"));

        // Then
        assertThat(merchant.nextNotice()).contains(orderNo + "B<");
        assertThat(merchant.nextNotice()).contains(orderNo + "<");
    }

    @Test
    void aWrongAmountIsSignedAndWrong() throws Exception {
        // Given
        simulator.fault("notify", "wrong_amount_notice", 1);

        // When
        merchant.letPay(merchant.order(orderNo, "1"));

        // Then
        var notice = merchant.nextNotice();
        assertThat(merchant.verified(notice)).isTrue();
        assertThat(notice).contains("<Amount>12.31</Amount>");
        assertThat(merchant.charged(orderNo)).containsExactly(1230L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"unsigned", "bad_signature", "garbage"})
    void aDamagedNoticeDoesNotVerify(String fault) throws Exception {
        // Given
        simulator.fault("notify", fault, 1);

        // When
        merchant.letPay(merchant.order(orderNo, "1"));

        // Then
        assertThat(merchant.verified(merchant.nextNotice())).isFalse();
    }
}
