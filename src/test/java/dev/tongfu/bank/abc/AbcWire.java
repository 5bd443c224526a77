package dev.tongfu.bank.abc;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.tongfu.bank.BankHttpConfig;
import dev.tongfu.bank.BreakerConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import java.util.function.UnaryOperator;

/** The adapter and, at the other end of a socket, a bank that answers as the test says. */
final class AbcWire {
    static final int ANSWER_BYTES_MAX = 20_000;

    final AbcTestBank keys = new AbcTestBank();
    final AbcBank bank;
    private final AbcConfig config;
    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;
    private volatile int status = 200;
    private volatile UnaryOperator<Buffer> answer = request -> Buffer.buffer();

    AbcWire() throws Exception {
        server = done(vertx.createHttpServer()
                .requestHandler(request -> request.body()
                        .onSuccess(
                                body -> request.response().setStatusCode(status).end(answer.apply(body))))
                .listen(0, "127.0.0.1"));
        var http = new BankHttpConfig(
                "http://127.0.0.1:" + server.actualPort(), 16, 16, 4_000, 8_000, 5, ANSWER_BYTES_MAX, null);
        // Every answer that is not clear counts against a bank, and here hardly any is
        config = AbcTestBank.config(http, new BreakerConfig(100_000, 10_000, 5_000));
        bank = new AbcBank(vertx, config, keys.crypto, keys.pinned, AbcTestBank.CLOCK);
    }

    AbcConfig config() {
        return config;
    }

    void answers(int httpStatus, UnaryOperator<Buffer> body) {
        status = httpStatus;
        answer = body;
    }

    /** A signed answer, whatever is asked. */
    void answers(String code, String words, String fields) {
        Buffer signed = keys.signed(AbcTestBank.nested(code, words, fields));
        answers(200, request -> signed);
    }

    static <T> T done(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(20, SECONDS);
    }

    void close() throws Exception {
        done(bank.close());
        done(server.close());
        done(vertx.close());
    }
}
