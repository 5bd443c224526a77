package dev.tongfu.bank;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;

/** A bank's host on a real socket that does what the test says, also what no decent host does. */
final class ScriptedServer {
    final List<Buffer> received = new CopyOnWriteArrayList<>();
    final AtomicLong bytesSent = new AtomicLong();
    final AtomicInteger connectionsClosed = new AtomicInteger();
    private final Vertx vertx;
    private final HttpServer server;
    private volatile BiConsumer<HttpServerRequest, Buffer> script =
            (request, body) -> request.response().setStatusCode(404).end();

    private ScriptedServer(Vertx vertx) {
        this.vertx = vertx;
        this.server = vertx.createHttpServer()
                .connectionHandler(connection -> connection.closeHandler(end -> connectionsClosed.incrementAndGet()))
                .requestHandler(request -> request.body().onSuccess(body -> {
                    received.add(body);
                    script.accept(request, body);
                }));
    }

    static Future<ScriptedServer> start(Vertx vertx) {
        var scripted = new ScriptedServer(vertx);
        return scripted.server.listen(0, "127.0.0.1").map(scripted);
    }

    String baseUrl() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    Future<Void> stop() {
        return server.close();
    }

    void answers(UnaryOperator<Buffer> answer) {
        script = (request, body) -> request.response().end(answer.apply(body));
    }

    void answers(int status, Buffer answer) {
        script = (request, body) -> request.response().setStatusCode(status).end(answer);
    }

    void redirects() {
        script = (request, body) -> request.response()
                .setStatusCode(307)
                .putHeader("Location", baseUrl() + "/elsewhere")
                .end();
    }

    void neverAnswers() {
        script = (request, body) -> {};
    }

    void hangsUp() {
        script = (request, body) -> request.connection().close();
    }

    void breaksOff(Buffer answer) {
        script = (request, body) -> request.response()
                .putHeader("Content-Length", String.valueOf(answer.length()))
                .write(answer.getBuffer(0, answer.length() / 2))
                .onSuccess(written -> request.connection().close());
    }

    void dripsForever() {
        script = (request, body) -> {
            request.response().setChunked(true);
            long timer = vertx.setPeriodic(5, tick -> request.response().write(" "));
            request.connection().closeHandler(end -> {
                connectionsClosed.incrementAndGet();
                vertx.cancelTimer(timer);
            });
        };
    }

    void pourForever() {
        script = (request, body) -> {
            request.response().setChunked(true);
            pour(request, Buffer.buffer(new byte[65_536]));
        };
    }

    private void pour(HttpServerRequest request, Buffer part) {
        request.response().write(part).onSuccess(written -> {
            bytesSent.addAndGet(part.length());
            pour(request, part);
        });
    }
}
