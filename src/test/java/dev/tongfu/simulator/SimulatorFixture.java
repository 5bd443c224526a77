package dev.tongfu.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tongfu.crypto.CryptoProviders;
import dev.tongfu.db.Database;
import dev.tongfu.db.TestDatabase;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** A simulated world over its own database, with a clock that can be moved, and calls to it. */
final class SimulatorFixture {
    static final Path KEYS = Path.of("conf/demo");
    private static final long SILENCE_MS = 100;
    private static final String NO_GATEWAY = "http://127.0.0.1:9";

    final Vertx vertx = Vertx.vertx();
    final MovableClock clock = new MovableClock();
    private final TestDatabase database = TestDatabase.create();
    private final Pool pool = new Database(database.simulatorConfig()).plannedOnce(vertx);
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private SimulatedWorld world = startWorld();

    static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    String url() {
        return world.url();
    }

    SimulatedWorld world() {
        return world;
    }

    /** A new process over the same books. */
    void restart() throws Exception {
        await(world.stop());
        world = startWorld();
    }

    void control(String method, String path, JsonObject body) throws Exception {
        assertThat(ask(method, path, body)).isNotNull();
    }

    JsonObject ask(String method, String path, JsonObject body) throws Exception {
        var answer = call(method, url() + "/control" + path, "application/json", body.encode());
        if (answer.statusCode() != 200) {
            throw new AssertionError(path + " answered " + answer.statusCode() + " " + answer.body());
        }
        return new JsonObject(answer.body());
    }

    void fault(String operation, String fault, int times) throws Exception {
        control("PUT", "/faults", aFault(operation, fault).put("times", times));
    }

    static JsonObject aFault(String operation, String fault) {
        return new JsonObject()
                .put("bank", "abc")
                .put("operation", operation)
                .put("fault", fault)
                .put("rate", 1.0)
                .put("delay_ms", 50);
    }

    /** Writes that many payments into a bank's books of a day, as if payers had made them. */
    void bookPayments(String bank, String merchantNo, LocalDate day, int count) throws Exception {
        var sql = """
                insert into simulator.charge
                    (bank, merchant_no, order_no, kind, amount, accounting_date, charged_at, mark, original_no)
                select $1::text, $2::text, 'VOLUME' || $3::date || n, 'pay', 1000 + n, $3::date,
                    $4::timestamptz + make_interval(secs => n / 1000), 'NONE', ''
                from generate_series(1, $5::int) n
                """;
        var rows = await(pool.preparedQuery(sql)
                .execute(Tuple.of(bank, merchantNo, day, clock.instant().atOffset(ZoneOffset.UTC), count)));
        assertThat(rows.rowCount()).isEqualTo(count);
    }

    HttpResponse<String> get(String url) throws Exception {
        return http.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
    }

    HttpResponse<String> postForm(String url, String form) throws Exception {
        return call("POST", url, "application/x-www-form-urlencoded", form);
    }

    HttpResponse<String> call(String method, String url, String contentType, String body) throws Exception {
        return http.send(request(method, url, contentType, body), BodyHandlers.ofString());
    }

    HttpResponse<byte[]> callBytes(String url, String contentType, String body) throws Exception {
        return http.send(request("POST", url, contentType, body), BodyHandlers.ofByteArray());
    }

    private static HttpRequest request(String method, String url, String contentType, String body) {
        return HttpRequest.newBuilder(URI.create(url))
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", contentType)
                .method(method, BodyPublishers.ofString(body))
                .build();
    }

    private SimulatedWorld startWorld() {
        var demo = SimulatorConfig.demo(KEYS, 0, NO_GATEWAY);
        var config = new SimulatorConfig(
                demo.host(),
                demo.port(),
                demo.publicUrl(),
                SILENCE_MS,
                demo.bodyBytesMax(),
                demo.chargesListedMax(),
                demo.abc(),
                demo.unionpay(),
                demo.shop());
        try {
            return await(SimulatedWorld.start(
                    new SimulatedWorld.Parts(vertx, config, pool, clock, new Random(7), CryptoProviders.portable())));
        } catch (Exception broken) {
            throw new IllegalStateException(broken);
        }
    }

    void close() throws Exception {
        await(world.stop());
        await(pool.close());
        await(vertx.close());
        database.close();
    }

    /** Stands still until it is moved. */
    static final class MovableClock extends Clock {
        private volatile Instant now = Instant.parse("2026-11-23T04:20:00Z");

        void advance(Duration duration) {
            now = now.plus(duration);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
