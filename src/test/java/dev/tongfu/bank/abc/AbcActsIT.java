package dev.tongfu.bank.abc;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tongfu.bank.Bank;
import dev.tongfu.bank.BankAct;
import dev.tongfu.bank.BankBatch;
import dev.tongfu.bank.BankCall;
import dev.tongfu.bank.BankChannel;
import dev.tongfu.bank.BankReply;
import dev.tongfu.bank.StatementReply;
import dev.tongfu.money.Money;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Everything beside orders over a real socket, asked as the gateway asks it. */
class AbcActsIT {
    @TempDir
    private static Path folder;

    private static AbcWire wire;
    private static BankChannel channel;

    @BeforeAll
    static void open() throws Exception {
        wire = new AbcWire();
        channel = AbcTestBank.channel(Files.writeString(folder.resolve("password"), "test-only"));
    }

    @AfterAll
    static void close() throws Exception {
        wire.close();
    }

    static Map<String, BankAct> acts() {
        return AbcTestActs.all();
    }

    @Test
    void everyActNeedsWhatTheBankOffers() {
        assertThat(wire.bank.profile().capabilities())
                .isEqualTo(EnumSet.complementOf(EnumSet.of(Bank.Capability.SAME_DAY_VOID)))
                .containsAll(acts().values().stream().map(BankAct::needs).toList());
        assertThat(wire.bank.profile().refundBatchMax()).isEqualTo(1_000);
    }

    @ParameterizedTest
    @MethodSource("names")
    void signedAnswerIsReadAndTheVeryBytesAreKept(String name) throws Exception {
        // Given
        var golden = golden(name);
        var sent = new AtomicReference<>(Buffer.buffer());
        Buffer answer = wire.keys.signed(AbcTestBank.nested("0000", "交易成功", golden.fields()));
        wire.answers(200, request -> {
            sent.set(request);
            return answer;
        });

        // When
        BankCall call = ask(name);

        // Then
        var object = golden.call().transaction().get();
        assertThat(call.reply()).isEqualTo(golden.call().reader().apply(AbcTestActs.answer("0000", golden.fields())));
        assertThat(requireNonNull(sent.get()).toString(StandardCharsets.UTF_8))
                .contains("\"TrxRequest\":" + object.json());
        assertThat(call.request().toString(StandardCharsets.UTF_8)).contains("\"TrxRequest\":" + object);
        assertThat(call.request().equals(sent.get())).isEqualTo(object.secrets().isEmpty());
        assertThat(call.response().equals(answer)).isEqualTo(!name.equals("contract"));
    }

    @ParameterizedTest
    @MethodSource("names")
    void answerThatIsNotTheBanksMovesNothing(String name) throws Exception {
        // Given
        String good = AbcTestBank.nested("0000", "", golden(name).fields());
        String refusal = AbcTestBank.nested("9999", "", golden(name).fields());

        // Then
        for (String message : new String[] {good, refusal}) {
            wire.answers(200, request -> wire.keys.unsigned(message));
            assertThat(ask(name).reply()).isEqualTo(new BankReply.Unknown("unsigned"));
            wire.answers(200, request -> wire.keys.badlySigned(message));
            assertThat(ask(name).reply()).isEqualTo(new BankReply.Unknown(AbcEnvelope.BAD_SIGNATURE));
        }
        wire.answers(200, request -> Buffer.buffer("<html>busy</html>"));
        assertThat(ask(name).reply()).isInstanceOf(BankReply.Unknown.class);
        wire.answers(500, request -> wire.keys.signed(good));
        assertThat(ask(name).reply()).isEqualTo(new BankReply.Unknown("http status 500"));
    }

    @Test
    void largeBatchGoesOutAndItsLongAnswerIsRead() throws Exception {
        // Given
        int count = wire.bank.profile().refundBatchMax();
        var items = IntStream.range(0, count)
                .mapToObj(at -> new BankBatch.Item("RF" + at, "ON" + at, null, Money.cny(100)))
                .toList();
        var batch = new BankBatch.Refunds("abc-1", AbcTestActs.BATCH_NO, items, AbcTestBank.ORDERED_AT);
        String states = items.stream()
                .map(item -> "{\"RefundOrderNo\":\"" + item.bankOrderNo()
                        + "\",\"RefundAmountCell\":\"1.00\",\"OrderStatus\":\"0\"}")
                .collect(Collectors.joining(",", "[", "]"));
        String fields = AbcGoldenActs.refundState("6", "0", "0")
                .replaceFirst("\"Order\":.*", "\"Order\":" + states)
                .replace("\"RefundCount\":\"2\"", "\"RefundCount\":\"" + count + "\"");

        // When
        wire.answers("0000", "", AbcTestActs.fields("BatchRefund", "SerialNumber", "7"));
        var sent = AbcWire.done(batch.at(wire.bank, channel));
        wire.answers("0000", "", fields);
        var asked = ask("refund-batch-query");

        // Then
        assertThat(sent.reply()).isEqualTo(new BankReply.BatchAccepted("7"));
        assertThat(sent.request().length()).isGreaterThan(wire.config().limits().requestBytesMax());
        assertThat(asked.response().length()).isGreaterThan(AbcWire.ANSWER_BYTES_MAX);
        assertThat(asked.reply())
                .isInstanceOfSatisfying(
                        BankReply.BatchState.class,
                        state -> assertThat(state.items()).hasSize(count));
    }

    @Test
    void answerToASingleCallStaysSmall() throws Exception {
        // Given
        wire.answers(
                "0000", "x".repeat(AbcWire.ANSWER_BYTES_MAX), golden("refund").fields());

        // Then
        assertThat(ask("refund").reply()).isEqualTo(new BankReply.Unknown("no answer: AnswerTooLarge"));
    }

    @Test
    void booksAreFetched() throws Exception {
        // Given
        wire.answers("0000", "", golden("statement").fields());

        // When
        var fetched = AbcWire.done(wire.bank.fetch(channel, AbcTestActs.statement()));

        // Then
        assertThat(fetched.reply()).isInstanceOf(StatementReply.Fetched.class);
        assertThat(fetched.request().toString()).contains("\"TrxType\":\"Settle\"");
        wire.answers(
                200,
                request -> wire.keys.unsigned(
                        AbcTestBank.nested("0000", "", golden("statement").fields())));
        assertThat(AbcWire.done(wire.bank.fetch(channel, AbcTestActs.statement()))
                        .reply())
                .isEqualTo(new StatementReply.Unknown("unsigned"));
    }

    static Iterable<String> names() {
        return acts().keySet();
    }

    private static AbcGoldenActs.Exchange<?> golden(String name) {
        return AbcGoldenActs.all().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static BankCall ask(String name) throws Exception {
        return AbcWire.done(requireNonNull(acts().get(name)).at(wire.bank, channel));
    }
}
