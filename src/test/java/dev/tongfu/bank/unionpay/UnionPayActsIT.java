package dev.tongfu.bank.unionpay;

import static dev.tongfu.bank.unionpay.UnionPayTestBank.QUERY_ID;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tongfu.bank.BankChannel;
import dev.tongfu.bank.BankHoldAct;
import dev.tongfu.bank.BankHttpConfig;
import dev.tongfu.bank.BankOrder;
import dev.tongfu.bank.BankQuery;
import dev.tongfu.bank.BankRefund;
import dev.tongfu.bank.BankReply;
import dev.tongfu.bank.BreakerConfig;
import dev.tongfu.bank.StatementCall;
import dev.tongfu.bank.StatementReply;
import dev.tongfu.bank.StatementRequest;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Refunds, captures, cancels, statements and the encryption key over a real socket. */
class UnionPayActsIT {
    private static final UnionPayTestBank BANK = new UnionPayTestBank();
    private static final int BREAKER_FAILURES_MAX = 3;

    @TempDir
    private static Path folder;

    private final List<String> paths = new CopyOnWriteArrayList<>();
    private volatile BiConsumer<HttpServerRequest, UnionPayMessage> script = (request, body) -> {};
    private Vertx vertx;
    private HttpServer server;
    private UnionPayBank bank;
    private BankChannel channel;

