package dev.tongfu.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulatedAbcRefundsIT {
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
    void aRefundIsAcceptedAndFoundUnderItsOwnNumber() throws Exception {
        // Given
        var order = world.paid();
        var refundNo = world.number("REF");

        // When
        var accepted = world.ask(AbcRequests.refund(order, refundNo, "5.00"));

        // Then
        assertThat(accepted.signed()).isTrue();
        assertThat(accepted.fields().fieldNames())
                .containsSubsequence(
                        "ReturnCode",
                        "ErrorMessage",
                        "TrxType",
                        "OrderNo",
                        "NewOrderNo",
                        "TrxAmount",
                        "BatchNo",
                        "VoucherNo",
                        "HostDate",
                        "HostTime",
                        "iRspRef");
        assertThat(accepted.field("OrderNo")).isEqualTo(order);
        assertThat(accepted.field("NewOrderNo")).isEqualTo(refundNo);
        var found = world.order("Refund", refundNo);
        assertThat(found.getString("Status")).isEqualTo("05");
        assertThat(found.getString("RefundAmount")).isEqualTo("5.00");
        assertThat(found.getString("iRspRef")).isEqualTo(accepted.field("iRspRef"));
        assertThat(world.status("ImmediatePay", refundNo)).isEqualTo("05");
        assertThat(world.status("ImmediatePay", order)).isEqualTo("04");
        assertThat(world.charges(refundNo)).singleElement().satisfies(charge -> {
            assertThat(charge.getString("kind")).isEqualTo("refund");
            assertThat(charge.getString("direction")).isEqualTo("out");
            assertThat(charge.getString("original_no")).isEqualTo(order);
            assertThat(charge.getLong("amount")).isEqualTo(500);
        });
    }

    @Test
    void aRefundIsNotFinalUntilItsTime() throws Exception {
        // Given
        world.merchant.settings("refund_settle_ms", 60_000);
        var refundNo = world.number("REF");
        assertThat(world.code(AbcRequests.refund(world.paid(), refundNo, "5.00")))
                .isEqualTo("0000");
        assertThat(world.status("Refund", refundNo)).isEqualTo("02");

        // When
        world.simulator.clock.advance(Duration.ofMinutes(1));

        // Then
        assertThat(world.status("Refund", refundNo)).isEqualTo("05");
    }

    @Test
    void theSameRefundTwiceMovesMoneyOnce() throws Exception {
        // Given
        var refund = AbcRequests.refund(world.paid(), world.number("REF"), "5.00");
        assertThat(world.code(refund)).isEqualTo("0000");

        // When
        var again = world.code(refund);

        // Then
        assertThat(again).isEqualTo("SIM002");
        assertThat(world.charges(refund.getString("NewOrderNo"))).hasSize(1);
    }

    @Test
    void aHundredRefundsAtOnceNeverExceedTheOrder() throws Exception {
        // Given
        var order = world.paid();
        var calls = IntStream.range(0, 100)
                .mapToObj(index -> AbcRequests.refund(order, order + "R" + index, "1.00"))
                .map(refund -> (Callable<String>) () -> world.code(refund))
                .toList();
        var clients = Executors.newFixedThreadPool(16);

        // When
        var codes = new ArrayList<String>();
        for (var answer : clients.invokeAll(calls)) {
            codes.add(answer.get());
        }

        // Then
        clients.shutdown();
        assertThat(codes).filteredOn("0000"::equals).hasSize(12);
        assertThat(codes).filteredOn("SIM012"::equals).hasSize(88);
        assertThat(world.allCharges())
                .filteredOn(charge -> charge.getString("original_no").equals(order))
                .hasSize(12);
    }

    @ParameterizedTest
    @CsvSource({
        "TrxAmount,12.31,SIM012",
        "TrxAmount,0.00,SIM001",
        "TrxAmount,1.001,SIM001",
        "OrderNo,NOBODY,SIM010",
        "CurrencyCode,840,SIM001",
        "OrderDate,2026-11-23,SIM001",
        "OrderTime,1220,SIM001",
        "NewOrderNo,'',SIM001"
    })
    void aRefundThatBreaksARuleIsRefusedSigned(String field, String value, String code) throws Exception {
        // Given
        var refund =
                AbcRequests.refund(world.paid(), world.number("REF"), "12.30").put(field, value);

        // When
        var refused = world.code(refund);

        // Then
        assertThat(refused).isEqualTo(code);
        assertThat(world.charges(refund.getString("NewOrderNo"))).isEmpty();
    }

    @Test
    void whatIsNotPaidIsNotRefunded() throws Exception {
        // Given
        var orderNo = world.number("PAY");
        world.merchant.place(orderNo);

        // When
        var refused = world.code(AbcRequests.refund(orderNo, world.number("REF"), "1.00"));

        // Then
        assertThat(refused).isEqualTo("SIM011");
    }

    @Test
    void aBatchIsCarriedOutItemByItem() throws Exception {
        // Given
        var order = world.paid();
        var items = List.of(
                new AbcRequests.Item(order + "A", order, "10.00"),
                new AbcRequests.Item(order + "B", order, "5.00"),
                new AbcRequests.Item(order + "C", "NOBODY", "1.00"));
        var accepted = world.ask(AbcRequests.batchRefund(world.number("B"), "16.00", items));
        assertThat(accepted.fields().fieldNames())
                .endsWith("TotalCount", "TotalAmount", "SerialNumber", "HostDate", "HostTime");

        // When
        var ended = world.ended(AbcRequests.queryBatchRefund(accepted.field("SerialNumber")));

        // Then
        assertThat(ended.field("BatchStatus")).isEqualTo("8");
        assertThat(ended.field("SuccessCount")).isEqualTo("1");
        assertThat(ended.field("FailedAmount")).isIn("6.00", "11.00");
        var rows = ended.fields().getJsonArray("Order");
        assertThat(rows.getJsonObject(2).getString("OrderStatus")).isEqualTo("1");
        assertThat(rows.getJsonObject(2).fieldNames())
                .containsExactly(
                        "OriginalOrderNo",
                        "RefundOrderNo",
                        "CurrencyCode",
                        "RefundAmountCell",
                        "OrderStatus",
                        "Remark");
    }

    @Test
    void aBatchWaitsAndSurvivesTheBank() throws Exception {
        // Given
        world.merchant.settings("batch_delay_ms", 60_000);
        var order = world.paid();
        var items = List.of(new AbcRequests.Item(order + "A", order, "12.30"));
        var query = AbcRequests.queryBatchRefund(world.ask(AbcRequests.batchRefund(world.number("B"), "12.30", items))
                .field("SerialNumber"));
        var waiting = world.ask(query);
        assertThat(waiting.field("BatchStatus")).isEqualTo("4");
        assertThat(waiting.fields().getJsonArray("Order").getJsonObject(0).getString("OrderStatus"))
                .isEqualTo("X");

        // When
        world.simulator.restart();

        // Then
        assertThat(world.ended(query).field("BatchStatus")).isEqualTo("6");
        assertThat(world.status("Refund", order + "A")).isEqualTo("05");
    }

    @Test
    void aBatchOfWhichNothingCanBeDoneFails() throws Exception {
        // Given
        var items = List.of(new AbcRequests.Item(world.number("REF"), "NOBODY", "1.00"));
        var accepted = world.ask(AbcRequests.batchRefund(world.number("B"), "1.00", items));

        // When
        var ended = world.ended(AbcRequests.queryBatchRefund(accepted.field("SerialNumber")));

        // Then
        assertThat(ended.field("BatchStatus")).isEqualTo("7");
    }

    @ParameterizedTest
    @CsvSource({"TotalCount,2", "TotalAmount,2.00", "BatchNo,123456789012345678901", "BatchDate,''"})
    void aBatchThatDoesNotAddUpIsRefusedWhole(String field, String value) throws Exception {
        // Given
        var items = List.of(new AbcRequests.Item(world.number("REF"), world.paid(), "1.00"));
        var batch = AbcRequests.batchRefund(world.number("B"), "1.00", items).put(field, value);

        // When
        var refused = world.code(batch);

        // Then
        assertThat(refused).isEqualTo("SIM001");
    }

    @Test
    void aBatchNumberIsTakenOnce() throws Exception {
        // Given
        var order = world.paid();
        var batch = AbcRequests.batchRefund(
                world.number("B"), "1.00", List.of(new AbcRequests.Item(order + "A", order, "1.00")));
        assertThat(world.code(batch)).isEqualTo("0000");

        // When
        var again = world.code(batch);

        // Then
        assertThat(again).isEqualTo("SIM002");
    }

    @Test
    void tenThousandItemsAreABatch() throws Exception {
        // Given
        var items = IntStream.range(0, 10_000)
                .mapToObj(index -> new AbcRequests.Item("MANY" + index, "NOBODY", "1.00"))
                .toList();

        // When
        var accepted = world.ask(AbcRequests.batchRefund(world.number("B"), "10000.00", items));

        // Then
        assertThat(accepted.field("TotalCount")).isEqualTo("10000");
    }
}
