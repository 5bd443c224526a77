package dev.tongfu.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Quotas, shedding and the limit of connections, over sockets. */
class HttpTrafficIT {
    private static final ApiAnswer DONE = ApiAnswer.created(Buffer.buffer("{}"));

    @Test
    void aMerchantBeyondItsQuotaIsToldWhenToComeAgain() throws Exception {
        try (var gateway = gateway(TestGateway.config(), 3, request -> Future.succeededFuture(DONE))) {
            // When
            var answers = new ArrayList<Integer>();
            for (int i = 0; i < 30 && !answers.contains(429); i++) {
                answers.add(gateway.post("/v1/payments", "{}").statusCode());
            }
            var refused = gateway.post("/v1/payments", "{}");

            // Then
            assertThat(answers).startsWith(201, 201, 201).contains(429);
            if (refused.statusCode() == 429) {
                assertThat(refused.headers().firstValue("retry-after")).contains("1");
                assertThat(new JsonObject(refused.body()).getBoolean("retryable"))
                        .isTrue();
            }
        }
    }

    @Test
    void unsignedCallsDoNotUseUpAQuota() throws Exception {
        try (var gateway = gateway(TestGateway.config(), 1, request -> Future.succeededFuture(DONE))) {
            // Given
            for (int i = 0; i < 5; i++) {
                assertThat(gateway.send(gateway.plain("/v1/payments").POST(BodyPublishers.ofString("{}")))
                                .statusCode())
                        .isEqualTo(401);
            }

            // When
            var answer = gateway.post("/v1/payments", "{}");

            // Then
            assertThat(answer.statusCode()).isEqualTo(201);
        }
    }

    @Test
    void callsBeyondTheLimitAreShedWithRetryAfterAndTheRestIsAnswered() throws Exception {
        // Given
        var entered = new CountDownLatch(4);
        Promise<ApiAnswer> release = Promise.promise();
        ExecutorService clients = Executors.newFixedThreadPool(4);
        try (var gateway = gateway(TestGateway.config(), 10_000, request -> {
            entered.countDown();
            return release.future();
        })) {
            var waiting = new ArrayList<java.util.concurrent.Future<Integer>>();
            for (int i = 0; i < 4; i++) {
                waiting.add(
                        clients.submit(() -> gateway.post("/v1/payments", "{}").statusCode()));
            }
            assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();

            // When
            var shed = gateway.post("/v1/payments", "{}");
            release.complete(DONE);

            // Then
            assertThat(shed.statusCode()).isEqualTo(503);
            assertThat(shed.headers().firstValue("retry-after")).contains("1");
            assertThat(new JsonObject(shed.body()).getString("code")).isEqualTo("overloaded");
            for (var answer : waiting) {
                assertThat(answer.get(10, TimeUnit.SECONDS)).isEqualTo(201);
            }
            assertThat(gateway.post("/v1/payments", "{}").statusCode()).isEqualTo(201);
        } finally {
            clients.shutdownNow();
        }
    }

    @Test
    void whileTooManyWaitForTheDatabaseCallsAreShedUnreadAndTheirConnectionServesTheNextOne() throws Exception {
        // Given
        var called = new AtomicInteger();
        try (var gateway = gateway(TestGateway.config(), 10_000, request -> {
                    called.incrementAndGet();
                    return Future.succeededFuture(DONE);
                });
                var socket = gateway.socket()) {
            gateway.waiting.set(TestGateway.config().apiWaitingMax());

            // When
            String shed = exchange(socket, head("{ not even json"), "{ not even json");
            gateway.waiting.set(0);
            String served = exchange(socket, head("{}"), "{}");

            // Then
            assertThat(shed)
                    .startsWith("HTTP/1.1 503 ")
                    .containsIgnoringCase("retry-after: 1")
                    .contains("overloaded");
            assertThat(served).startsWith("HTTP/1.1 201 ");
            assertThat(called).hasValue(1);
        }
    }

