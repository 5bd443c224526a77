package dev.tongfu.load.faults;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers in the bank's place, as somebody on the way would, and never does what it is asked. */
final class EvilBank implements AutoCloseable {
    private static final long TALK_BYTES = 10L * 1024 * 1024 * 1024;

    /** What it answers. */
    enum Manner {
        /** 302 to an address of its own. */
        REDIRECT,
        /** 200 with 10 GB. */
        TALK
    }

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger followed = new AtomicInteger();
    private final HttpServer server;
    private final Manner manner;

    private EvilBank(HttpServer server, Manner manner) {
        this.server = server;
        this.manner = manner;
    }

    static EvilBank start(Manner manner) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
        var bank = new EvilBank(server, manner);
        server.createContext("/", bank::take);
        server.createContext("/elsewhere", bank::follow);
        server.setExecutor(bank.threads);
        server.start();
        return bank;
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** How many came to where they were redirected to. */
    int followed() {
        return followed.get();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (manner == Manner.REDIRECT) {
                exchange.getResponseHeaders().set("Location", "http://127.0.0.1:" + port() + "/elsewhere");
                exchange.sendResponseHeaders(302, -1);
                return;
            }
            exchange.sendResponseHeaders(200, 0);
            var words = new byte[65_536];
            for (long said = 0; said < TALK_BYTES; said += words.length) {
                exchange.getResponseBody().write(words);
            }
        }
    }

    private void follow(HttpExchange exchange) throws IOException {
        try (exchange) {
            followed.incrementAndGet();
            exchange.sendResponseHeaders(200, -1);
        }
    }
}
