package dev.tongfu.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tongfu.bank.Bank;
import dev.tongfu.bank.BankCall;
import dev.tongfu.bank.BankChannel;
import dev.tongfu.bank.BankOrder;
import dev.tongfu.bank.BankQuery;
import dev.tongfu.bank.BankReply;
import dev.tongfu.bank.RawNotification;
import dev.tongfu.bank.abc.AbcBank;
import dev.tongfu.bank.abc.AbcCodes;
import dev.tongfu.bank.abc.AbcConfig;
import dev.tongfu.crypto.Certificates;
import dev.tongfu.crypto.CryptoProviders;
import dev.tongfu.crypto.PinnedCertificates;
import dev.tongfu.crypto.SignatureAlgorithm;
import dev.tongfu.money.Money;
import io.vertx.core.buffer.Buffer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The gateway's adapter of 农行 against the simulated one: two readings of the same protocol that must agree. */
class AbcAdapterMeetsSimulatorIT {
    private static final Money AMOUNT = Money.cny(1230);
    private static SimulatorFixture simulator;
    private static AbcMerchant receiver;
    private static Bank adapter;
    private static BankChannel channel;
    private static int numbers;

    private final String orderNo = "01KAQ5TQ7C9D4N1XB2M3P4R" + (1000 + numbers++);

    @BeforeAll
    static void start() throws Exception {
        simulator = new SimulatorFixture();
        receiver = new AbcMerchant(simulator);
        var crypto = CryptoProviders.portable();
        var certificate = Files.readAllBytes(SimulatorFixture.KEYS.resolve("abc-bank.cer"));
        var pinned = new PinnedCertificates(
                crypto, SignatureAlgorithm.SHA1_WITH_RSA, new Certificates(crypto).read(certificate));
        adapter = new AbcBank(simulator.vertx, config(), crypto, pinned, simulator.clock);
        channel = new BankChannel(
                "abc-1",
                "abc",
                AbcMerchant.NUMBER,
                Map.of(
                        "merchant_certificate",
                        "conf/demo/abc-merchant.pfx",
                        "merchant_certificate_password",
                        "${file:conf/demo/abc-merchant.password}"));
    }

    @AfterAll
    static void stop() throws Exception {
        SimulatorFixture.await(adapter.close());
        receiver.close();
        simulator.close();
    }

    private static AbcConfig config() {
        var standard = AbcConfig.standard(simulator.url(), List.of("conf/demo/abc-bank.cer"));
        var codes = standard.codes();
        return new AbcConfig(
                standard.http(),
                "/abc/ebus/ReceiveMerchantTrxReqServlet",
                standard.statementPath(),
                standard.bankCertificates(),
                standard.order(),
                new AbcCodes(
                        codes.unknown(),
                        codes.refusal(),
                        List.of("SIM404"),
                        codes.wrongCode(),
                        codes.mismatch(),
                        codes.statementNotReady(),
                        codes.statuses(),
                        codes.finals()),
                standard.fieldNames(),
                standard.identity(),
                standard.notices(),
                standard.statement(),
                standard.limits(),
                standard.breaker(),
                standard.calendar());
    }

    @ParameterizedTest
    @EnumSource(BankOrder.NoticeMode.class)
    void anOrderIsAcceptedPaidToldAndFound(BankOrder.NoticeMode mode) throws Exception {
        // Given
        var accepted = SimulatorFixture.await(adapter.order(channel, order(mode)));
        assertThat(accepted.reply()).isInstanceOf(BankReply.Accepted.class);
        assertThat(query().reply()).isInstanceOf(BankReply.NotPaid.class);

        // When
        var page = press(accepted, "pay");

        // Then
        var message = mode == BankOrder.NoticeMode.SERVER
                ? receiver.messages.poll(10, TimeUnit.SECONDS)
                : AbcMerchant.message(page);
        assertThat(read(message)).isInstanceOfSatisfying(Bank.Reading.Verified.class, verified -> {
            assertThat(verified.bankOrderNo()).isEqualTo(orderNo);
            assertThat(verified.merchantNo()).isEqualTo(AbcMerchant.NUMBER);
            assertThat(receipt(verified.reply()).amount()).isEqualTo(AMOUNT);
            assertThat(receipt(verified.reply()).bankTxnNo()).startsWith("SIMEP");
            assertThat(receipt(verified.reply()).bankDate()).isEqualTo(LocalDate.parse("2026-11-23"));
        });
        assertThat(receipt(query().reply()).amount()).isEqualTo(AMOUNT);
    }

