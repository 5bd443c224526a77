package dev.tongfu.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tongfu.Poll;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who counts hears templates of paths, never what stands in their places. */
class HttpObserverIT {
    private TestGateway gateway;

    @BeforeEach
    void start() throws Exception {
        gateway = new TestGateway(
                TestGateway.config(),
                4,
                List.of(TestGateway.operations(Map.of(
                        "createPayment",
                        request -> Future.succeededFuture(ApiAnswer.created(Buffer.buffer("{}"))),
                        "getPayment",
                        request -> Promise.<ApiAnswer>promise().future()))),
                List.of(router -> router.get("/pages/:token").handler(context -> context.end("page"))));
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void anExchangeIsHeardByItsTemplate() throws Exception {
        // When
        var answers = List.of(
                gateway.post("/v1/payments", "{}"),
                gateway.send(gateway.plain("/pages/secret-of-a-payer")),
                gateway.send(gateway.plain("/nothing/at/all")),
                gateway.send(gateway.plain("/v1/payments").DELETE()));

        // Then
        assertThat(answers).extracting(HttpResponse::statusCode).containsExactly(201, 200, 404, 405);
        assertThat(heard(4))
                .containsExactly("POST /v1/payments 201", "GET /pages/:token 200", "GET null 404", "DELETE null 405");
    }

    @Test
    void aRefusalByTheQuotaIsHeardAtItsGate() throws Exception {
        // When
        var statuses = new HashSet<Integer>();
        for (int i = 0; i < 6; i++) {
            statuses.add(gateway.post("/v1/payments", "{}").statusCode());
        }

        // Then
        assertThat(statuses).containsExactlyInAnyOrder(201, 429);
        assertThat(heard(7)).contains("QUOTA").filteredOn("QUOTA"::equals).hasSizeBetween(1, 2);
    }

    @Test
    void aClientThatLeavesIsHeardWithoutAStatus() throws Exception {
        // Given
        var request = "GET /v1/payments/pay_01KAQ5TQ7C9D4N1XB2M3P4R5S6 HTTP/1.1\r\nHost: localhost\r\nSignature-Input: "
                + TestGateway.SIGNED + "\r\n\r\n";

        // When
        try (var socket = gateway.socket()) {
            socket.getOutputStream().write(request.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            assertThat(Poll.until(
                            Duration.ofSeconds(5), () -> gateway.traffic.api().inside() == 1))
                    .isTrue();
        }

        // Then
        assertThat(heard(1))
                .singleElement()
                .asString()
                .startsWith("GET /v1/payments/:")
                .endsWith(" 0");
    }

    private List<String> heard(int count) {
        assertThat(Poll.until(Duration.ofSeconds(5), () -> gateway.heard.size() >= count))
                .as("%s", gateway.heard)
                .isTrue();
        return List.copyOf(gateway.heard);
    }
}
