package dev.tongfu.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
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

/** What is not proper HTTP, byte by byte: nothing of it reaches a handler. */
class HttpBrokenRequestsIT {
    private static final ConcurrentLinkedQueue<ApiRequest> handled = new ConcurrentLinkedQueue<>();
    private static TestGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        gateway = new TestGateway(
                TestGateway.config(),
                10_000,
                List.of(TestGateway.operations(Map.of(
                        "createPayment",
                        HttpBrokenRequestsIT::remember,
                        "listPayments",
                        HttpBrokenRequestsIT::remember))),
                List.of());
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
    void aChunkedBodyBeyondTheLimitIsRefused() throws Exception {
        // Given
        String chunk = "8000\r\n" + "x".repeat(0x8000) + "\r\n";

        // When
        String answer = gateway.raw(
                head("POST /v1/payments", "Transfer-Encoding: chunked") + chunk + chunk + chunk + "0\r\n\r\n");

        // Then
        assertThat(answer).startsWith("HTTP/1.1 413");
        assertThat(handled).isEmpty();
    }

    static Stream<Arguments> smuggling() {
        String next = "GET /v1/payments HTTP/1.1\r\nHost: x\r\nSignature-Input: " + TestGateway.SIGNED + "\r\n\r\n";
        return Stream.of(
                arguments(head("POST /v1/payments", "Content-Length: 5", "Transfer-Encoding: chunked") + "0\r\n\r\n"
                        + next),
                arguments(head("POST /v1/payments", "Transfer-Encoding: chunked, xchunked") + "0\r\n\r\n" + next),
                arguments(head("POST /v1/payments", "Transfer-Encoding: xchunked") + "0\r\n\r\n" + next),
                arguments(head("POST /v1/payments", "Content-Length: 0", "Content-Length: 5") + next),
                arguments(head("POST /v1/payments", "Content-Length: +0") + next),
                arguments(head("POST /v1/payments", "Content-Length: 0, 5") + next),
                arguments(head("POST /v1/payments", "Content-Length : 0") + next),
                arguments(head("POST /v1/payments", "Transfer-Encoding : chunked") + "0\r\n\r\n" + next),
                arguments("\u0001GET /v1/payments HTTP/1.1\r\nHost: x\r\n\r\n" + next),
                arguments("GET /v1/payments HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n" + next),
                arguments("GET /v1/payments HTTP/1.1\r\n\r\n" + next),
                arguments("GET http://other/v1/payments HTTP/1.1\r\nHost: x\r\n\r\n" + next),
                arguments("GET /v1/./payments HTTP/1.1\r\nHost: x\r\n\r\n" + next),
                arguments("GET /v1/%70ayments HTTP/1.1\r\nHost: x\r\n\r\n" + next),
                arguments("GET /v1/payments\u0000 HTTP/1.1\r\nHost: x\r\n\r\n" + next),
                arguments("GET /v1/payments HTTP/1.1\r\nHost: x\r\nX: a\u0000b\r\n\r\n" + next),
                arguments("NONSENSE\r\n\r\n" + next));
    }

    @ParameterizedTest
    @MethodSource("smuggling")
    void aRequestThatTwoServersReadDifferentlyIsAnsweredOnceAndTheConnectionCloses(String request) throws Exception {
        // When
        String answer = gateway.raw(request);

        // Then
        assertThat(answer.split("HTTP/1\\.[01] ", -1)).as(answer).hasSize(2);
        assertThat(answer.substring(8)).startsWith(" 400").contains("\"code\":\"malformed-request\"");
        assertThat(handled).isEmpty();
    }

    @Test
    void tooLongHeadersAreAProblem() throws Exception {
        // When
        String headers = gateway.raw(head("GET /v1/payments", "X-Long: " + "x".repeat(9_000)));
        String line = gateway.raw(head("GET /v1/payments?x=" + "x".repeat(5_000)));

        // Then
        assertThat(headers.substring(8)).startsWith(" 431").contains("\"code\":\"headers-too-large\"");
        assertThat(line.substring(8)).startsWith(" 431").contains("\"code\":\"headers-too-large\"");
    }

    @Test
    void clearTextHttp2IsNotOffered() throws Exception {
        // When
        String answer = gateway.raw(head(
                "GET /openapi.yaml",
                "Connection: Upgrade, HTTP2-Settings, close",
                "Upgrade: h2c",
                "HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA"));

        // Then
        assertThat(answer).startsWith("HTTP/1.1 200");
    }

    @Test
    void aClientThatSendsOneByteAtATimeIsCutOff() throws Exception {
        // Given
        long begun = System.nanoTime();

        // When
        try (Socket socket = gateway.socket()) {
            socket.setSoTimeout(10_000);
            byte[] head = head("POST /v1/payments", "Content-Length: 1000").getBytes(StandardCharsets.US_ASCII);
            socket.getOutputStream().write(head);
            socket.setSoTimeout(300);
            while (alive(socket)) {
                socket.getOutputStream().write('x');
            }
        } catch (java.net.SocketException closed) {
            assertThat(closed).isNotNull();
        }

        // Then
        assertThat(System.nanoTime() - begun).isLessThan(8_000_000_000L);
        assertThat(handled).isEmpty();
    }

    private static boolean alive(Socket socket) throws java.io.IOException {
        try {
            return socket.getInputStream().read() >= 0;
        } catch (java.net.SocketTimeoutException stillOpen) {
            return true;
        }
    }

    private static String head(String start, String... headers) {
        return start + " HTTP/1.1\r\nHost: x\r\nSignature-Input: " + TestGateway.SIGNED + "\r\n"
                + "Content-Type: application/json\r\n" + String.join("\r\n", headers)
                + (headers.length == 0 ? "" : "\r\n") + "\r\n";
    }
}
