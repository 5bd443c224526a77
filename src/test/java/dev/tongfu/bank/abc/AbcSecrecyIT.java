package dev.tongfu.bank.abc;

import static dev.tongfu.bank.abc.AbcTestBank.ORDER_NO;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import dev.tongfu.bank.BankCall;
import dev.tongfu.bank.BankChannel;
import dev.tongfu.bank.BankIdentityCheck;
import dev.tongfu.bank.BankMandate;
import dev.tongfu.bank.BankReply;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Card data goes to the bank and nowhere else, whatever the bank answers. */
class AbcSecrecyIT {
    private static final List<String> SECRETS = List.of(
            AbcTestActs.CARD_NO,
            AbcTestActs.CVV,
            AbcTestActs.CODE,
            AbcTestActs.CERTIFICATE_NO,
            AbcTestActs.MOBILE,
            AbcTestActs.NAME);
    private static final String CARD_SHOWN = "400000******7899";

    @TempDir
    private static Path folder;

    private static AbcWire wire;
    private static BankChannel channel;

    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();

    @BeforeAll
    static void open() throws Exception {
        wire = new AbcWire();
        channel = AbcTestBank.channel(Files.writeString(folder.resolve("password"), "test-only"));
    }

    @AfterAll
    static void close() throws Exception {
        wire.close();
    }

    @BeforeEach
    void listen() {
        logged.start();
        logger().setLevel(Level.TRACE);
        logger().addAppender(logged);
    }

    @AfterEach
    void leave() {
        logger().detachAppender(logged);
        logger().setLevel(Level.INFO);
    }

    @Test
    void theBankIsToldAndNobodyElse() throws Exception {
        // Given
        var received = new ArrayList<String>();
        wire.answers(200, request -> {
            received.add(request.toString(StandardCharsets.UTF_8));
            return wire.keys.signed(AbcTestBank.nested("9999", "拒绝", ""));
        });

        // When
        var calls = calls(channel);

        // Then
        assertThat(String.join("", received)).contains(SECRETS);
        assertKeptWithout(calls);
        assertThat(requests(calls)).contains(CARD_SHOWN).doesNotContain("Signature");
    }

    @Test
    void whatTheBankRepeatsIsCovered() throws Exception {
        // Given: a refusal that repeats the request in its words, and the card in a field
        String card = ",\"CardNo\":\"" + AbcTestActs.CARD_NO + "\"";
        wire.answers(200, request -> {
            String words = request.toString(StandardCharsets.UTF_8).replaceAll("[\"{}]", " ");
            return wire.keys.signed(AbcTestBank.nested("9999", words, card));
        });

        // When
        var calls = calls(channel);

        // Then
        assertKeptWithout(calls);
        assertThat(calls)
                .extracting(BankCall::reply)
                .filteredOn(reply -> reply instanceof BankReply.Declined declined
                        && declined.message().contains("TrxType"))
                .hasSize(calls.size() - 1);
    }

    @Test
    void whatAStrangerRepeatsIsCovered() throws Exception {
        // Given: a proxy that sends the request back
        wire.answers(502, request -> Buffer.buffer("<pre>").appendBuffer(request));

        // When
        var calls = calls(channel);

        // Then
        assertKeptWithout(calls);
        assertThat(calls).extracting(BankCall::reply).containsOnly(new BankReply.Unknown("http status 502"));
    }

    @Test
    void whatCouldNotBeSignedOrWrittenIsNotToldEither() throws Exception {
        // Given
        var wrong = AbcTestBank.channel(Files.writeString(folder.resolve("wrong"), "wrong"));
        var other = new BankChannel("abc-2", "abc", wrong.merchantNo(), wrong.settings());

        // When
        var calls = calls(other);

        // Then
        assertKeptWithout(calls);
        assertThat(calls).extracting(BankCall::reply).containsOnly(new BankReply.NotSent("not signed"));
    }

    @Test
    void certificateInTheAnswerAboutAContractIsCovered() throws Exception {
        // Given
        wire.answers("0000", "", AbcGoldenActs.contract("1"));

        // When
        var call = AbcWire.done(wire.bank.queryContract(channel, AbcTestActs.contractQuery()));

        // Then
        assertKeptWithout(List.of(call));
        assertThat(call.response().toString(GbkScanner.GBK)).contains("\"Last4CardNo\":\"7899\"", ORDER_NO);
    }

    @Test
    void nameInTheNoticeOfAnIdentityCheckIsCovered() throws Exception {
        // Given
        byte[] xml = wire.keys.notice("<ReturnCode>0000</ReturnCode><MerchantID>1</MerchantID><CustomNo>N1</CustomNo>"
                + "<AccountName>" + AbcTestActs.NAME + "</AccountName>");

        // When
        var notice = AbcWire.done(wire.bank.read(AbcTestBank.post(xml)));

        // Then
        assertThat(notice.reading().toString()).contains("Matched");
        assertThat(notice.bytes().toString(GbkScanner.GBK))
                .contains("<CustomNo>N1</CustomNo>")
                .doesNotContain(AbcTestActs.NAME);
    }

    private void assertKeptWithout(List<BankCall> calls) {
        String kept = calls.stream().map(AbcSecrecyIT::text).collect(Collectors.joining("\n"));
        String log = logged.list.stream().map(AbcSecrecyIT::text).collect(Collectors.joining("\n"));
        assertThat(log).contains("bank");
        for (String secret : SECRETS) {
            assertThat(kept).doesNotContain(secret);
            assertThat(log).doesNotContain(secret);
        }
        assertThat(kept).doesNotContain("\"MobileNo\":\"8", "\"ExpDate\":\"1", "\"CardDueDate\":\"1");
    }

    /** Everything that carries card data, once. */
    private static List<BankCall> calls(BankChannel channel) throws Exception {
        var bank = wire.bank;
        var calls = new ArrayList<Future<BankCall>>();
        calls.add(bank.sendCode(channel, AbcTestActs.codeOrder()));
        calls.add(bank.pay(channel, AbcTestActs.codePay()));
        for (var mode : BankMandate.Mode.values()) {
            calls.add(bank.sign(channel, AbcTestActs.sign(mode)));
        }
        calls.add(bank.resendCode(channel, AbcTestActs.signResend()));
        calls.add(bank.submitCode(channel, AbcTestActs.signSubmit()));
        for (var mode : BankIdentityCheck.Mode.values()) {
            calls.add(bank.check(channel, AbcTestActs.identity(mode)));
        }
        return AbcWire.done(Future.all(calls)).list();
    }

    private static String requests(List<BankCall> calls) {
        return calls.stream()
                .map(call -> call.request().toString(StandardCharsets.UTF_8))
                .collect(Collectors.joining());
    }

    private static String text(BankCall call) {
        return call.request().toString(StandardCharsets.UTF_8)
                + call.response().toString(GbkScanner.GBK)
                + call.reply()
                + call;
    }

    private static String text(ILoggingEvent event) {
        var thrown = event.getThrowableProxy();
        return event.getFormattedMessage()
                + event.getKeyValuePairs()
                + (thrown == null ? "" : ThrowableProxyUtil.asString(thrown));
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger("dev.tongfu");
    }
}
