package dev.tongfu.notification;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A merchant's server: answers 200 unless a path was told otherwise, and keeps what it was sent. */
final class Receiver {
    private final HttpServer server;
    private final BlockingQueue<Received> arrivals = new LinkedBlockingQueue<>();
    private final List<Received> all = new CopyOnWriteArrayList<>();
    private final Map<String, Consumer<Received>> answers = new ConcurrentHashMap<>();

    Receiver(Vertx vertx, HttpServerOptions options) {
        server = vertx.createHttpServer(options.setHost("127.0.0.1").setPort(0));
        server.requestHandler(this::receive);
    }

    Future<Receiver> start() {
        return server.listen().map(listening -> this);
    }

    void on(String path, Consumer<Received> answer) {
        answers.put(path, answer);
    }

    void answer(String path, int status, String body) {
        on(path, received -> received.request().response().setStatusCode(status).end(body));
    }

    String url(String path) {
        return "http://127.0.0.1:" + port() + path;
    }

    int port() {
        return server.actualPort();
    }

    /** The next arrival; fails when none comes. */
    Received next() throws InterruptedException {
        var received = arrivals.poll(10, TimeUnit.SECONDS);
        if (received == null) {
            throw new AssertionError("nothing arrived");
        }
        return received;
    }

    List<Received> all() {
        return all;
    }

    long count(String path) {
        return all.stream().filter(received -> received.path().equals(path)).count();
    }

    void clear() {
        answers.clear();
        arrivals.clear();
        all.clear();
    }

    private void receive(HttpServerRequest request) {
        request.body().onSuccess(body -> {
            var received = new Received(request.path(), request.headers(), body, request);
            // Chosen before a test can see the arrival: what the test says then is for the next one.
            var answer = answers.getOrDefault(request.path(), Receiver::ok);
            all.add(received);
            arrivals.add(received);
            answer.accept(received);
        });
    }

    private static void ok(Received received) {
        received.request().response().end("ok");
    }
}
