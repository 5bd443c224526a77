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
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SimulatedAbcStatementIT {
    private static SimulatorFixture simulator;
    private static int numbers;

    private AbcMerchant merchant;
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
        merchant = new AbcMerchant(simulator);
        simulator.clock.advance(Duration.ofDays(1));
        day = LocalDate.ofInstant(simulator.clock.instant(), ZoneId.of("Asia/Shanghai"));
    }

    @AfterEach
    void stopMerchant() throws Exception {
        merchant.close();
    }

    @Test
    void aClosedDayHasAStatementOfItsCharges() throws Exception {
        // Given
        var orders = paidOrders(2);
        assertThat(settle("0").field("ReturnCode")).isNotEqualTo("0000");

        // When
        close();

        // Then
        var statement = settle("0");
        assertThat(statement.signed()).isTrue();
        var lines = lines(statement.field("DetailRecords"));
        assertThat(lines.get(0)).startsWith("商户号|交易类型|订单编号").hasSizeGreaterThan(60);
        assertThat(lines.subList(1, lines.size())).hasSize(2).allSatisfy(line -> {
            var columns = line.split("\\|", -1);
            assertThat(columns).hasSize(15);
            assertThat(columns[0]).isEqualTo(AbcMerchant.NUMBER);
            assertThat(columns[1]).isEqualTo("Sale");
            assertThat(orders).contains(columns[2]);
            assertThat(columns[4]).isEqualTo("12.30");
            assertThat(columns[11]).isEqualTo(day.toString().replace("-", ""));
        });
    }

    @Test
    void theZippedStatementIsTheSameText() throws Exception {
        // Given
        assertThat(paidOrders(1)).hasSize(1);
        close();
        var plain = settle("0").field("DetailRecords");

        // When
        var zipped = Base64.getDecoder().decode(settle("1").field("ZIPDetailRecords"));

        // Then
        var text = new GZIPInputStream(new ByteArrayInputStream(zipped)).readAllBytes();
        assertThat(new String(text, Charset.forName("GBK"))).isEqualTo(plain);
    }

    @Test
    void whatIsChargedAfterTheCloseBelongsToTheNextDay() throws Exception {
        // Given
        close();

        // When
        var orders = paidOrders(1);

        // Then
        assertThat(lines(settle("0").field("DetailRecords"))).hasSize(1);
        var later = simulator.ask("GET", "/charges?bank=abc&date=" + day.plusDays(1), new JsonObject());
        assertThat(later.encode()).contains(orders.get(0));
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
        var lines = lines(settle("0").field("DetailRecords"));
        assertThat(lines).hasSize(1 + 9 - 2 + 1 + 2);
        assertThat(lines).filteredOn(line -> line.contains("|NOBODY")).hasSize(2);
        assertThat(lines).filteredOn(line -> line.contains("|12.31|")).hasSize(1);
        assertThat(lines)
                .filteredOn(line -> line.contains("|12.29|") && line.contains("|0.00|0.00|"))
                .hasSize(1);
        assertThat(lines).filteredOn(line -> line.contains("|0.01|0.00|")).hasSize(1);
        assertThat(lines).filteredOn(line -> line.contains("|Refund|")).hasSize(1);
        var statuses = new ArrayList<String>();
        for (var order : orders) {
            statuses.add(merchant.status(order));
            assertThat(merchant.charged(order)).containsExactly(1230L);
        }
        assertThat(statuses).containsOnlyOnce("99");
        assertThat(settle("0").field("DetailRecords").split("\\^\\^")).isEqualTo(lines.toArray());
    }

    @Test
    void whatIsPaidUnheardShowsUpInTheStatementOnly() throws Exception {
        // Given
        plan(new JsonObject().put("paid_unheard", 1));

        // When
        var order = paidOrders(1).get(0);

        // Then
        assertThat(merchant.messages).isEmpty();
        assertThat(catchThrowable(() -> merchant.query(order))).isNotNull();
        close();
        assertThat(settle("0").field("DetailRecords")).contains(order);
    }

    private List<String> paidOrders(int count) throws Exception {
        var orders = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            var orderNo = "DAY" + numbers++;
            merchant.letPay(merchant.order(orderNo, "1"));
            orders.add(orderNo);
        }
        return orders;
    }

    private void plan(JsonObject breaks) throws Exception {
        simulator.control("PUT", "/statement-faults", breaks.put("bank", "abc").put("date", day.toString()));
    }

    private void close() throws Exception {
        simulator.control(
                "POST", "/close-day", new JsonObject().put("bank", "abc").put("date", day.toString()));
    }

    private AbcMerchant.Answer settle(String zip) throws Exception {
        return merchant.transact("{\"TrxType\":\"Settle\",\"SettleDate\":\""
                + day.toString().replace('-', '/') + "\",\"ZIP\":\"" + zip + "\"}");
    }

    private static List<String> lines(String text) {
        return Arrays.asList(text.split("\\^\\^", -1));
    }
}
