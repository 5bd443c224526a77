package dev.tongfu;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The whole program as {@code demo} runs it, once per JVM, on free ports and with a data folder of its own. */
final class DemoFixture {
    private static final Path KEYS = Path.of("conf", "demo").toAbsolutePath();
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final DemoWorld world;
    private final ShiftedClock clock;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private DemoFixture(DemoWorld world, ShiftedClock clock) {
        this.world = world;
        this.clock = clock;
    }

    private static final class Shared {
        private static final DemoFixture DEMO = start();
    }

    static DemoFixture shared() {
        return Shared.DEMO;
    }

    private static DemoFixture start() {
        try {
            var data = Files.createTempDirectory("tongfu-demo-");
            // The embedded server's own test unpacks it there too, so this costs no second unpacking.
            var program = Path.of("target", "postgres").toAbsolutePath();
            var settings = new DemoSettings("embedded: {program: \"" + program + "\"}");
            var clock = new ShiftedClock();
            var world = DemoWorld.start(DemoWorld.Place.random(data, KEYS), settings, clock);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                world.close();
                delete(data);
            }));
            return new DemoFixture(world, clock);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    String shop() {
        return world.simulatorUrl() + "/shop";
    }

    String simulator() {
        return world.simulatorUrl();
    }

    String gateway() {
        return world.publicUrl();
    }

    /** Lets the program believe for the length of the action that it is later. */
    <T> T later(Duration shift, Supplier<T> action) {
        clock.shift = shift;
        try {
            return action.get();
        } finally {
            clock.shift = Duration.ZERO;
        }
    }

    private static final class ShiftedClock extends Clock {
        private volatile Duration shift = Duration.ZERO;

        @Override
        public Instant instant() {
            return Clock.systemUTC().instant().plus(shift);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException("the program keeps UTC");
        }
    }

    /** Buys as the shop's customer would, but with words of one's own; the shop's order, with its cashier. */
    JsonObject buy(JsonObject wish) {
        var answer = send("POST", shop() + "/api/orders", "application/json", wish.encode());
        if (answer.statusCode() != 201) {
            throw new IllegalStateException("not bought: " + answer.statusCode() + " " + answer.body());
        }
        return new JsonObject(answer.body());
    }

    JsonObject order(String orderNo) {
        return new JsonObject(get(shop() + "/api/orders/" + orderNo).body());
    }

    /** How often the shop got a result of the order by that road, {@code server} or {@code page}. */
    long heard(String orderNo, String road) {
        var all = new JsonObject(
                get(shop() + "/api/notifications?order_no=" + orderNo).body());
        return all.getJsonArray("data").stream()
                .map(JsonObject.class::cast)
                .filter(one -> road.equals(one.getString("road")) && "VALID".equals(one.getString("verdict")))
                .count();
    }

    void control(String method, String path, JsonObject body) {
        var answer = send(method, world.simulatorUrl() + "/control" + path, "application/json", body.encode());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        }
    }

    HttpResponse<String> get(String url) {
        return send(HttpRequest.newBuilder(URI.create(url)).header("Accept", "text/html"));
    }

    HttpResponse<String> get(String url, String header, String value) {
        return send(HttpRequest.newBuilder(URI.create(url)).header(header, value));
    }

    HttpResponse<String> post(String url, Map<String, String> form) {
        String body = form.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
        return send("POST", url, "application/x-www-form-urlencoded", body);
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private HttpResponse<String> send(String method, String url, String type, String body) {
        return send(HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", type)
                .method(method, BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException failure) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(failure);
        }
    }

    private static void delete(Path folder) {
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