    @Test
    void aFailedPaymentIsDeclined() throws Exception {
        // Given
        var accepted = SimulatorFixture.await(adapter.order(channel, order(BankOrder.NoticeMode.SERVER)));

        // When
        var page = press(accepted, "fail");

        // Then
        assertThat(page).contains("支付失败");
        assertThat(query().reply()).isInstanceOf(BankReply.Declined.class);
    }

    @Test
    void anOrderTheBankDoesNotHaveIsNotPaid() throws Exception {
        assertThat(query().reply()).isInstanceOf(BankReply.NotPaid.class);
    }

    @Test
    void theSameOrderNumberIsDeclined() throws Exception {
        // Given
        var first = SimulatorFixture.await(adapter.order(channel, order(BankOrder.NoticeMode.SERVER)));
        assertThat(first.reply()).isInstanceOf(BankReply.Accepted.class);

        // When
        var second = SimulatorFixture.await(adapter.order(channel, order(BankOrder.NoticeMode.SERVER)));

        // Then
        assertThat(second.reply()).isInstanceOf(BankReply.Declined.class);
    }

    @ParameterizedTest
    @CsvSource({
        "pay,timeout_before,Unknown",
        "pay,timeout_after,Unknown",
        "pay,garbage,Unknown",
        "pay,unsigned,Unknown",
        "pay,bad_signature,Unknown",
        "pay,error,Declined",
        "query,timeout_after,Unknown",
        "query,garbage,Unknown",
        "query,unsigned,Unknown",
        "query,bad_signature,Unknown",
        "query,error,Unknown"
    })
    void everyFaultOfAnAnswerIsReadAsWhatIsCertain(String operation, String fault, String reading) throws Exception {
        // Given
        simulator.fault(operation, fault, 1);

        // When
        var ordered = SimulatorFixture.await(adapter.order(channel, order(BankOrder.NoticeMode.SERVER)));
        var answered = operation.equals("pay") ? ordered : query();

        // Then
        assertThat(answered.reply().getClass().getSimpleName()).isEqualTo(reading);
    }

    @ParameterizedTest
    @CsvSource({"unsigned", "bad_signature", "garbage"})
    void aDamagedNoticeIsRejected(String fault) throws Exception {
        // Given
        simulator.fault("notify", fault, 1);
        var accepted = SimulatorFixture.await(adapter.order(channel, order(BankOrder.NoticeMode.PAGE)));

        // When
        var page = press(accepted, "pay");

        // Then
        assertThat(read(AbcMerchant.message(page))).isInstanceOf(Bank.Reading.Rejected.class);
    }

    private BankOrder order(BankOrder.NoticeMode mode) {
        var now = simulator.clock.instant();
        return new BankOrder(
                "abc-1",
                orderNo,
                BankOrder.Kind.PURCHASE,
                AMOUNT,
                "明前龙井 50 克",
                now,
                now.plus(Duration.ofMinutes(10)),
                mode,
                receiver.notifyUrl(),
                "",
                null);
    }

    private BankCall query() throws Exception {
        return SimulatorFixture.await(adapter.query(
                channel, new BankQuery("abc-1", orderNo, BankQuery.Kind.PURCHASE, simulator.clock.instant(), AMOUNT)));
    }

    private static String press(BankCall accepted, String outcome) throws Exception {
        var forward = ((BankReply.Accepted) accepted.reply()).forward();
        return simulator.postForm(forward.url(), "outcome=" + outcome).body();
    }

    private static Bank.Reading read(String message) throws Exception {
        var body = Buffer.buffer("MSG=" + URLEncoder.encode(message, StandardCharsets.UTF_8));
        var notification = new RawNotification("abc", "POST", "", "application/x-www-form-urlencoded", body, false);
        return SimulatorFixture.await(adapter.read(notification)).reading();
    }

    private static BankReply.Receipt receipt(BankReply reply) {
        return ((BankReply.Paid) reply).receipt();
    }
}