    @Test
    void aBodyThatComesAfterItsCallWasShedIsNotTakenForTheNextCall() throws Exception {
        // Given
        String body = "POST /v1/payments HTTP/1.1\r\nHost: y\r\n\r\n";
        try (var gateway = gateway(TestGateway.config(), 10_000, request -> Future.succeededFuture(DONE));
                var socket = gateway.socket()) {
            gateway.waiting.set(TestGateway.config().apiWaitingMax());
            String shed = exchange(socket, head(body), "");

            // When
            gateway.waiting.set(0);
            String served = exchange(socket, body + head("{}"), "{}");

            // Then
            assertThat(shed).startsWith("HTTP/1.1 503 ");
            assertThat(served).startsWith("HTTP/1.1 201 ");
        }
    }

    @Test
    void aMalformedCallLosesItsConnectionAlsoWhileOthersAreShed() throws Exception {
        // Given
        try (var gateway = gateway(TestGateway.config(), 10_000, request -> Future.succeededFuture(DONE));
                var socket = gateway.socket()) {
            gateway.waiting.set(TestGateway.config().apiWaitingMax());
            String head = "POST /v1/payments HTTP/1.1\r\nHost: x\r\nHost: y\r\nContent-Length: 0\r\n\r\n";

            // When
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
            String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            // Then
            assertThat(all).startsWith("HTTP/1.1 400 ");
        }
    }

    @Test
    void aShedCallOfUnknownLengthLosesItsConnection() throws Exception {
        // Given
        try (var gateway = gateway(TestGateway.config(), 10_000, request -> Future.succeededFuture(DONE));
                var socket = gateway.socket()) {
            gateway.waiting.set(TestGateway.config().apiWaitingMax());
            String head = "POST /v1/payments HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";

            // When
            socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
            String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            // Then
            assertThat(all).startsWith("HTTP/1.1 503 ").containsIgnoringCase("connection: close");
        }
    }

    /** The head of a signed call. */
    private static String head(String body) {
        return "POST /v1/payments HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: "
                + body.length() + "\r\nSignature-Input: " + TestGateway.SIGNED + "\r\n\r\n";
    }

    /** Sends both on a connection that stays open; the answer's head and as much of its body as came with it. */
    private static String exchange(Socket socket, String head, String body) throws IOException {
        socket.setSoTimeout(10_000);
        socket.getOutputStream().write((head + body).getBytes(StandardCharsets.UTF_8));
        var answer = new StringBuilder();
        while (!answer.toString().matches("(?s).*\r\n\r\n.*[}]")) {
            int next = socket.getInputStream().read();
            assertThat(next).as("%s", answer).isNotNegative();
            answer.append((char) next);
        }
        return answer.toString();
    }

    @Test
    void aConnectionBeyondTheLimitIsClosed() throws Exception {
        // Given
        var base = TestGateway.config();
        var config = new HttpConfig(
                base.host(),
                0,
                1,
                2,
                base.idleTimeoutS(),
                base.requestTimeoutMs(),
                base.answerTimeoutMs(),
                base.shutdownMs(),
                base.initialLineMax(),
                base.headersMax(),
                base.bodyMax(),
                base.batchBodyMax(),
                base.apiInFlightMax(),
                base.apiWaitingMax(),
                base.pagesInFlightMax(),
                base.retryAfterS());
        try (var gateway = gateway(config, 1_000, request -> Future.succeededFuture(DONE));
                var first = gateway.socket();
                var second = gateway.socket();
                var third = gateway.socket()) {
            for (Socket socket : List.of(first, second, third)) {
                socket.setSoTimeout(500);
            }

            // When
            int ended = 0;
            for (Socket socket : List.of(third, second, first)) {
                try {
                    ended += socket.getInputStream().read() < 0 ? 1 : 0;
                } catch (java.net.SocketTimeoutException open) {
                    assertThat(open).isNotNull();
                } catch (java.net.SocketException reset) {
                    ended++;
                }
                if (ended == 1) {
                    break;
                }
            }

            // Then
            assertThat(ended).isEqualTo(1);
            assertThat(gateway.traffic.connections().size()).isEqualTo(2);
        }
    }

    private static TestGateway gateway(HttpConfig config, int perSecond, ApiHandler createPayment) throws Exception {
        return new TestGateway(
                config, perSecond, List.of(TestGateway.operations(Map.of("createPayment", createPayment))), List.of());
    }
}
