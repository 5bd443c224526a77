package dev.tongfu.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tongfu.crypto.WebhookSecret;
import dev.tongfu.crypto.WebhookSigner;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DemoShopIT {
    private record Call(HttpServerRequest request, String body) {}

    private static final BlockingQueue<Call> CALLS = new LinkedBlockingQueue<>();
    private static SimulatorFixture simulator;
    private static HttpServer gateway;
    private static WebhookSigner signer;
    private static int numbers;

    private final String orderNo = "SHOP" + numbers++;
    private final String webhookId = "ntf_" + orderNo;

    @BeforeAll
    static void start() throws Exception {
        simulator = new SimulatorFixture();
        gateway = SimulatorFixture.await(simulator
                .vertx
                .createHttpServer()
                .requestHandler(DemoShopIT::answer)
                .listen(0, "127.0.0.1"));
        simulator.world().connectShop("http://127.0.0.1:" + gateway.actualPort());
        var secret = Files.readString(SimulatorFixture.KEYS.resolve("webhook-secret"));
        signer = new WebhookSigner(List.of(WebhookSecret.parse(secret.strip())), List.of());
    }

    @AfterAll
    static void stop() throws Exception {
        SimulatorFixture.await(gateway.close());
        simulator.close();
    }

    /** A gateway that takes every payment. */
    private static void answer(HttpServerRequest request) {
        request.body().onSuccess(body -> {
            CALLS.add(new Call(request, body.toString()));
            var payment = new JsonObject(body.toString())
                    .put("id", "pay_1")
                    .put("status", "created")
                    .put("cashier_url", "http://127.0.0.1/cashier/token");
            request.response().setStatusCode(201).end(payment.encode());
        });
    }

    @Test
    void buyingSignsTheCallAndSendsTheCustomerToTheCashier() throws Exception {
        // Given
        CALLS.clear();

        // When
        var bought = simulator.postForm(simulator.url() + "/shop/orders", "good=tea&result_mode=server&bank=abc");

        // Then
        assertThat(bought.statusCode()).isEqualTo(303);
        assertThat(bought.headers().firstValue("location")).contains("http://127.0.0.1/cashier/token");
        var call = CALLS.poll(5, TimeUnit.SECONDS);
        assertThat(call).isNotNull();
        var body = new JsonObject(call.body());
        assertThat(body.getLong("amount")).isEqualTo(8800L);
        assertThat(body.getString("notify_url")).isEqualTo(simulator.url() + "/shop/hooks");
        assertThat(signatureHolds(call)).isTrue();
    }

    @Test
    void aVerifiedNotificationMakesTheOrderPaidAndNamesTheCustomersPage() throws Exception {
        // Given
        assertThat(buy("server").getString("cashier_url")).isEqualTo("http://127.0.0.1/cashier/token");
        assertThat(orderPage()).contains("待支付");

        // When
        var told = hook(paid(2), webhookId);

        // Then
        assertThat(told.statusCode()).isEqualTo(200);
        assertThat(new JsonObject(told.body()).getString("customer_url"))
                .isEqualTo(simulator.url() + "/shop/orders/" + orderNo);
        assertThat(orderPage()).contains("已支付");
    }

    @Test
    void theSameNotificationAgainIsAnsweredLikeTheFirstAndChangesNothing() throws Exception {
        // Given
        assertThat(buy("server").getString("order_no")).isEqualTo(orderNo);
        var first = hook(paid(2), webhookId);

        // When
        var second = hook(paid(2), webhookId);

        // Then
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(notifications()).contains("\"again\":false", "\"again\":true");
    }

    @Test
    void oldNewsDoesNotOverwriteNewNews() throws Exception {
        // Given
        assertThat(buy("server").getString("order_no")).isEqualTo(orderNo);
        assertThat(hook(paid(5), webhookId).statusCode()).isEqualTo(200);

        // When
        var older = hook(event("payment.closed", "closed", 4), webhookId + "B");

        // Then
        assertThat(older.statusCode()).isEqualTo(200);
        assertThat(orderPage()).contains("已支付");
    }

    @Test
    void aNotificationWithAWrongSignatureIsRefusedAndListed() throws Exception {
        // Given
        assertThat(buy("server").getString("order_no")).isEqualTo(orderNo);

        // When
        var refused = send(paid(2), webhookId, signer.sign(webhookId, simulator.clock.instant(), new byte[0]));

        // Then
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(orderPage()).contains("待支付");
        assertThat(simulator.get(simulator.url() + "/shop/api/notifications").body())
                .contains("NO_MATCH");
    }

    @Test
    void theBrowserMayCarryTheResult() throws Exception {
        // Given
        assertThat(buy("page").getString("order_no")).isEqualTo(orderNo);
        var payload = paid(2);
        var form = "webhook_id=" + webhookId + "&webhook_timestamp="
                + simulator.clock.instant().getEpochSecond() + "&webhook_signature="
                + encoded(signer.sign(webhookId, simulator.clock.instant(), payload.getBytes(StandardCharsets.UTF_8)))
                + "&payload=" + encoded(payload);

        // When
        var returned = simulator.postForm(simulator.url() + "/shop/return?order_no=" + orderNo, form);

        // Then
        assertThat(returned.statusCode()).isEqualTo(303);
        assertThat(returned.headers().firstValue("location")).contains("/shop/orders/" + orderNo);
        assertThat(orderPage()).contains("已支付");
        assertThat(notifications()).contains("\"road\":\"page\"", "\"verdict\":\"VALID\"");
    }

    @Test
    void theShopRefusesAsOftenAsItIsTold() throws Exception {
        // Given
        assertThat(buy("server").getString("order_no")).isEqualTo(orderNo);
        var mood = simulator.call(
                "PUT", simulator.url() + "/shop/api/mood", "application/json", "{\"status\":503,\"times\":1}");
        assertThat(mood.statusCode()).isEqualTo(200);

        // When
        var statuses = List.of(
                hook(paid(2), webhookId).statusCode(), hook(paid(2), webhookId).statusCode());

        // Then
        assertThat(statuses).containsExactly(503, 200);
    }

    private JsonObject buy(String mode) throws Exception {
        var wish =
                new JsonObject().put("order_no", orderNo).put("good", "brush").put("result_mode", mode);
        return new JsonObject(simulator
                .call("POST", simulator.url() + "/shop/api/orders", "application/json", wish.encode())
                .body());
    }

    private String paid(int sequence) {
        return event("payment.succeeded", "succeeded", sequence);
    }

    private String event(String type, String status, int sequence) {
        var data = new JsonObject()
                .put("id", "pay_1")
                .put("order_no", orderNo)
                .put("status", status)
                .put("sequence", sequence);
        return new JsonObject().put("type", type).put("data", data).encode();
    }

    private static HttpResponse<String> hook(String body, String id) throws Exception {
        return send(body, id, signer.sign(id, simulator.clock.instant(), body.getBytes(StandardCharsets.UTF_8)));
    }

    private static HttpResponse<String> send(String body, String id, String signature) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(simulator.url() + "/shop/hooks"))
                .timeout(Duration.ofSeconds(10))
                .header("webhook-id", id)
                .header(
                        "webhook-timestamp",
                        Long.toString(simulator.clock.instant().getEpochSecond()))
                .header("webhook-signature", signature)
                .POST(BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }

    private String orderPage() throws Exception {
        return simulator.get(simulator.url() + "/shop/orders/" + orderNo).body();
    }

    private String notifications() throws Exception {
        return simulator
                .get(simulator.url() + "/shop/api/notifications?order_no=" + orderNo)
                .body();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Rebuilds the signature base from the headers and checks it with the merchant's public key. */
    private static boolean signatureHolds(Call call) throws Exception {
        var headers = call.request().headers();
        var parameters = headers.get("Signature-Input").substring("sig1=".length());
        var base = "\"@method\": POST\n\"@path\": /v1/payments\n\"@query\": ?\n\"@authority\": 127.0.0.1:"
                + gateway.actualPort() + "\n\"content-digest\": " + headers.get("Content-Digest")
                + "\n\"@signature-params\": " + parameters;
        var pem = Files.readString(SimulatorFixture.KEYS.resolve("merchant-ed25519.pub.pem"))
                .replaceAll("-----[A-Z ]+-----|\\s", "");
        var key = KeyFactory.getInstance("Ed25519")
                .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(pem)));
        var signature = Signature.getInstance("Ed25519");
        signature.initVerify(key);
        signature.update(base.getBytes(StandardCharsets.US_ASCII));
        var text = headers.get("Signature");
        return signature.verify(Base64.getDecoder().decode(text.substring("sig1=:".length(), text.length() - 1)));
    }
}
