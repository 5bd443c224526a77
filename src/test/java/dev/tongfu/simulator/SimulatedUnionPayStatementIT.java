package dev.tongfu.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SimulatedUnionPayStatementIT {
    private static final Charset GBK = Charset.forName("GBK");
    private static final int[] WIDTHS = {
        3, 11, 11, 6, 10, 19, 12, 4, 2, 21, 2, 32, 2, 6, 10, 13, 13, 4, 15, 2, 2, 6, 2, 4, 32, 1, 21, 15, 1, 15, 32, 13,
        13, 8, 32, 13, 13, 12, 2, 1, 131
    };

    private static SimulatorFixture simulator;
    private static int numbers;

    private UnionPayMerchant merchant;
    private LocalDate day;

    @BeforeAll
    static void startWorld() {
        simulator = new SimulatorFixture();
    }

    @AfterAll
    static void stopWorld() throws Exception {
        simulator.close();
    }

    @BeforeEach
    void nextDay() throws Exception {
        merchant = new UnionPayMerchant(simulator);
        simulator.clock.advance(Duration.ofDays(1));
        day = LocalDate.ofInstant(simulator.clock.instant(), ZoneId.of("Asia/Shanghai"));
    }

    @AfterEach
    void stopMerchant() throws Exception {
        merchant.close();
    }

    @Test
    void aClosedDayHasAStatementOfWhatMoved() throws Exception {
        // Given
        var order = merchant.payment("UPDAY" + (1000 + numbers++), 1230);
        var payment = merchant.paid(order);
        var refund = merchant.back(merchant.act("04", UnionPayMerchant.text(order, "orderId") + "R", payment, 230));
        var hold = merchant.paid(merchant.hold(UnionPayMerchant.text(order, "orderId") + "H", 500));
        var capture = merchant.back(merchant.act("03", UnionPayMerchant.text(order, "orderId") + "C", hold, 400));
        assertThat(statement().code()).isEqualTo("98");

        // When
        close();

        // Then
        var lines = lines();
        assertThat(lines)
                .extracting(line -> column(line, 20) + column(line, 21))
                .containsExactly("0101", "0400", "0300");
        assertThat(lines.get(0))
                .containsEntry(7, "000000001230")
                .containsEntry(10, payment)
                .containsEntry(12, UnionPayMerchant.text(order, "orderId"))
                .containsEntry(16, "000000000000")
                .containsEntry(17, "C000000001230")
                .containsEntry(27, "")
                .containsEntry(28, UnionPayMerchant.NUMBER)
                .containsEntry(33, "C000000001230");
        assertThat(lines.get(1))
                .containsEntry(7, "000000000230")
                .containsEntry(10, refund.field("queryId"))
                .containsEntry(14, payment.substring(15))
                .containsEntry(15, UnionPayMerchant.text(order, "txnTime").substring(4))
                .containsEntry(17, "D000000000230")
                .containsEntry(27, payment)
                .containsEntry(41, UnionPayMerchant.text(order, "orderId"));
        assertThat(lines.get(2))
                .containsEntry(10, capture.field("queryId"))
                .containsEntry(17, "C000000000400")
                .containsEntry(27, hold);
    }

    @Test
    void theZipHoldsThreeFilesAndAlwaysTheSameBytes() throws Exception {
        // Given
        assertThat(paidOrders(1)).hasSize(1);
        close();

        // When
        var statement = statement();

        // Then
        assertThat(statement.signed()).isTrue();
        var date = day.toString().replace("-", "");
        assertThat(statement.field("fileName")).isEqualTo(UnionPayMerchant.NUMBER + "_" + date + ".zip");
        var files = files(statement.field("fileContent"));
        var stem = "INN" + date.substring(2) + "88";
        assertThat(files.keySet())
                .containsExactly(
                        stem + "ZM_" + UnionPayMerchant.NUMBER,
                        stem + "ZME_" + UnionPayMerchant.NUMBER,
                        "RD2010" + date.substring(2) + "88_" + UnionPayMerchant.NUMBER);
        assertThat(files.get(stem + "ZME_" + UnionPayMerchant.NUMBER)).isEmpty();
        assertThat(files.get("RD2010" + date.substring(2) + "88_" + UnionPayMerchant.NUMBER))
                .contains("收款 1 笔 1230 分", "净额 1230 分");
        assertThat(statement().field("fileContent")).isEqualTo(statement.field("fileContent"));
    }

    @Test
    void theBreaksAskedForArePlantedAndTheBooksStayTrue() throws Exception {
        // Given
        plan(new JsonObject()
                .put("drop", 1)
                .put("extra", 2)
                .put("amount_over", 1)
                .put("amount_under", 1)
                .put("fee", 1)
                .put("duplicate", 1)
                .put("kind", 1)
                .put("date_shift", 1)
                .put("unpaid", 1));
        var orders = paidOrders(9);

        // When
        close();

        // Then
        var lines = lines();
        assertThat(lines).hasSize(9 - 2 + 1 + 2);
        assertThat(lines)
                .filteredOn(line -> column(line, 12).startsWith("NOBODY"))
                .hasSize(2);
        assertThat(lines).filteredOn(line -> column(line, 7).endsWith("1231")).hasSize(1);
        assertThat(lines).filteredOn(line -> column(line, 7).endsWith("1229")).hasSize(1);
        assertThat(lines)
                .filteredOn(line -> column(line, 16).equals("D000000000001")
                        && column(line, 17).equals("C000000001229"))
                .hasSize(1);
        assertThat(lines)
                .filteredOn(line ->
                        column(line, 20).equals("04") && column(line, 17).equals("D000000001230"))
                .hasSize(1);
        var shifted = day.plusDays(1).toString().substring(5).replace("-", "");
        assertThat(lines)
                .filteredOn(line -> column(line, 5).startsWith(shifted))
                .hasSize(1);
        assertThat(lines.stream().map(line -> column(line, 12)).distinct()).hasSize(lines.size() - 1);
        for (var order : orders) {
            assertThat(merchant.booked(UnionPayMerchant.text(order, "orderId"))).containsExactly("pay 1230");
        }
    }

    @Test
    void whatIsUnpaidIsDroppedAndTheQuerySaysFailed() throws Exception {
        // Given
        plan(new JsonObject().put("unpaid", 1));
        var order = paidOrders(1).get(0);

        // When
        close();

        // Then
        assertThat(lines()).isEmpty();
        assertThat(merchant.query(order).field("origRespCode")).isEqualTo("01");
    }

    @Test
    void whatIsPaidUnheardShowsUpInTheStatementOnly() throws Exception {
        // Given
        plan(new JsonObject().put("paid_unheard", 1));
        var order = merchant.payment("UPDAY" + (1000 + numbers++), 1230);

        // When
        var page = merchant.press(merchant.place(order), "pay");

        // Then
        assertThat(page).contains("支付成功").doesNotContain("返回商户");
        assertThat(merchant.notices).isEmpty();
        assertThat(catchThrowable(() -> merchant.query(order))).isNotNull();
        close();
        assertThat(lines())
                .extracting(line -> column(line, 12))
                .containsExactly(UnionPayMerchant.text(order, "orderId"));
    }

    @Test
    void whatIsPaidAfterElevenBelongsToTheNextDay() throws Exception {
        // Given
        simulator.clock.advance(Duration.ofHours(10).plusMinutes(40));
        var late = paidOrders(1).get(0);
        close();

        // When
        simulator.clock.advance(Duration.ofHours(1));

        // Then
        assertThat(lines()).isEmpty();
        day = day.plusDays(1);
        assertThat(statement().code()).isEqualTo("98");
        close();
        assertThat(lines())
                .extracting(line -> column(line, 12))
                .containsExactly(UnionPayMerchant.text(late, "orderId"));
        simulator.clock.advance(Duration.ofHours(12).plusMinutes(20));
    }

    private List<Map<String, String>> paidOrders(int count) throws Exception {
        var orders = new ArrayList<Map<String, String>>();
        for (int i = 0; i < count; i++) {
            var order = merchant.payment("UPDAY" + (1000 + numbers++), 1230);
            assertThat(merchant.press(merchant.place(order), "pay")).contains("支付成功");
            assertThat(merchant.nextNotice()).containsEntry("orderId", UnionPayMerchant.text(order, "orderId"));
            orders.add(order);
        }
        return orders;
    }

    private void plan(JsonObject breaks) throws Exception {
        simulator.control(
                "PUT", "/statement-faults", breaks.put("bank", "unionpay").put("date", day.toString()));
    }

    private void close() throws Exception {
        simulator.control(
                "POST", "/close-day", new JsonObject().put("bank", "unionpay").put("date", day.toString()));
    }

    private UnionPayMerchant.Answer statement() throws Exception {
        return merchant.statement(day.toString().substring(5).replace("-", ""));
    }

    /** The columns of each line by their number, from 1, without their padding. */
    private List<Map<Integer, String>> lines() throws Exception {
        assertThat(Arrays.stream(WIDTHS).sum() + WIDTHS.length - 1).isEqualTo(607);
        var text = files(statement().field("fileContent")).values().iterator().next();
        assertThat(text.isEmpty() || text.endsWith("\r\n")).isTrue();
        var lines = new ArrayList<Map<Integer, String>>();
        for (var line : text.lines().toList()) {
            assertThat(line.getBytes(GBK)).hasSize(607);
            lines.add(columns(line));
        }
        return lines;
    }

    private static Map<Integer, String> columns(String line) {
        var columns = new LinkedHashMap<Integer, String>();
        int from = 0;
        for (int i = 0; i < WIDTHS.length; i++) {
            columns.put(i + 1, line.substring(from, from + WIDTHS[i]).strip());
            from += WIDTHS[i] + 1;
        }
        return columns;
    }

    private static String column(Map<Integer, String> line, int number) {
        return line.getOrDefault(number, "");
    }

    private static Map<String, String> files(String content) throws Exception {
        var deflated = new ByteArrayInputStream(Base64.getDecoder().decode(content));
        var files = new LinkedHashMap<String, String>();
        try (var zip = new ZipInputStream(new InflaterInputStream(deflated))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), new String(zip.readAllBytes(), GBK));
            }
        }
        return files;
    }
}
