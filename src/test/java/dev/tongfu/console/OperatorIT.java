package dev.tongfu.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tongfu.audit.Operator;
import dev.tongfu.http.Answers;
import dev.tongfu.http.ProblemPages;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperatorIT {
    private static final Map<String, Operator> TOKENS = Map.of(
            "v", new Operator("vera", Operator.Role.VIEWER),
            "m", new Operator("mia", Operator.Role.MAKER),
            "c", new Operator("chen", Operator.Role.CHECKER));

    private final Vertx vertx = Vertx.vertx();
    private final AtomicReference<Future<Boolean>> database = new AtomicReference<>(Future.succeededFuture(true));
    private final AtomicBoolean turning = new AtomicBoolean(true);
    private final AtomicBoolean fresh = new AtomicBoolean(true);
    private final Readiness readiness = new Readiness(database::get, Map.of("merchants-stale", fresh::get));
    private final HttpClient client = HttpClient.newHttpClient();
    private OperatorVerticle verticle;

    @BeforeEach
    void start() throws Exception {
        var config = new OperatorConfig(
                "127.0.0.1",
                0,
                30,
                8_192,
                65_536,
                10,
                200,
                500,
                false,
                new ConsoleConfig(1, 1, 1, 1, 1, 1, 1, 1, null));
        var access =
                new OperatorAccess(token -> Optional.ofNullable(TOKENS.get(token)), new Answers(ProblemPages.load()));
        verticle = new OperatorVerticle(
                config,
                new Health(readiness, turning::get),
                () -> Future.succeededFuture("tongfu_payments_total 1.0\n"),
                access,
                List.of(OperatorIT::mount),
                () -> "req_test");
        finish(vertx.deployVerticle(verticle));
    }

    private static void mount(io.vertx.ext.web.Router router, OperatorAccess access) {
        router.get("/admin/v1/look")
                .handler(access.viewers())
                .handler(context -> context.end(access.operator(context).actor()));
        router.post("/admin/v1/propose").handler(access.makers()).handler(context -> context.end("proposed"));
        router.post("/admin/v1/approve").handler(access.checkers()).handler(context -> context.end("approved"));
        router.get("/admin/v1/broken").handler(access.viewers()).handler(context -> {
            throw new IllegalStateException("secret words");
        });
    }

    @AfterEach
    void stop() throws Exception {
        finish(vertx.close());
    }

    @Test
    void livenessNeverAsksTheDatabase() throws Exception {
        // Given
        database.set(Future.failedFuture("away"));
        fresh.set(false);
        readiness.drain();

        // When
        var answer = get("/health/live", "");

        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
    }

    @Test
    void readinessNamesWhatIsMissing() throws Exception {
        assertThat(readyReason()).isEqualTo("200 ready []");
        database.set(Future.failedFuture("away"));
        assertThat(readyReason()).isEqualTo("503 not-ready [\"database-silent\"]");
        database.set(Promise.<Boolean>promise().future());
        assertThat(readyReason()).isEqualTo("503 not-ready [\"database-silent\"]");
        database.set(Future.succeededFuture(false));
        assertThat(readyReason()).isEqualTo("503 not-ready [\"migrations-behind\"]");
        database.set(Future.succeededFuture(true));
        assertThat(readyReason()).as("back by itself").isEqualTo("200 ready []");
        fresh.set(false);
        assertThat(readyReason()).isEqualTo("503 not-ready [\"merchants-stale\"]");
        readiness.drain();
        assertThat(readyReason()).isEqualTo("503 not-ready [\"draining\",\"merchants-stale\"]");
    }

    @Test
    void aProcessWhoseLoopStandsStillIsNotLive() throws Exception {
        // Given
        turning.set(false);

        // When
        var answer = get("/health/live", "");

        // Then
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(new JsonObject(answer.body())).isEqualTo(new JsonObject().put("status", "stalled"));
    }

    @Test
    void metricsAreScraped() throws Exception {
        // When
        var answer = get("/metrics", "");

        // Then
        assertThat(answer.headers().firstValue("content-type")).contains("text/plain; version=0.0.4; charset=utf-8");
        assertThat(answer.body()).isEqualTo("tongfu_payments_total 1.0\n");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /admin/v1/look, '', 401",
        "GET, /admin/v1/look, x, 401",
        "GET, /admin/v1/look, v, 200",
        "POST, /admin/v1/propose, v, 403",
        "POST, /admin/v1/propose, m, 200",
        "POST, /admin/v1/approve, m, 403",
        "POST, /admin/v1/approve, c, 200",
        "GET, /admin/v1/nothing, c, 404",
        "DELETE, /admin/v1/look, c, 405"
    })
    void aTokenOpensWhatItsRoleMay(String method, String path, String token, int status) throws Exception {
        // When
        var answer = call(method, path, token);

        // Then
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("x-request-id")).contains("req_test");
        if (status >= 400) {
            assertThat(answer.headers().firstValue("content-type")).contains("application/problem+json");
        }
    }

    @Test
    void noCauseIsShown() throws Exception {
        // When
        var answer = get("/admin/v1/broken", "v");

        // Then
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).doesNotContain("secret").contains("internal-error");
    }

    private String readyReason() throws Exception {
        var answer = get("/health/ready", "");
        var body = new JsonObject(answer.body());
        return answer.statusCode() + " " + body.getString("status") + " "
                + body.getJsonArray("reasons").encode();
    }

    private HttpResponse<String> get(String path, String token) throws Exception {
        return call("GET", path, token);
    }

    private HttpResponse<String> call(String method, String path, String token) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + verticle.actualPort() + path))
                .method(method, HttpRequest.BodyPublishers.noBody());
        if (!token.isEmpty()) {
            request = request.header("Authorization", "Bearer " + token);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static void finish(Future<?> future) throws Exception {
        assertThat(future.map("done").toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS))
                .isEqualTo("done");
    }
}