    @BeforeEach
    void open() throws IOException {
        vertx = Vertx.vertx();
        server = done(vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> take(request, body)))
                .listen(0, "127.0.0.1"));
        var http = new BankHttpConfig("http://127.0.0.1:" + server.actualPort(), 2, 1, 4_000, 4_000, 5, 100_000, null);
        var config = UnionPayBankIT.at(
                http, new BreakerConfig(BREAKER_FAILURES_MAX, 60_000, 60_000), UnionPayTestBank.config());
        bank = new UnionPayBank(vertx, config, BANK.crypto, BANK.chain, null, UnionPayTestBank.CLOCK);
        channel = UnionPayTestBank.channel(Files.writeString(folder.resolve("password"), "test-only"));
    }

    @AfterEach
    void close() {
        done(bank.close());
        done(vertx.close());
    }

    @ParameterizedTest
    @CsvSource({"REFUND, 04", "VOID, 31", "CAPTURE_VOID, 33"})
    void anAcceptedRefundIsProcessing(BankRefund.Way way, String type) {
        // Given
        answers(fields -> with(fields, "respCode", "00"));

        // When
        var call = done(bank.refund(channel, UnionPayTestBank.refund(way, QUERY_ID)));

        // Then
        assertThat(call.reply()).isEqualTo(new BankReply.Processing("00"));
        assertThat(UnionPayMessage.form(call.request().toString()).orElseThrow().text("txnType"))
                .contains(type);
        assertThat(paths).containsExactly("/gateway/api/backTransReq.do");
    }

    @ParameterizedTest
    @CsvSource({"CAPTURE, 03", "CANCEL, 32"})
    void anAcceptedHoldActIsProcessing(BankHoldAct.Kind kind, String type) {
        // Given
        answers(fields -> with(fields, "respCode", "00"));

        // When
        var call = done(bank.act(channel, UnionPayTestBank.hold(kind)));

        // Then
        assertThat(call.reply()).isEqualTo(new BankReply.Processing("00"));
        assertThat(UnionPayMessage.form(call.request().toString()).orElseThrow().text("txnType"))
                .contains(type);
    }

    @Test
    void onlyASignedRefusalDeclines() {
        answers(fields -> with(fields, "respCode", "36"));
        assertThat(refunded()).isInstanceOf(BankReply.Declined.class);
        script = (request, body) -> reply(request, BANK.badlySigned(with(body.fields(), "respCode", "36")));
        assertThat(refunded()).isEqualTo(new BankReply.Unknown(UnionPayTrust.BAD_SIGNATURE));
        script = (request, body) -> request.response().setStatusCode(302).end();
        assertThat(refunded()).isEqualTo(new BankReply.Unknown("http status 302"));
    }

    @Test
    void whatCanNotBeAskedIsNotSent() {
        // When
        var call = done(bank.refund(
                channel,
                new BankRefund(
                        "unionpay-1",
                        "short",
                        BankRefund.Way.REFUND,
                        UnionPayTestBank.refund(BankRefund.Way.REFUND, QUERY_ID).original(),
                        UnionPayTestBank.AMOUNT,
                        UnionPayTestBank.ORDERED_AT,
                        "http://127.0.0.1/n")));

        // Then
        assertThat(call.reply()).isInstanceOf(BankReply.NotSent.class);
        assertThat(paths).isEmpty();
    }

    @Test
    void withoutAConnectionAnActIsNotSent() {
        // Given
        done(server.close());

        // Then
        assertThat(refunded()).isInstanceOf(BankReply.NotSent.class);
    }

    @Test
    void theBreakerStopsActsAndNeverQueriesNorOrders() {
        // Given
        script = (request, body) -> request.connection().close();
        for (int i = 0; i < BREAKER_FAILURES_MAX; i++) {
            assertThat(refunded()).isInstanceOf(BankReply.Unknown.class);
        }

        // When
        answers(fields -> with(with(fields, "respCode", "00"), "origRespCode", "05"));
        int before = paths.size();

        // Then
        assertThat(refunded()).isInstanceOf(BankReply.NotSent.class);
        assertThat(paths).hasSize(before);
        assertThat(done(bank.query(channel, UnionPayTestBank.query(BankQuery.Kind.REFUND)))
                        .reply())
                .isEqualTo(new BankReply.Processing("05"));
        assertThat(done(bank.order(channel, UnionPayTestBank.order(BankOrder.Kind.PURCHASE, "tea")))
                        .reply())
                .isInstanceOf(BankReply.Accepted.class);
    }

    @Test
    void aStatementIsFetchedVerifiedAndUnpacked() throws IOException {
        // Given
        byte[] zip = UnionPayStatementsTest.zip("INN_ZM_1", new byte[5_000]);
        answers(fields -> with(
                with(with(fields, "respCode", "00"), "fileName", "1.zip"),
                "fileContent",
                UnionPayStatementsTest.packed(zip)));

        // When
        var call = fetched();

        // Then
        assertThat(call.reply()).isEqualTo(new StatementReply.Fetched("1.zip", "unionpay-zip", Buffer.buffer(zip)));
        assertThat(call.request().toString()).contains("settleDate=1122");
        assertThat(paths).containsExactly("/");
    }

    @Test
    void aStatementNobodySignedIsNotUnpacked() {
        script = (request, body) -> reply(request, BANK.badlySigned(with(body.fields(), "respCode", "98")));
        assertThat(fetched().reply()).isEqualTo(new StatementReply.Unknown(UnionPayTrust.BAD_SIGNATURE));
        answers(fields -> with(fields, "respCode", "98"));
        assertThat(fetched().reply()).isEqualTo(new StatementReply.NotReady("98"));
        done(server.close());
        assertThat(fetched().reply()).isInstanceOf(StatementReply.Unknown.class);
    }

    @Test
    void hoursOfADayAreNotOffered() {
        assertThat(done(bank.fetch(
                                channel,
                                new StatementRequest(
                                        "unionpay-1", LocalDate.of(2026, 11, 22), new StatementRequest.Hours(0, 1))))
                        .reply())
                .isInstanceOf(StatementReply.Unknown.class);
        assertThat(paths).isEmpty();
    }

    @Test
    void theEncryptionKeyIsAskedForAndTaken() {
        // Given
        assertThat(bank.sensitiveFields()).isEmpty();
        answers(fields ->
                with(with(fields, "respCode", "00"), "encryptPubKeyCert", UnionPayTestBank.pem("test-enc.cer")));

        // When
        var objection = done(bank.refreshEncryptionKey(channel));

        // Then
        assertThat(objection).isEmpty();
        assertThat(bank.sensitiveFields().orElseThrow().encryptCertId())
                .isEqualTo(BANK.certificate("test-enc.cer").serialDecimal());
        script = (request, body) -> reply(request, BANK.badlySigned(with(body.fields(), "respCode", "00")));
        assertThat(done(bank.refreshEncryptionKey(channel))).contains("no answer that can be believed");
    }

    private BankReply refunded() {
        return done(bank.refund(channel, UnionPayTestBank.refund(BankRefund.Way.REFUND, QUERY_ID)))
                .reply();
    }

    private StatementCall fetched() {
        return done(bank.fetch(channel, new StatementRequest("unionpay-1", LocalDate.of(2026, 11, 22), null)));
    }

    /** Answers what is asked with the fields of the request and some more, signed. */
    private void answers(UnaryOperator<Map<String, String>> fields) {
        script = (request, body) -> reply(request, BANK.signed(fields.apply(body.fields())));
    }

    private void take(HttpServerRequest request, Buffer body) {
        paths.add(request.path());
        script.accept(request, UnionPayMessage.form(body.toString()).orElseThrow());
    }

    private static void reply(HttpServerRequest request, UnionPayMessage answer) {
        request.response().end(UnionPayTestBank.answer(answer));
    }

    private static Map<String, String> with(Map<String, String> fields, String name, String value) {
        var more = new TreeMap<>(fields);
        more.put(name, value);
        return more;
    }

    private static <T> T done(Future<T> future) {
        try {
            return future.await(10, SECONDS);
        } catch (TimeoutException late) {
            throw new AssertionError("nothing came within 10 s", late);
        }
    }
}
