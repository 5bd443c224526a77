package dev.tongfu.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulatedUnionPayActsIT {
    private static final String VOID = "31";
    private static final String REFUND = "04";
    private static final String CAPTURE = "03";
    private static final String CANCEL = "32";
    private static final String CAPTURE_VOID = "33";

    private static SimulatorFixture simulator;
    private static int numbers;

    private UnionPayMerchant merchant;
    private final String orderNo = "UPACTED" + (100 + numbers++);

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
        merchant.settings("settle_delay_ms", 0);
        merchant.settings("failing_next", 0);
    }

    @AfterEach
    void stopMerchant() throws Exception {
        merchant.close();
    }

    @Test
    void aRefundIsAcceptedToldAndFound() throws Exception {
        // Given
        var reference = merchant.paid(merchant.payment(orderNo, 1230));
        var refund = merchant.act(REFUND, orderNo + "R", reference, 230);

        // When
        var accepted = merchant.back(refund);

        // Then
        assertThat(accepted.signed()).isTrue();
        assertThat(accepted.code()).isEqualTo("00");
        assertThat(accepted.fields())
                .containsOnlyKeys(
                        "accessType",
                        "bizType",
                        "encoding",
                        "merId",
                        "orderId",
                        "origQryId",
                        "queryId",
                        "respCode",
                        "respMsg",
                        "signMethod",
                        "signPubKeyCert",
                        "signature",
                        "txnAmt",
                        "txnSubType",
                        "txnTime",
                        "txnType",
                        "version");
        var notice = merchant.nextNotice();
        assertThat(merchant.verified(notice)).isTrue();
        assertThat(notice)
                .containsEntry("txnType", "04")
                .containsEntry("respCode", "00")
                .containsEntry("origQryId", reference)
                .containsEntry("queryId", accepted.field("queryId"))
                .containsEntry("txnAmt", "230");
        assertThat(merchant.query(refund).field("origRespCode")).isEqualTo("00");
        assertThat(merchant.booked(orderNo + "R")).containsExactly("refund 230");
    }

    @Test
    void refundsNeverExceedThePayment() throws Exception {
        // Given
        var reference = merchant.paid(merchant.payment(orderNo, 1230));
        assertThat(act(REFUND, "R1", reference, 1000)).isEqualTo("00");

        // When
        var tooMuch = act(REFUND, "R2", reference, 231);

        // Then
        assertThat(tooMuch).isEqualTo("36");
        assertThat(act(REFUND, "R3", reference, 230)).isEqualTo("00");
        assertThat(act(REFUND, "R4", reference, 1)).isEqualTo("36");
    }

    @Test
    void aRefundMayNameTheOrderInstead() throws Exception {
        // Given
        var order = merchant.payment(orderNo, 1230);
        assertThat(merchant.paid(order)).isNotEmpty();
        var refund = merchant.act(REFUND, orderNo + "R", "", 1230);
        refund.remove("origQryId");
        refund.put("origOrderId", orderNo);
        refund.put("origTxnTime", UnionPayMerchant.text(order, "txnTime"));

        // When
        var accepted = merchant.back(refund);

        // Then
        assertThat(accepted.code()).isEqualTo("00");
        assertThat(merchant.booked(orderNo + "R")).containsExactly("refund 1230");
    }

    @Test
    void aRefundNumberIsExecutedOnce() throws Exception {
        // Given
        var reference = merchant.paid(merchant.payment(orderNo, 1230));
        var refund = merchant.act(REFUND, orderNo + "R", reference, 100);
        assertThat(merchant.back(refund).code()).isEqualTo("00");

        // When
        var again = merchant.back(refund);

        // Then
        assertThat(again.code()).isEqualTo("12");
        assertThat(merchant.booked(orderNo + "R")).containsExactly("refund 100");
    }

    @ParameterizedTest
    @CsvSource({
        "04,202611231220000000000,1230,35",
        "31,own,1229,36",
        "31,own,1231,36",
        "03,own,1230,35",
        "32,own,1230,35",
        "33,own,1230,35",
        "04,own,1231,36",
        "04,short,1,10",
        "04,own,-1,10"
    })
    void whatDoesNotFitTheOriginalIsRefused(String type, String original, long fen, String code) throws Exception {
        // Given
        var reference = merchant.paid(merchant.payment(orderNo, 1230));

        // When
        var refused = act(type, "X", original.equals("own") ? reference : original, fen);

        // Then
        assertThat(refused).isEqualTo(code);
        assertThat(merchant.booked(orderNo + "X")).isEmpty();
    }

    @Test
    void aVoidTakesTheWholeBackOnce() throws Exception {
        // Given
        var reference = merchant.paid(merchant.payment(orderNo, 1230));

        // When
        var voided = act(VOID, "V", reference, 1230);

        // Then
        assertThat(voided).isEqualTo("00");
        assertThat(merchant.nextNotice()).containsEntry("txnType", "31").containsEntry("respCode", "00");
        assertThat(merchant.booked(orderNo + "V")).containsExactly("void 1230");
        assertThat(act(VOID, "W", reference, 1230)).isEqualTo("35");
        assertThat(act(REFUND, "R", reference, 1)).isEqualTo("36");
    }

    @Test
    void whatWasRefundedIsNotVoided() throws Exception {
        // Given
        var reference = merchant.paid(merchant.payment(orderNo, 1230));
        assertThat(act(REFUND, "R", reference, 1)).isEqualTo("00");

        // When
        var voided = act(VOID, "V", reference, 1230);

        // Then
        assertThat(voided).isEqualTo("35");
    }

    @ParameterizedTest
    @CsvSource({"PT23H59M,00", "PT24H,39"})
    void theClearingDayRunsFromElevenToEleven(Duration later, String code) throws Exception {
        // Given
        var now = simulator.clock.instant().atZone(ZoneId.of("Asia/Shanghai"));
        var eleven = now.with(LocalTime.of(23, 0)).plusDays(now.getHour() < 23 ? 0 : 1);
        simulator.clock.advance(Duration.between(now, eleven));
        var order = merchant.payment(orderNo, 1230);
        var reference = merchant.paid(order);
        var settled = merchant.query(order).field("settleDate");

        // When
        simulator.clock.advance(later);

        // Then
        assertThat(act(VOID, "V", reference, 1230)).isEqualTo(code);
        assertThat(settled).isEqualTo(DateTimeFormatter.ofPattern("MMdd").format(eleven.plusDays(1)));
    }

    @Test
    void aRefundIsTakenForElevenMonths() throws Exception {
        // Given
        var reference = merchant.paid(merchant.payment(orderNo, 1230));
        simulator.clock.advance(Duration.ofDays(330));
        assertThat(act(REFUND, "R", reference, 1)).isEqualTo("00");

        // When
        simulator.clock.advance(Duration.ofDays(10));

        // Then
        assertThat(act(REFUND, "S", reference, 1)).isEqualTo("39");
    }

    @Test
    void aHoldIsCapturedOnceAndTheCaptureVoided() throws Exception {
        // Given
        var hold = merchant.paid(merchant.hold(orderNo, 1230));
        assertThat(merchant.booked(orderNo)).containsExactly("preauth 1230");
        var tooMuch = act(CAPTURE, "C0", hold, 1231);
        assertThat(tooMuch).isEqualTo("36");

        // When
        var capture = merchant.back(merchant.act(CAPTURE, orderNo + "C", hold, 1000));

        // Then
        assertThat(capture.code()).isEqualTo("00");
        assertThat(merchant.nextNotice()).containsEntry("txnType", "03").containsEntry("txnAmt", "1000");
        assertThat(act(CAPTURE, "D", hold, 230)).isEqualTo("35");
        assertThat(act(CANCEL, "E", hold, 1230)).isEqualTo("35");
        assertThat(act(CAPTURE_VOID, "F", hold, 1000)).isEqualTo("35");
        assertThat(act(CAPTURE_VOID, "G", capture.field("queryId"), 1000)).isEqualTo("00");
        assertThat(act(REFUND, "H", capture.field("queryId"), 1)).isEqualTo("36");
        assertThat(merchant.booked(orderNo + "G")).containsExactly("capture_void 1000");
    }

    @Test
    void aCaptureIsRefunded() throws Exception {
        // Given
        var hold = merchant.paid(merchant.hold(orderNo, 1230));
        var capture = merchant.back(merchant.act(CAPTURE, orderNo + "C", hold, 1000));

        // When
        var refund = act(REFUND, "R", capture.field("queryId"), 400);

        // Then
        assertThat(refund).isEqualTo("00");
        assertThat(act(CAPTURE_VOID, "V", capture.field("queryId"), 1000)).isEqualTo("35");
    }

    @Test
    void aHoldIsLetGoAsAWhole() throws Exception {
        // Given
        var hold = merchant.paid(merchant.hold(orderNo, 1230));
        var cancel = merchant.act(CANCEL, orderNo + "X", hold, 1230);
        assertThat(act(CANCEL, "Y", hold, 1000)).isEqualTo("36");

        // When
        var cancelled = merchant.back(cancel);

        // Then
        assertThat(cancelled.code()).isEqualTo("00");
        assertThat(merchant.query(cancel).field("origRespCode")).isEqualTo("00");
        assertThat(merchant.nextNotice()).containsEntry("txnType", "32");
        assertThat(act(CAPTURE, "C", hold, 1)).isEqualTo("35");
    }

    @Test
    void theResultMayTakeAWhile() throws Exception {
        // Given
        var reference = merchant.paid(merchant.payment(orderNo, 1230));
        var refund = merchant.act(REFUND, orderNo + "R", reference, 230);
        merchant.settings("settle_delay_ms", 200);
        assertThat(merchant.back(refund).code()).isEqualTo("00");
        assertThat(merchant.query(refund).field("origRespCode")).isEqualTo("05");
        assertThat(merchant.notices).isEmpty();

        // When
        simulator.clock.advance(Duration.ofMillis(200));

        // Then
        assertThat(merchant.query(refund).field("origRespCode")).isEqualTo("00");
        assertThat(merchant.nextNotice()).containsEntry("orderId", orderNo + "R");
    }

    @Test
    void whatWasAcceptedMayFail() throws Exception {
        // Given
        var reference = merchant.paid(merchant.payment(orderNo, 1230));
        var refund = merchant.act(REFUND, orderNo + "R", reference, 230);
        merchant.settings("failing_next", 1);

        // When
        var accepted = merchant.back(refund);

        // Then
        assertThat(accepted.code()).isEqualTo("00");
        assertThat(merchant.nextNotice()).containsEntry("respCode", "64").containsEntry("orderId", orderNo + "R");
        assertThat(merchant.query(refund).field("origRespCode")).isEqualTo("64");
        assertThat(merchant.back(refund).code()).isEqualTo("12");
        assertThat(merchant.booked(orderNo + "R")).isEmpty();
        assertThat(act(REFUND, "S", reference, 1230)).isEqualTo("00");
    }

    @Test
    void concurrentRefundsNeverExceedThePayment() throws Exception {
        // Given
        var reference = merchant.paid(merchant.payment(orderNo, 1000));
        var signed = new ArrayList<Map<String, String>>();
        for (int i = 0; i < 20; i++) {
            signed.add(merchant.signed(merchant.act(REFUND, orderNo + "R" + i, reference, 100)));
        }

        // When
        var accepted = signed.parallelStream().filter(this::taken).count();

        // Then
        assertThat(accepted).isEqualTo(10);
    }

    private boolean taken(Map<String, String> signed) {
        try {
            return merchant.send("/unionpay/gateway/api/backTransReq.do", signed)
                    .code()
                    .equals("00");
        } catch (Exception broken) {
            throw new IllegalStateException(broken);
        }
    }

    private String act(String type, String suffix, String reference, long fen) throws Exception {
        return merchant.back(merchant.act(type, orderNo + suffix, reference, fen))
                .code();
    }
}
