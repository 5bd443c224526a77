package dev.tongfu.load.stand;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/** The shop that is told: answers 200 at once, unless it is in another mood, and remembers the orders that were paid. */
public final class Receiver implements AutoCloseable {
    private static final int THREADS = 2;
    private static final long TALK_BYTES = 10L * 1024 * 1024 * 1024;

    /** Kept, so that they are neither answered nor closed. */
    private static final Set<HttpExchange> HELD = ConcurrentHashMap.newKeySet();

    private static final Pattern ORDER = Pattern.compile("\"order_no\":\"([^\"]+)\"");
    private static final String SUCCEEDED = "\"type\":\"payment.succeeded\"";

    /** How the shop behaves; in all but the good mood it has heard nothing. */
    public enum Mood {
        GOOD,
        /** 500. */
        BROKEN,
        /** 429, come back in a second. */
        BUSY,
        /** Takes the message and never answers. */
        HANGING,
        /** 500 with a body that never seems to end. */
        TALKATIVE,
        /** 410: do not come again. */
        GONE
    }

    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final Set<String> told = ConcurrentHashMap.newKeySet();
    private final HttpServer server;
    private volatile long lastNs;
    private volatile Mood mood = Mood.GOOD;

    private Receiver(HttpServer server) {
        this.server = server;
    }

    public static Receiver start() throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
        var receiver = new Receiver(server);
        server.createContext("/", receiver::take);
        server.setExecutor(receiver.threads);
        server.start();
        return receiver;
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Orders whose payment somebody said had succeeded. */
    public Set<String> told() {
        return told;
    }

    /** When the last new one came, by {@link System#nanoTime()}. */
    public long lastNs() {
        return lastNs;
    }

    /** Messages that were taken and never answered. */
    public int held() {
        return HELD.size();
    }

    public void mood(Mood next) {
        mood = next;
    }

    /** False when they were not so many within the time. */
    public boolean awaitTold(int count, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        while (told.size() < count && System.nanoTime() < end) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        return told.size() >= count;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void take(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        switch (mood) {
            case GOOD -> hear(exchange, body);
            case BROKEN -> answer(exchange, 500);
            case GONE -> answer(exchange, 410);
            case BUSY -> {
                exchange.getResponseHeaders().set("Retry-After", "1");
                answer(exchange, 429);
            }
            case TALKATIVE -> talk(exchange);
            default -> HELD.add(exchange);
        }
    }

    private void hear(HttpExchange exchange, String body) throws IOException {
        var order = ORDER.matcher(body);
        if (body.contains(SUCCEEDED) && order.find()) {
            if (told.add(order.group(1))) {
                lastNs = System.nanoTime();
            }
        }
        answer(exchange, 200);
    }

    private static void answer(HttpExchange exchange, int status) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(status, -1);
        }
    }

    private static void talk(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(500, 0);
            var words = new byte[65_536];
            try (var out = exchange.getResponseBody()) {
                for (long said = 0; said < TALK_BYTES; said += words.length) {
                    out.write(words);
                }
            }
        }
    }
}
