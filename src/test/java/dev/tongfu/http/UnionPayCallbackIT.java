package dev.tongfu.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tongfu.bank.BankReply;
import dev.tongfu.bank.Notice;
import dev.tongfu.bank.RawMessage;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What UnionPay's server and the payer's browser are answered. */
class UnionPayCallbackIT {
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
    void aNoticeIsAcknowledgedOnceItIsStoredAlsoTheSecondTime() throws Exception {
        // Given
        String id = paidAtTheBank();

        // When
        var first = post("/bank/unionpay/notify");
        var second = post("/bank/unionpay/notify");

        // Then
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(status(id)).isEqualTo("succeeded");
    }

    @Test
    void theBrowserGoesOnToItsResultAndProvesNothing() throws Exception {
        // Given: a bank that says "not paid" when it is asked
        String id = paidAtTheBank();

        // When
        var answer = post("/bank/unionpay/return");

        // Then
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location")).contains("https://pay.example/result/" + id);
        assertThat(status(id)).isNotEqualTo("succeeded");
    }

    @Test
    void aFailureTheBrowserBringsFailsNothing() throws Exception {
        // Given
        String id = paidAtTheBank();
        var paid = (Notice.Verified) world.notice;
        world.notice = new Notice.Verified(
                paid.channelId(),
                paid.bankOrderNo(),
                new BankReply.Declined("64", "余额不足"),
                paid.strength(),
                paid.raw());

        // When
        var answer = post("/bank/unionpay/return");

        // Then
        assertThat(answer.statusCode()).isEqualTo(303);
        world.notice = paid;
        assertThat(post("/bank/unionpay/notify").statusCode()).isEqualTo(200);
        assertThat(status(id)).isEqualTo("succeeded");
        assertThat(world.count("evidence where payment_id = '" + id + "' and kind = 'declined'"))
                .isEqualTo(1);
        assertThat(world.count("attempt where payment_id = '" + id + "' and status = 'declined'"))
                .isZero();
    }

    @Test
    void whatIsNotABanksMessageIsNotAcknowledged() throws Exception {
        // Given
        world.notice = new Notice.Rejected("bad signature", new RawMessage("00", Buffer.buffer("x"), "test"));

        // Then
        assertThat(post("/bank/unionpay/notify").statusCode()).isEqualTo(400);
        assertThat(post("/bank/unionpay/return").statusCode()).isEqualTo(400);
        assertThat(post("/bank/unionpay/return").body()).contains("返回商户");
    }

    @Test
    void aBrowserWithoutAMessageGetsANeutralPage() throws Exception {
        // Given
        world.notice = new Notice.Empty();

        // Then
        assertThat(post("/bank/unionpay/return").statusCode()).isEqualTo(200);
        assertThat(post("/bank/unionpay/return").body()).contains("返回商户");
        assertThat(post("/bank/unionpay/notify").statusCode()).isEqualTo(400);
    }

    @Test
    void whatCanNotBeStoredIsNotAcknowledged() throws Exception {
        // Given
        String id = paidAtTheBank();
        world.sql("alter table evidence rename to evidence_away");
        try {
            // When
            var answer = post("/bank/unionpay/notify");

            // Then
            assertThat(answer.statusCode()).isEqualTo(503);
        } finally {
            world.sql("alter table evidence_away rename to evidence");
        }
        assertThat(post("/bank/unionpay/notify").statusCode()).isEqualTo(200);
        assertThat(status(id)).isEqualTo("succeeded");
    }

    private static String paidAtTheBank() throws Exception {
        orders++;
        var order = new JsonObject()
                .put("order_no", "unionpay-" + orders)
                .put("amount", 12345)
                .put("currency", "CNY")
                .put("subject", "tea")
                .put("result_mode", "server")
                .put("notify_url", "https://shop.example/hooks")
                .put("return_url", "https://shop.example/done");
        String id = world.call("POST", "/v1/payments", order.encode()).json().getString("id");
        world.paysAtTheBank(id, 12345);
        return id;
    }

    private static String status(String id) throws Exception {
        return world.call("GET", "/v1/payments/" + id, "").json().getString("status");
    }

    private static HttpResponse<String> post(String path) throws Exception {
        return world.gateway.send(world.gateway
                .plain(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("x=1")));
    }
}
