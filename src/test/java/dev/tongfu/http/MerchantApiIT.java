package dev.tongfu.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MerchantApiIT {
    private static MerchantApiWorld world;
    private static int orders;

    @BeforeAll
    static void start() throws Exception {
        world = new MerchantApiWorld();
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    @Test
    void aPaymentIsTakenReadBothWaysAndListed() throws Exception {
        // Given
        String orderNo = orderNo();

        // When
        var created = world.call("POST", "/v1/payments", order(orderNo).encode());

        // Then
        assertThat(created.status()).as(created.json().encode()).isEqualTo(201);
        assertThat(created.json().getString("status")).isEqualTo("created");
        assertThat(created.json().getString("cashier_url")).startsWith("https://pay.example/cashier/");
        assertThat(created.json().fieldNames()).containsAll(documentedFields());
        String id = created.json().getString("id");
        assertThat(world.call("GET", "/v1/payments/" + id, "").json()).isEqualTo(created.json());
        var byNumber = world.call("GET", "/v1/payments?order_no=" + orderNo, "").json();
        assertThat(byNumber.getJsonArray("data").getJsonObject(0)).isEqualTo(created.json());
        assertThat(byNumber.getValue("next")).isNull();
        assertThat(world.call("GET", "/v1/payments?order_no=nobodys", "").json().getJsonArray("data"))
                .isEmpty();
    }

    @Test
    void theSameNumberAndContentIsReplayedAndOtherContentNamesTheField() throws Exception {
        // Given
        String orderNo = orderNo();
        var body = order(orderNo).put("metadata", new JsonObject().put("a", "1").put("b", "2"));
        var first = world.call("POST", "/v1/payments", body.encode());

        // When
        var again = world.call(
                "POST",
                "/v1/payments",
                order(orderNo)
                        .put("metadata", new JsonObject().put("b", "2").put("a", "1"))
                        .put("kind", "purchase")
                        .encodePrettily());
        var other =
                world.call("POST", "/v1/payments", body.copy().put("amount", 2).encode());

        // Then
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.answer().headers().firstValue("idempotency-replayed")).contains("true");
        assertThat(again.json()).isEqualTo(first.json());
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.code()).isEqualTo("order-conflict");
        assertThat(other.json().getJsonArray("errors").getJsonObject(0).getString("pointer"))
                .isEqualTo("/amount");
    }

    @ParameterizedTest
    @CsvSource({
        "amount, 0, invalid-fields, 400",
        "subject, a{b, invalid-fields, 400",
        "order_no, a b, invalid-fields, 400",
        "result_mode, page, invalid-fields, 400",
        "bank, unionpay, bank-required, 422",
        "kind, preauth, bank-not-offered, 422",
        "expires_at, 2020-01-01T00:00:00Z, expiry-out-of-range, 422",
        "notify_url, http://shop.example/hooks, url-refused, 422",
        "notify_url, https://shop.example:8080/hooks, url-refused, 422",
        "return_url, http://shop.example/done, url-refused, 422"
    })
    void whatIsRefusedIsNotRecorded(String name, String value, String code, int status) throws Exception {
        // Given
        long before = world.count("payment");
        var body = order(orderNo()).put(name, name.equals("amount") ? (Object) Integer.valueOf(value) : value);

        // When
        var answer = world.call("POST", "/v1/payments", body.encode());

        // Then
        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(world.count("payment")).isEqualTo(before);
    }

    @Test
    void anotherMerchantsPaymentIsNotThere() throws Exception {
        // Given
        String orderNo = orderNo();
        String id = world.call("POST", "/v1/payments", order(orderNo).encode())
                .json()
                .getString("id");

        // When
        var read = world.otherMerchantCalls("GET", "/v1/payments/" + id, "");
        var closed = world.otherMerchantCalls("POST", "/v1/payments/" + id + "/close", "");
        var listed = world.otherMerchantCalls("GET", "/v1/payments?order_no=" + orderNo, "");

        // Then
        assertThat(read.code()).isEqualTo("not-found");
        assertThat(closed.code()).isEqualTo("not-found");
        assertThat(listed.json().getJsonArray("data")).isEmpty();
    }

    @Test
    void anUntriedPaymentIsClosedAtOnceAndItsNotificationIsInTheLog() throws Exception {
        // Given
        String id = world.call("POST", "/v1/payments", order(orderNo()).encode())
                .json()
                .getString("id");

        // When
        var closed = world.call("POST", "/v1/payments/" + id + "/close", "");

        // Then
        assertThat(closed.status()).isEqualTo(200);
        assertThat(closed.json().getString("status")).isEqualTo("closed");
        var log = world.call("GET", "/v1/notifications?resource_id=" + id, "").json();
        var notification = log.getJsonArray("data").getJsonObject(0);
        assertThat(notification.getString("type")).isEqualTo("payment.closed");
        assertThat(notification.getString("status")).isEqualTo("pending");
        var again = world.call("POST", "/v1/notifications/" + notification.getString("id") + "/redeliver", "");
        assertThat(again.code()).isEqualTo("wrong-state");
        var replayed = world.call(
                "POST",
                "/v1/notifications/replay",
                new JsonObject()
                        .put("from", Instant.now().minusSeconds(60).toString())
                        .put("to", Instant.now().plusSeconds(60).toString())
                        .encode());
        assertThat(replayed.status()).isEqualTo(202);
        assertThat(replayed.json().getInteger("count")).isZero();
    }

    @Test
    void listsAreWalkedByCursorWithoutGapsOrDoubles() throws Exception {
        // Given
        Instant from = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        for (int i = 0; i < 5; i++) {
            assertThat(world.call("POST", "/v1/payments", order(orderNo()).encode())
                            .status())
                    .isEqualTo(201);
        }
        String window = "from=" + from + "&to=" + Instant.now().plusSeconds(60) + "&limit=2";

        // When
        var payments = walk("/v1/payments?" + window);
        var transactions = walk("/v1/transactions?" + window);

        // Then
        assertThat(payments).hasSize(5).doesNotHaveDuplicates();
        assertThat(transactions).hasSize(5).doesNotHaveDuplicates();
    }

    @Test
    void aCursorOfAnotherListIsRefused() throws Exception {
        // Given
        String foreign = new Cursor("payments", List.of("pay_1")).text();

        // When
        var answer = world.call("GET", "/v1/transactions?cursor=" + foreign, "");
        var long32 = world.call("GET", "/v1/payments?from=2026-01-01T00:00:00Z&to=2026-03-01T00:00:00Z", "");

        // Then
        assertThat(answer.code()).isEqualTo("invalid-parameters");
        assertThat(long32.code()).isEqualTo("window-too-long");
    }

    @Test
    void aBodyChangedOnItsWayIsRefusedBeforeItIsParsed() throws Exception {
        // Given
        String body = order(orderNo()).encode();
        var request = world.gateway
                .plain("/v1/payments")
                .header("Content-Type", "application/json")
                .header("Signature-Input", "sig1=(\"@method\" \"@path\" \"@query\");created=1;keyid=\"key-1\"")
                .header("Signature", "sig1=:AAAA:")
                .POST(BodyPublishers.ofString(body));

        // When
        var answer = world.gateway.send(request);

        // Then
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(new JsonObject(answer.body()).getString("code")).isEqualTo("signature-malformed");
    }

    @Test
    void aBrowserThatComesWithoutAMessageGetsANeutralPage() throws Exception {
        // When
        var get = world.gateway.send(world.gateway.plain("/bank/abc/notify"));
        var script = world.gateway.send(world.gateway.plain("/bank/forward.js"));

        // Then
        assertThat(get.statusCode()).isEqualTo(200);
        assertThat(get.body()).contains("返回商户").doesNotContain("<URL>");
        assertThat(script.body()).contains("location.replace");
    }

    @Test
    void theBanksNoticeIsAnsweredWithTheResultPageAlsoTheSecondTime() throws Exception {
        // Given
        String id = world.call("POST", "/v1/payments", order(orderNo()).encode())
                .json()
                .getString("id");
        world.paysAtTheBank(id, 12345);
        var notice = world.gateway
                .plain("/bank/abc/notify")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("MSG=x"));

        // When
        var first = world.gateway.send(notice);
        var second = world.gateway.send(notice);

        // Then
        String result = "https://pay.example/result/" + id;
        for (var answer : List.of(first, second)) {
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body())
                    .contains("<URL>" + result + "</URL>")
                    .contains("<meta http-equiv=\"refresh\" content=\"1; url=" + result + "\">")
                    .contains("<script src=\"/bank/forward.js\">");
        }
        assertThat(world.call("GET", "/v1/payments/" + id, "").json().getString("status"))
                .isEqualTo("succeeded");
    }

    private static List<String> walk(String target) throws Exception {
        var ids = new ArrayList<String>();
        String next = "";
        do {
            var page = world.call("GET", target + next, "").json();
            page.getJsonArray("data")
                    .forEach(row -> ids.add(
                            ((JsonObject) row).getString(((JsonObject) row).containsKey("id") ? "id" : "resource_id")));
            next = page.getString("next") == null ? "" : "&cursor=" + page.getString("next");
        } while (!next.isEmpty() && ids.size() < 100);
        return ids;
    }

    private static Set<String> documentedFields() throws Exception {
        return ApiContract.parse(ApiContract.read())
                .getJsonObject("components")
                .getJsonObject("schemas")
                .getJsonObject("Payment")
                .getJsonObject("properties")
                .fieldNames();
    }

    private static synchronized String orderNo() {
        return "order-" + ++orders;
    }

    private static JsonObject order(String orderNo) {
        return new JsonObject()
                .put("order_no", orderNo)
                .put("amount", 12345)
                .put("currency", "CNY")
                .put("subject", "测试商品")
                .put("result_mode", "server")
                .put("notify_url", "https://shop.example/hooks")
                .put("return_url", "https://shop.example/done");
    }
}
