package dev.tongfu.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpIT {
    private static final String ID = "pay_01KAQ5TQ7C9D4N1XB2M3P4R5S6";
    private static final ConcurrentLinkedQueue<ApiRequest> handled = new ConcurrentLinkedQueue<>();
    private static TestGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        gateway = new TestGateway(
                TestGateway.config(),
                10_000,
                List.of(TestGateway.operations(Map.of(
                        "createPayment",
                        HttpIT::remember,
                        "getPayment",
                        HttpIT::remember,
                        "listPayments",
                        HttpIT::remember,
                        "createRefundBatch",
                        HttpIT::remember,
                        "closePayment",
                        request -> Promise.<ApiAnswer>promise().future(),
                        "getRefund",
                        request -> Future.failedFuture(new IllegalStateException("secret words")),
                        "createDebitBatch",
                        request -> Future.failedFuture(new UnsupportedOperationException()),
                        "createRefund",
                        request -> {
                            throw new IllegalStateException("secret words");
                        }))),
                List.of(router -> router.post("/bank/abc/notify")
                        .handler(
                                context -> context.response().end(context.body().buffer()))));
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @BeforeEach
    void forget() {
        handled.clear();
    }

    private static Future<ApiAnswer> remember(ApiRequest request) {
        handled.add(request);
        return Future.succeededFuture(ApiAnswer.created(Buffer.buffer("{}")));
    }

    @Test
    void aCallReachesItsHandlerWithRawBytesAndARequestId() throws Exception {
        // Given
        String body = "{ \"order_no\" : \"测试\" }";

        // When
        var answer = gateway.post("/v1/payments", body);

        // Then
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(handled).hasSize(1);
        var request = handled.element();
        assertThat(request.body().toString()).isEqualTo(body);
        assertThat(request.merchantId()).isEqualTo("m1");
        assertThat(answer.headers().firstValue("x-request-id")).contains(request.requestId());
    }

    @Test
    void requestIdsAreNeverTakenFromOutsideAndNeverTheSame() throws Exception {
        // Given
        var ids = new HashSet<String>();

        // When
        for (int i = 0; i < 5; i++) {
            var answer = gateway.send(gateway.plain("/nowhere").header("X-Request-Id", "req_mine"));
            ids.add(answer.headers().firstValue("x-request-id").orElseThrow());
        }

        // Then
        assertThat(ids).hasSize(5).doesNotContain("req_mine");
    }

    @Test
    void anUnsignedCallIsRefusedBeforeItIsRead() throws Exception {
        // When
        var answer = gateway.send(gateway.plain("/v1/payments").POST(BodyPublishers.ofString("garbage")));

        // Then
        assertProblem(answer, 401, "signature-missing");
        assertThat(handled).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/v1", "/v1/", "/v1/nothing", "/v2/payments", "/favicon.ico", "/v1/payments/"})
    void anUnknownPathIsAProblem(String path) throws Exception {
        // When
        var answer = gateway.send(gateway.signed(path));

        // Then
        assertProblem(answer, 404, "unknown-path");
    }

    @Test
    void aWrongMethodIsAProblemThatNamesTheRightOnes() throws Exception {
        // When
        var answer = gateway.send(gateway.signed("/v1/payments").DELETE());

        // Then
        assertProblem(answer, 405, "method-not-allowed");
        assertThat(answer.headers().firstValue("allow")).contains("GET, POST");
    }

    @Test
    void anOperationWithoutHandlerSaysSo() throws Exception {
        // When
        var answer = gateway.post("/v1/contracts", "{}");

        // Then
        assertProblem(answer, 501, "not-offered-yet");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pay_1", "ref_01KAQ5TQ7C9D4N1XB2M3P4R5S6", "pay_01KAQ5TQ7C9D4N1XB2M3P4R5S6%0A", "x"})
    void anIdOfAnotherFormIsNotFound(String id) throws Exception {
        // When
        var answer = gateway.send(gateway.signed("/v1/payments/" + id));

        // Then
        assertThat(answer.statusCode()).isIn(400, 404);
        assertThat(handled).isEmpty();
    }

    static Stream<Arguments> faultyQueries() {
        return Stream.of(
                arguments("unheard=1", "?unheard", "unknown-field"),
                arguments("limit=1&limit=2", "?limit", "duplicate-key"),
                arguments("limit=1&l%69mit=2", "?limit", "duplicate-key"),
                arguments("limit=0", "?limit", "bad-value"),
                arguments("limit=501", "?limit", "bad-value"),
                arguments("limit=-1", "?limit", "bad-value"),
                arguments("limit=1e2", "?limit", "bad-value"),
                arguments("limit=007", "?limit", "bad-value"),
                arguments("limit=", "?limit", "bad-value"),
                arguments("limit", "?limit", "bad-value"),
                arguments("order_no=A%20B", "?order_no", "bad-format"),
                arguments("order_no=%00", "?order_no", "control-character"),
                arguments("order_no=%C0%A2", "?", "bad-encoding"),
                arguments("order_no=%D5%C5", "?", "bad-encoding"),
                arguments("from=2026-11-23", "?from", "bad-value"),
                arguments("from=2026-11-23T00:00:00+08:00", "?from", "bad-value"),
                arguments("status=paid", "?status", "not-in-list"),
                arguments("sync=yes", "?sync", "not-in-list"),
                arguments("cursor=a.b", "?cursor", "bad-format"),
                arguments("limit=1&&", "?", "unknown-field"));
    }

    @ParameterizedTest
    @MethodSource("faultyQueries")
    void aFaultyQueryIsRefused(String query, String pointer, String code) throws Exception {
        // When
        var answer = gateway.send(gateway.signed("/v1/payments?" + query));

        // Then
        assertProblem(answer, 400, "invalid-parameters");
        var error = new JsonObject(answer.body()).getJsonArray("errors").getJsonObject(0);
        assertThat(error.getString("pointer")).isEqualTo(pointer);
        assertThat(error.getString("code")).isEqualTo(code);
        assertThat(handled).isEmpty();
    }

    @Test
    void aGoodQueryIsTypedWithDefaults() throws Exception {
        // When
        var answer =
                gateway.send(gateway.signed("/v1/payments?order_no=A-1&from=2026-11-23T00:00:00%2B08:00&sync=true"));

        // Then
        assertThat(answer.statusCode()).isEqualTo(201);
        var request = handled.element();
        assertThat(request.query().number("limit")).isEqualTo(100);
        assertThat(request.query().text("from")).isEqualTo("2026-11-23T00:00:00+08:00");
        assertThat(request.flag("sync")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "application/json; charset=gbk", "json"})
    void anotherMediaTypeIsRefused(String type) throws Exception {
        // When
        var answer = gateway.send(
                gateway.signed("/v1/payments").header("Content-Type", type).POST(BodyPublishers.ofString("{}")));

        // Then
        assertProblem(answer, 415, "unsupported-media-type");
    }

    @Test
    void aBodyBeyondTheLimitIsRefusedUnlessItIsABatch() throws Exception {
        // Given
        String large = "x".repeat(70_000);

        // When
        var usual = gateway.post("/v1/payments", large);
        var batch = gateway.post("/v1/refund-batches", large);

        // Then
        assertProblem(usual, 413, "body-too-large");
        assertThat(batch.statusCode()).isEqualTo(201);
        assertThat(handled).hasSize(1);
    }

    @Test
    void aCallThatTakesTooLongIsAnsweredOutcomeUnknown() throws Exception {
        // When
        var answer = gateway.post("/v1/payments/" + ID + "/close", "");

        // Then
        assertProblem(answer, 504, "outcome-unknown");
        assertThat(new JsonObject(answer.body()).getBoolean("retryable")).isTrue();
    }

    @Test
    void aFailureThatMeansOverloadIsTheCallersToRepeat() throws Exception {
        // When
        var answer = gateway.post("/v1/debit-batches", "{}");

        // Then
        assertProblem(answer, 503, "overloaded");
        assertThat(answer.headers().firstValue("retry-after")).contains("1");
    }

    @Test
    void noCauseLeavesTheGateway() throws Exception {
        // When
        var failed = gateway.send(gateway.signed("/v1/refunds/ref_01KAQ5TQ7C9D4N1XB2M3P4R5S6"));
        var thrown = gateway.post("/v1/refunds", "{}");

        // Then
        assertProblem(failed, 500, "internal-error");
        assertProblem(thrown, 500, "internal-error");
        assertThat(failed.body() + thrown.body()).doesNotContain("secret").doesNotContain("Exception");
    }

    @Test
    void pagesGetTheirRawBody() throws Exception {
        // When
        var answer = gateway.send(gateway.plain("/bank/abc/notify")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("MSG=a%2Bb&MSG=c")));

        // Then
        assertThat(answer.body()).isEqualTo("MSG=a%2Bb&MSG=c");
    }

    @Test
    void everyProblemHasItsPage() throws Exception {
        for (ProblemCode code : ProblemCode.values()) {
            // When
            var page = gateway.send(gateway.plain("/problems/" + code.code()));

            // Then
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body())
                    .contains(code.title().replace("\"", "&quot;"), code.code(), "<html lang=\"zh-CN\">");
            assertThat(page.headers().firstValue("content-security-policy")).isPresent();
        }
        assertThat(gateway.send(gateway.plain("/problems")).body()).contains("/problems/order-conflict");
        assertThat(gateway.send(gateway.plain("/problems/style.css")).body()).contains("font-family");
        assertThat(gateway.send(gateway.plain("/problems/nothing")).statusCode())
                .isEqualTo(404);
    }

    @Test
    void theContractIsServed() throws Exception {
        // When
        var answer = gateway.send(gateway.plain("/openapi.yaml"));

        // Then
        assertThat(answer.body()).startsWith("openapi: 3.1.0");
    }

    @Test
    void theRouterWithAllOperationsStartsQuickly() {
        // Then
        assertThat(gateway.startCpuMs).isLessThan(3_000);
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("content-type")).contains("application/problem+json");
        var problem = new JsonObject(answer.body());
        assertThat(problem.getString("code")).isEqualTo(code);
        assertThat(problem.getString("type")).isEqualTo("/problems/" + code);
        assertThat(problem.getInteger("status")).isEqualTo(status);
        assertThat(problem.getString("instance"))
                .isEqualTo(answer.headers().firstValue("x-request-id").orElseThrow());
    }
}
