package dev.tongfu.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Statements and lists of a day with many charges. */
class SimulatedStatementVolumeIT {
    private static final Charset GBK = Charset.forName("GBK");
    private static final int CHARGES = 20_000;
    private static final List<String> MARKS =
            List.of("drop", "amount_over", "amount_under", "fee", "duplicate", "kind", "date_shift", "unpaid", "extra");
    private static final int EACH = 20;

    private static SimulatorFixture simulator;

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
    void nextDay() {
        simulator.clock.advance(Duration.ofDays(1));
        day = LocalDate.ofInstant(simulator.clock.instant(), ZoneId.of("Asia/Shanghai"));
    }

    @Test
    void twoFetchesOfAbcsStatementGiveTheSameBytesOfEveryCharge() throws Exception {
        // Given
        var merchant = new AbcMerchant(simulator);
        book("abc", AbcMerchant.NUMBER);
        var request =
                "{\"TrxType\":\"Settle\",\"SettleDate\":\"" + day.toString().replace('-', '/') + "\",\"ZIP\":\"1\"}";

        // When
        var first = merchant.transact(request).field("ZIPDetailRecords");
        var second = merchant.transact(request).field("ZIPDetailRecords");

        // Then
        assertThat(second).isEqualTo(first);
        var zipped = new ByteArrayInputStream(Base64.getDecoder().decode(first));
        var records = new String(new GZIPInputStream(zipped).readAllBytes(), GBK).split("\\^\\^");
        assertThat(records).hasSize(1 + CHARGES - 2 * EACH + EACH + EACH);
        merchant.close();
    }

    @Test
    void twoFetchesOfUnionPaysStatementGiveTheSameBytesOfEveryCharge() throws Exception {
        // Given
        var merchant = new UnionPayMerchant(simulator);
        book("unionpay", UnionPayMerchant.NUMBER);
        var monthAndDay = day.toString().substring(5).replace("-", "");

        // When
        var first = merchant.statement(monthAndDay).field("fileContent");
        var second = merchant.statement(monthAndDay).field("fileContent");

        // Then
        assertThat(second).isEqualTo(first);
        var inflated = new InflaterInputStream(
                new ByteArrayInputStream(Base64.getDecoder().decode(first)));
        try (var zip = new ZipInputStream(inflated)) {
            assertThat(zip.getNextEntry()).isNotNull();
            assertThat(new String(zip.readAllBytes(), GBK).lines()).hasSize(CHARGES - 2 * EACH + EACH + EACH);
        }
        merchant.close();
    }

    @Test
    void theBooksSayWhichChargeCarriesWhichBreak() throws Exception {
        // Given
        book("abc", AbcMerchant.NUMBER);

        // When
        var listed = simulator.ask("GET", "/statement-faults?bank=abc&date=" + day, new JsonObject());

        // Then
        assertThat(listed.getBoolean("closed")).isTrue();
        var marks =
                listed.getJsonArray("data").stream().map(JsonObject.class::cast).toList();
        assertThat(marks.stream().collect(Collectors.groupingBy(one -> one.getString("mark"), Collectors.counting())))
                .containsOnlyKeys(MARKS)
                .allSatisfy((mark, count) -> assertThat(count).isEqualTo(EACH));
        assertThat(marks).extracting(one -> one.getString("order_no")).doesNotHaveDuplicates();
        assertThat(marks).extracting(one -> one.getString("bank_ref")).doesNotHaveDuplicates();
    }

    @Test
    void chargesAreListedPageByPage() throws Exception {
        // Given
        book("unionpay", UnionPayMerchant.NUMBER);
        var numbers = new ArrayList<Long>();

        // When
        Long after = 0L;
        while (after != null) {
            var page = simulator.ask(
                    "GET", "/charges?bank=unionpay&date=" + day + "&limit=7000&after=" + after, new JsonObject());
            page.getJsonArray("data").forEach(one -> numbers.add(((JsonObject) one).getLong("number")));
            after = page.getLong("next");
        }

        // Then
        assertThat(numbers).isSorted().hasSize(CHARGES);
        assertThat(new HashSet<>(numbers)).hasSize(CHARGES);
    }

    private void book(String bank, String merchantNo) throws Exception {
        var plan = new JsonObject().put("bank", bank).put("date", day.toString());
        MARKS.forEach(mark -> plan.put(mark, EACH));
        simulator.control("PUT", "/statement-faults", plan);
        simulator.bookPayments(bank, merchantNo, day, CHARGES);
        simulator.control(
                "POST", "/close-day", new JsonObject().put("bank", bank).put("date", day.toString()));
    }
}
