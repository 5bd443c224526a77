package dev.tongfu.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulatedAbcHoldsIT {
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
    void aHoldMovesNoMoney() throws Exception {
        // Given
        var orderNo = world.number("HOLD");
        var accepted = world.placeHold(orderNo);
        assertThat(world.status("PreAuthPay", orderNo)).isEqualTo("01");

        // When
        world.merchant.letPay(accepted);

        // Then
        assertThat(world.merchant.nextNotice()).contains("<OrderNo>" + orderNo + "</OrderNo>");
        assertThat(world.status("PreAuthPay", orderNo)).isEqualTo("04");
        assertThat(world.charges(orderNo)).singleElement().satisfies(charge -> {
            assertThat(charge.getString("kind")).isEqualTo("preauth");
            assertThat(charge.getString("direction")).isEqualTo("none");
        });
        assertThat(world.code(AbcRequests.query("ImmediatePay", orderNo, "false")))
                .isEqualTo("SIM404");
    }

    @Test
    void aCaptureTakesMoneyOnce() throws Exception {
        // Given
        var hold = world.held();
        var captureNo = world.number("CAP");

        // When
        var accepted = world.ask(AbcRequests.hold("Confirm", captureNo, hold, "10.00"));

        // Then
        assertThat(accepted.fields().fieldNames())
                .endsWith(
                        "OrderNo",
                        "OrderAmount",
                        "OriginalOrderNo",
                        "BatchNo",
                        "VouchNo",
                        "HostDate",
                        "HostTime",
                        "iRspRef");
        assertThat(world.status("PreAuthed", captureNo)).isEqualTo("07");
        assertThat(world.status("PreAuthed", hold)).isEqualTo("07");
        assertThat(world.status("PreAuthPay", hold)).isEqualTo("07");
        assertThat(world.charges(captureNo)).singleElement().satisfies(charge -> {
            assertThat(charge.getString("kind")).isEqualTo("capture");
            assertThat(charge.getString("direction")).isEqualTo("in");
            assertThat(charge.getString("original_no")).isEqualTo(hold);
            assertThat(charge.getLong("amount")).isEqualTo(1000);
        });
        assertThat(world.code(AbcRequests.hold("Confirm", world.number("CAP"), hold, "1.00")))
                .isEqualTo("SIM011");
        assertThat(world.code(AbcRequests.hold("Cancel", world.number("CAN"), hold, "12.30")))
                .isEqualTo("SIM011");
    }

    @Test
    void aCancelLetsTheHoldGo() throws Exception {
        // Given
        var hold = world.held();
        var cancelNo = world.number("CAN");

        // When
        var accepted = world.code(AbcRequests.hold("Cancel", cancelNo, hold, "12.30"));

        // Then
        assertThat(accepted).isEqualTo("0000");
        assertThat(world.status("PreAuthCancel", cancelNo)).isEqualTo("00");
        assertThat(world.status("PreAuthPay", hold)).isEqualTo("00");
        assertThat(world.charges(cancelNo))
                .singleElement()
                .satisfies(charge -> assertThat(charge.getString("direction")).isEqualTo("none"));
        assertThat(world.code(AbcRequests.refund(hold, world.number("REF"), "1.00")))
                .isEqualTo("SIM011");
    }

    @Test
    void whatWasCapturedIsRefundedByEitherNumber() throws Exception {
        // Given
        var hold = world.held();
        var captureNo = world.number("CAP");
        assertThat(world.code(AbcRequests.hold("Confirm", captureNo, hold, "10.00")))
                .isEqualTo("0000");

        // When
        var codes = List.of(
                world.code(AbcRequests.refund(hold, world.number("REF"), "4.00")),
                world.code(AbcRequests.refund(captureNo, world.number("REF"), "6.00")),
                world.code(AbcRequests.refund(hold, world.number("REF"), "0.01")));

        // Then
        assertThat(codes).containsExactly("0000", "0000", "SIM012");
    }

    @ParameterizedTest
    @CsvSource({"Confirm,12.31,SIM012", "Cancel,12.29,SIM012", "Take,12.30,SIM001", "Confirm,0.00,SIM001"})
    void anActThatBreaksARuleIsRefused(String operateType, String amount, String code) throws Exception {
        // Given
        var hold = world.held();
        var actNo = world.number("ACT");

        // When
        var refused = world.code(AbcRequests.hold(operateType, actNo, hold, amount));

        // Then
        assertThat(refused).isEqualTo(code);
        assertThat(world.charges(actNo)).isEmpty();
        assertThat(world.status("PreAuthPay", hold)).isEqualTo("04");
    }

    @Test
    void whatIsNotHeldIsNotCaptured() throws Exception {
        // Given
        var open = world.number("HOLD");
        assertThat(world.placeHold(open).field("ReturnCode")).isEqualTo("0000");

        // When
        var codes = List.of(
                world.code(AbcRequests.hold("Confirm", world.number("CAP"), open, "1.00")),
                world.code(AbcRequests.hold("Confirm", world.number("CAP"), "NOBODY", "1.00")),
                world.code(AbcRequests.hold("Confirm", world.number("CAP"), world.paid(), "1.00")));

        // Then
        assertThat(codes).containsExactly("SIM011", "SIM010", "SIM011");
    }
}
