package dev.tongfu.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchApiIT {
    private static MerchantApiWorld world;
    private static int numbers;

    @BeforeAll
    static void start() throws Exception {
        world = new MerchantApiWorld();
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    @Test
    void aBatchIsTakenReplayedReadAndItsItemsAreWalked() throws Exception {
        // Given
        String payment = paid(1_000);
        String batchNo = number();
        var body = batch(batchNo, refund(payment, 100), refund(payment, 200), refund(payment, 300));

        // When
        var created = world.call("POST", "/v1/refund-batches", body.encode());
        var again = world.call("POST", "/v1/refund-batches", body.encodePrettily());

        // Then
        assertThat(created.status()).as(created.json().encode()).isEqualTo(201);
        assertThat(created.json().getString("status")).isEqualTo("accepted");
        assertThat(created.json().getInteger("total_count")).isEqualTo(3);
        assertThat(created.json().getJsonObject("pending"))
                .isEqualTo(new JsonObject().put("count", 3).put("amount", 600));
        assertThat(created.json().fieldNames()).isEqualTo(documentedFields("Batch"));
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.answer().headers().firstValue("idempotency-replayed")).contains("true");
        assertThat(again.json()).isEqualTo(created.json());
        String id = created.json().getString("id");
        assertThat(world.call("GET", "/v1/refund-batches/" + id, "").json()).isEqualTo(created.json());
        assertThat(world.call("GET", "/v1/refund-batches/" + id + "?sync=true", "")
                        .json())
                .isEqualTo(created.json());
        var first = world.call("GET", "/v1/refund-batches/" + id + "/items?limit=2", "")
                .json();
        var second = world.call(
                        "GET", "/v1/refund-batches/" + id + "/items?limit=2&cursor=" + first.getString("next"), "")
                .json();
        assertThat(indexes(first)).isEqualTo("0,1");
        assertThat(indexes(second)).isEqualTo("2");
        assertThat(second.getValue("next")).isNull();
        var item = second.getJsonArray("data").getJsonObject(0);
        assertThat(item.getInteger("amount")).isEqualTo(300);
        assertThat(item.getString("status")).isEqualTo("created");
        assertThat(documentedFields("BatchItem")).containsAll(item.fieldNames());
    }

    @Test
    void everyFaultOfAnItemIsToldWithItsPlaceAndNothingIsRecorded() throws Exception {
        // Given
        String payment = paid(1_000);
        long before = world.count("refund");
        var body = batch(
                number(),
                refund(payment, 900),
                refund(payment, 101),
                refund(payment, 50),
                new JsonObject()
                        .put("refund_no", number())
                        .put("order_no", "nobodys")
                        .put("amount", 1));

        // When
        var answer = world.call("POST", "/v1/refund-batches", body.encode());

        // Then
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.code()).isEqualTo("batch-refused");
        assertThat(errors(answer)).isEqualTo("/items/1/amount amount-exceeds-refundable, /items/3/order_no not-found");
        assertThat(world.count("refund")).isEqualTo(before);
        assertThat(world.call(
                                "POST",
                                "/v1/refund-batches",
                                batch(body.getString("batch_no"), refund(payment, 1))
                                        .encode())
                        .status())
                .isEqualTo(201);
    }

    @Test
    void moreFaultsThanAreListedAreCounted() throws Exception {
        // Given
        var items = new JsonObject[5];
        for (int i = 0; i < items.length; i++) {
            items[i] = new JsonObject()
                    .put("refund_no", number())
                    .put("order_no", "nobodys")
                    .put("amount", 1);
        }

        // When
        var answer =
                world.call("POST", "/v1/refund-batches", batch(number(), items).encode());

        // Then
        assertThat(answer.code()).isEqualTo("batch-refused");
        assertThat(answer.json().getJsonArray("errors")).hasSize(4);
        assertThat(errors(answer)).endsWith(" more-errors");
    }

    @Test
    void otherContentUnderTheSameNumberNamesTheField() throws Exception {
        // Given
        String payment = paid(1_000);
        String batchNo = number();
        var one = refund(payment, 100);
        var two = refund(payment, 200);
        assertThat(world.call(
                                "POST",
                                "/v1/refund-batches",
                                batch(batchNo, one, two).encode())
                        .status())
                .isEqualTo(201);

        // When
        var answer = world.call(
                "POST",
                "/v1/refund-batches",
                batch(batchNo, one, two.copy().put("amount", 201)).encode());

        // Then
        assertThat(answer.status()).isEqualTo(422);
        assertThat(errors(answer)).isEqualTo("/items/1/amount differs");
        assertThat(answer.code()).isEqualTo("order-conflict");
    }

    @ParameterizedTest
    @CsvSource({
        "amount, 0, /items/0/amount out-of-range",
        "amount, -1, /items/0/amount out-of-range",
        "refund_no, a b, /items/0/refund_no bad-format",
        "payment_id, nothing, /items/0/payment_id bad-format",
        "reason, a{b, /items/0/reason bad-characters",
        "colour, red, /items/0/colour unknown-field"
    })
    void whatIsNotWellFormedIsToldWithItsPlace(String name, String value, String error) throws Exception {
        // Given
        var item = refund("pay_00000000000000000000000000", 1);
        item.put(name, name.equals("amount") ? (Object) Integer.valueOf(value) : value);

        // When
        var answer =
                world.call("POST", "/v1/refund-batches", batch(number(), item).encode());

        // Then
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("invalid-fields");
        assertThat(errors(answer)).startsWith(error.substring(0, error.indexOf(' ')));
    }

    @Test
    void noItemsTooManyAndTheSameNumberTwiceAreRefused() throws Exception {
        // Given
        var item = refund("pay_00000000000000000000000000", 1);
        var tooMany = new JsonArray();
        for (int i = 0; i < 10_001; i++) {
            tooMany.add(new JsonObject()
                    .put("refund_no", "R" + i)
                    .put("order_no", "A")
                    .put("amount", 1));
        }

        // When
        var none = world.call("POST", "/v1/refund-batches", batch(number()).encode());
        var twice = world.call(
                "POST", "/v1/refund-batches", batch(number(), item, item).encode());
        var many = world.call(
                "POST",
                "/v1/refund-batches",
                new JsonObject().put("batch_no", number()).put("items", tooMany).encode());

        // Then
        assertThat(none.code()).isEqualTo("invalid-fields");
        assertThat(errors(twice)).isEqualTo("/items/1/refund_no duplicate");
        assertThat(many.code()).isEqualTo("invalid-fields");
        assertThat(errors(many)).startsWith("/items ");
    }

    @Test
    void aBodyBeyondTheLimitOfBatchesIsRefusedBeforeItIsRead() throws Exception {
        // Given
        var request = world.gateway
                .plain("/v1/refund-batches")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("x".repeat(1_100_000)));

        // When
        var answer = world.gateway.send(request);

        // Then
        assertThat(answer.statusCode()).isIn(401, 413);
    }

    @Test
    void debitsUnderAContractInForceAreTakenAndOthersRefusedWithTheirPlace() throws Exception {
        // Given
        String contract = "ctr_00000000000000000000000001";
        world.sql("""
                insert into contract (merchant_id, id, contract_no, mode, status, bank, channel_id, customer_no,
                    card_type, expires_on, sign_order_no, sign_until, sign_no, signed_at, created_at, changed_at)
                values ('m_one', 'ctr_00000000000000000000000001', 'C1', 'page', 'signed', 'abc', 'abc-1', 'cust',
                    'any', '2099-12-31', 'SIGN0000000000000000', now(), 'S1', now(), now(), now())
                """);
        String unknown = "ctr_00000000000000000000000002";
        var good = batch(number(), debit(contract, 100), debit(contract, 250));

        // When
        var created = world.call("POST", "/v1/debit-batches", good.encode());
        var replayed = world.call("POST", "/v1/debit-batches", good.encode());
        var refused = world.call(
                "POST",
                "/v1/debit-batches",
                batch(number(), debit(contract, 1), debit(unknown, 1)).encode());

        // Then
        assertThat(created.status()).as(created.json().encode()).isEqualTo(201);
        assertThat(created.json().getString("kind")).isEqualTo("debit");
        assertThat(created.json().getInteger("total_amount")).isEqualTo(350);
        assertThat(replayed.status()).isEqualTo(200);
        assertThat(refused.code()).isEqualTo("batch-refused");
        assertThat(errors(refused)).isEqualTo("/items/1/contract_id not-found");
        String id = created.json().getString("id");
        var items = world.call("GET", "/v1/debit-batches/" + id + "/items", "").json();
        assertThat(indexes(items)).isEqualTo("0,1");
        var item = items.getJsonArray("data").getJsonObject(0);
        assertThat(item.getString("order_no"))
                .isEqualTo(good.getJsonArray("items").getJsonObject(0).getString("order_no"));
        var payment =
                world.call("GET", "/v1/payments/" + item.getString("id"), "").json();
        assertThat(payment.getString("kind")).isEqualTo("debit");
        assertThat(payment.getValue("cashier_url")).isNull();
        assertThat(world.call("GET", "/v1/refund-batches/" + id, "").code()).isEqualTo("not-found");
    }

    private static JsonObject debit(String contractId, long amount) {
        return new JsonObject()
                .put("order_no", number())
                .put("contract_id", contractId)
                .put("amount", amount)
                .put("subject", "会费");
    }

    @Test
    void whoHasNoSuchBatchIsToldSo() throws Exception {
        // Given
        String id = world.call(
                        "POST",
                        "/v1/refund-batches",
                        batch(number(), refund(paid(100), 100)).encode())
                .json()
                .getString("id");
        String foreign = new Cursor("payments", List.of("1")).text();

        // Then
        assertThat(world.otherMerchantCalls("GET", "/v1/refund-batches/" + id, "")
                        .code())
                .isEqualTo("not-found");
        assertThat(world.otherMerchantCalls("GET", "/v1/refund-batches/" + id + "/items", "")
                        .code())
                .isEqualTo("not-found");
        assertThat(world.call("GET", "/v1/refund-batches/bat_00000000000000000000000000", "")
                        .code())
                .isEqualTo("not-found");
        assertThat(world.call("GET", "/v1/refund-batches/" + id + "/items?cursor=" + foreign, "")
                        .code())
                .isEqualTo("invalid-parameters");
    }

    private static String paid(long amount) throws Exception {
        var order = new JsonObject()
                .put("order_no", number())
                .put("amount", amount)
                .put("currency", "CNY")
                .put("subject", "测试商品")
                .put("result_mode", "server")
                .put("notify_url", "https://shop.example/hooks")
                .put("return_url", "https://shop.example/done");
        String id = world.call("POST", "/v1/payments", order.encode()).json().getString("id");
        world.paysAtTheBank(id, amount);
        var notice = world.gateway
                .plain("/bank/abc/notify")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("MSG=x"));
        assertThat(world.gateway.send(notice).statusCode()).isEqualTo(200);
        return id;
    }

    private static JsonObject batch(String batchNo, JsonObject... items) {
        var list = new JsonArray();
        for (var item : items) {
            list.add(item);
        }
        return new JsonObject().put("batch_no", batchNo).put("items", list);
    }

    private static JsonObject refund(String paymentId, long amount) {
        return new JsonObject()
                .put("refund_no", number())
                .put("payment_id", paymentId)
                .put("amount", amount);
    }

    private static synchronized String number() {
        return "N" + ++numbers;
    }

    private static String errors(MerchantApiWorld.Answered answer) {
        return answer.json().getJsonArray("errors").stream()
                .map(JsonObject.class::cast)
                .map(error -> error.getString("pointer") + " " + error.getString("code"))
                .collect(Collectors.joining(", "));
    }

    private static String indexes(JsonObject page) {
        return page.getJsonArray("data").stream()
                .map(JsonObject.class::cast)
                .map(item -> item.getInteger("index").toString())
                .collect(Collectors.joining(","));
    }

    private static Set<String> documentedFields(String schema) throws Exception {
        return ApiContract.parse(ApiContract.read())
                .getJsonObject("components")
                .getJsonObject("schemas")
                .getJsonObject(schema)
                .getJsonObject("properties")
                .fieldNames();
    }
}
