package dev.tongfu.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulatedAbcCodePaymentsIT {
    private static AbcWorld world;

    @BeforeAll
    static void startWorld() throws Exception {
        world = new AbcWorld();
    }

    @AfterAll
    static void stopWorld() throws Exception {
        world.close();
    }

    @BeforeEach
    void cleanWorld() throws Exception {
        world.clean();
    }

    @Test
    void aCodePays() throws Exception {
        // Given
        var orderNo = world.number("CODE");
        var sent = world.ask(AbcRequests.codeOrder(orderNo, AbcRequests.CARD));
        assertThat(sent.fields().fieldNames())
                .containsExactly(
                        "ReturnCode",
                        "ErrorMessage",
                        "TrxType",
                        "ECMerchantType",
                        "MerchantID",
                        "OrderNo",
                        "OrderAmount",
                        "VerifyDate",
                        "VerifyTime");
        assertThat(world.status("ImmediatePay", orderNo)).isEqualTo("01");

        // When
        var paid = world.ask(AbcRequests.codePay(orderNo, world.lastCode(orderNo)));

        // Then
        assertThat(paid.fields().fieldNames()).endsWith("OrderNo", "OrderAmount", "HostDate", "HostTime");
        var order = world.order("ImmediatePay", orderNo);
        assertThat(order.getString("Status")).isEqualTo("04");
        assertThat(order.getString("AcctNo")).endsWith("0010").hasSize(19);
        assertThat(world.charges(orderNo))
                .singleElement()
                .satisfies(charge -> assertThat(charge.getString("kind")).isEqualTo("pay"));
    }

    @Test
    void anotherCodeReplacesTheFirst() throws Exception {
        // Given
        var orderNo = world.number("CODE");
        assertThat(world.code(AbcRequests.codeOrder(orderNo, AbcRequests.CARD))).isEqualTo("0000");
        var first = world.lastCode(orderNo);

        // When
        var again = world.ask(AbcRequests.codeResend(orderNo));

        // Then
        assertThat(again.fields().fieldNames()).endsWith("VerifyTime", "HostDate", "HostTime");
        var sent = world.codes(orderNo).getJsonArray("data").getJsonObject(0);
        assertThat(sent.getInteger("times")).isEqualTo(2);
        assertThat(sent.getString("purpose")).isEqualTo("pay");
        assertThat(world.code(AbcRequests.codePay(orderNo, first + "0"))).isEqualTo("SIM005");
        assertThat(world.code(AbcRequests.codePay(orderNo, sent.getString("code"))))
                .isEqualTo("0000");
    }

    @Test
    void threeWrongCodesEndTheOrder() throws Exception {
        // Given
        var orderNo = world.number("CODE");
        assertThat(world.code(AbcRequests.codeOrder(orderNo, AbcRequests.CARD))).isEqualTo("0000");
        var right = world.lastCode(orderNo);
        var wrong = world.wrongCode(orderNo);

        // When
        var codes = List.of(
                world.code(AbcRequests.codePay(orderNo, wrong)),
                world.code(AbcRequests.codePay(orderNo, wrong)),
                world.code(AbcRequests.codePay(orderNo, wrong)),
                world.code(AbcRequests.codePay(orderNo, right)));

        // Then
        assertThat(codes).containsExactly("SIM005", "SIM005", "SIM006", "SIM011");
        assertThat(world.status("ImmediatePay", orderNo)).isEqualTo("99");
        assertThat(world.charges(orderNo)).isEmpty();
    }

    @Test
    void cardsDoWhatTheControlSays() throws Exception {
        // Given
        var poor = world.number("CODE");
        assertThat(world.codes(poor).getJsonObject("cards").fieldNames()).containsExactly("2", "4", "9");
        assertThat(world.code(AbcRequests.codeOrder(poor, AbcRequests.CARD_WITHOUT_FUNDS)))
                .isEqualTo("0000");

        // When
        var codes = List.of(
                world.code(AbcRequests.codeOrder(world.number("CODE"), AbcRequests.CARD_REFUSED)),
                world.code(AbcRequests.codePay(poor, world.lastCode(poor))));

        // Then
        assertThat(codes).containsExactly("SIM007", "SIM009");
        assertThat(world.status("ImmediatePay", poor)).isEqualTo("99");
        assertThat(world.charges(poor)).isEmpty();
    }

    @Test
    void aCodePaysOnceAndOnlyInTime() throws Exception {
        // Given
        var orderNo = world.number("CODE");
        assertThat(world.code(AbcRequests.codeOrder(orderNo, AbcRequests.CARD))).isEqualTo("0000");
        var code = world.lastCode(orderNo);
        assertThat(world.code(AbcRequests.codePay(orderNo, code))).isEqualTo("0000");
        var late = world.number("CODE");
        assertThat(world.code(AbcRequests.codeOrder(late, AbcRequests.CARD))).isEqualTo("0000");
        world.simulator.clock.advance(Duration.ofMinutes(31));

        // When
        var codes = List.of(
                world.code(AbcRequests.codePay(orderNo, code)),
                world.code(AbcRequests.codePay(late, world.lastCode(late))),
                world.code(AbcRequests.codeResend(late)),
                world.code(AbcRequests.codeOrder(orderNo, AbcRequests.CARD)));

        // Then
        assertThat(codes).containsExactly("SIM011", "SIM011", "SIM011", "SIM002");
        assertThat(world.charges(orderNo)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"CardNo,12345", "MobileNo,13800000000", "CommodityType,1", "PaymentType,7", "PaymentLinkType,9"})
    void aBillThatBreaksARuleIsRefused(String field, String value) throws Exception {
        // Given
        var bill = AbcRequests.codeOrder(world.number("CODE"), AbcRequests.CARD).put(field, value);

        // When
        var refused = world.code(bill);

        // Then
        assertThat(refused).isEqualTo("SIM001");
    }
}
