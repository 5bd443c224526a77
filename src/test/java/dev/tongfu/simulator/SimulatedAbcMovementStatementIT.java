package dev.tongfu.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulatedAbcMovementStatementIT {
    private static AbcWorld world;

    @BeforeAll
    static void startWorld() throws Exception {
        world = new AbcWorld();
    }

    @AfterAll
    static void stopWorld() throws Exception {
        world.close();
    }

    private LocalDate day;

    @BeforeEach
    void nextDay() throws Exception {
        world.clean();
        world.simulator.clock.advance(Duration.ofDays(1));
        day = LocalDate.ofInstant(world.simulator.clock.instant(), ZoneId.of("Asia/Shanghai"));
    }

    @Test
    void allThatMovedIsInTheStatementAndHoldsAreNot() throws Exception {
        // Given
        var order = world.paid();
        var refund = world.number("REF");
        assertThat(world.code(AbcRequests.refund(order, refund, "5.00"))).isEqualTo("0000");
        var hold = world.held();
        var capture = world.number("CAP");
        assertThat(world.code(AbcRequests.hold("Confirm", capture, hold, "10.00")))
                .isEqualTo("0000");
        var cancelled = world.held();
        assertThat(world.code(AbcRequests.hold("Cancel", world.number("CAN"), cancelled, "12.30")))
                .isEqualTo("0000");
        var contract = world.number("CTR");
        var debit = world.number("DEB");
        var signNo = world.signed(contract, AbcRequests.CARD);
        assertThat(world.code(AbcRequests.debit(debit, signNo, "3.00"))).isEqualTo("0000");

        // When
        close();

        // Then
        assertThat(lines(AbcRequests.settle(slashed(), "0")))
                .containsExactly(
                        order + " Sale 12.30 12.30 ",
                        refund + " Refund 5.00 5.00 " + order,
                        capture + " Sale 10.00 10.00 " + hold,
                        debit + " Sale 3.00 3.00 ");
    }

    @Test
    void wordAndSignOfRefundsAreSettings() throws Exception {
        // Given
        var order = world.paid();
        var refund = world.number("REF");
        assertThat(world.code(AbcRequests.refund(order, refund, "5.00"))).isEqualTo("0000");
        close();

        // When
        world.merchant.settings("refund_type_word", "RefundTrx");
        world.merchant.settings("refunds_negative", true);

        // Then
        assertThat(lines(AbcRequests.settle(slashed(), "0"))).contains(refund + " RefundTrx -5.00 -5.00 " + order);
        world.merchant.settings("refund_type_word", "Refund");
        world.merchant.settings("refunds_negative", false);
    }

    @Test
    void breaksArePlantedOnRefundsTooAndNeverOnHoldsAndWhatWentBackIsNotCalledUnpaid() throws Exception {
        // Given
        world.simulator.control(
                "PUT",
                "/statement-faults",
                new JsonObject()
                        .put("bank", "abc")
                        .put("date", day.toString())
                        .put("unpaid", 1)
                        .put("amount_over", 1));
        var hold = world.held();
        var order = world.paid();
        var refund = world.number("REF");
        assertThat(world.code(AbcRequests.refund(order, refund, "5.00"))).isEqualTo("0000");

        // When
        close();

        // Then
        assertThat(lines(AbcRequests.settle(slashed(), "0"))).containsExactly(order + " Sale 12.31 12.31 ");
        assertThat(world.status("Refund", refund)).isEqualTo("99");
        assertThat(world.status("ImmediatePay", order)).isEqualTo("04");
        assertThat(world.status("PreAuthPay", hold)).isEqualTo("04");
        assertThat(world.charges(refund).get(0).getLong("amount")).isEqualTo(500);
    }

    @Test
    void theRecordsOfSomeHoursNeedNoClosedDay() throws Exception {
        // Given
        var noon = world.paid();
        world.simulator.clock.advance(Duration.ofHours(2));
        var two = world.paid();

        // When
        var records = List.of(
                lines(AbcRequests.records(slashed(), "12", "12", "0")),
                lines(AbcRequests.records(slashed(), "13", "23", "0")),
                lines(AbcRequests.records(slashed(), "0", "23", "0")),
                lines(AbcRequests.records(slashed(), "15", "23", "0")));

        // Then
        world.simulator.clock.advance(Duration.ofHours(-2));
        assertThat(records)
                .containsExactly(
                        List.of(noon + " Sale 12.30 12.30 "),
                        List.of(two + " Sale 12.30 12.30 "),
                        List.of(noon + " Sale 12.30 12.30 ", two + " Sale 12.30 12.30 "),
                        List.of());
    }

    @Test
    void theZippedRecordsAreTheSameText() throws Exception {
        // Given
        assertThat(world.paid()).isNotEmpty();
        var plain = world.ask(AbcRequests.records(slashed(), "0", "23", "0")).field("DetailRecords");

        // When
        var zipped = Base64.getDecoder()
                .decode(world.ask(AbcRequests.records(slashed(), "0", "23", "1"))
                        .field("ZIPDetailRecords"));

        // Then
        var text = new GZIPInputStream(new ByteArrayInputStream(zipped)).readAllBytes();
        assertThat(new String(text, Charset.forName("GBK"))).isEqualTo(plain);
    }

    @ParameterizedTest
    @CsvSource({"SettleStartHour,24", "SettleEndHour,11", "SettleDate,2026-11-23", "ZIP,2"})
    void anAskingThatBreaksARuleIsRefused(String field, String value) throws Exception {
        // Given
        var asking = AbcRequests.records(slashed(), "12", "12", "0").put(field, value);

        // When
        var refused = world.code(asking);

        // Then
        assertThat(refused).isEqualTo("SIM001");
    }

    private String slashed() {
        return day.toString().replace('-', '/');
    }

    private void close() throws Exception {
        world.simulator.control(
                "POST", "/close-day", new JsonObject().put("bank", "abc").put("date", day.toString()));
    }

    /** Number, type, amount, booked amount and original of each line. */
    private List<String> lines(JsonObject asking) throws Exception {
        var records = world.ask(asking).field("DetailRecords").split("\\^\\^", -1);
        return Stream.of(records)
                .skip(1)
                .map(line -> line.split("\\|", -1))
                .map(columns -> String.join(" ", columns[2], columns[1], columns[4], columns[6], columns[14]))
                .toList();
    }
}
