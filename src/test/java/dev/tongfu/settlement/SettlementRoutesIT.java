package dev.tongfu.settlement;

import static dev.tongfu.settlement.SettlementWorld.MERCHANT;
import static dev.tongfu.settlement.SettlementWorld.MONDAY;
import static dev.tongfu.settlement.SettlementWorld.OTHER;
import static dev.tongfu.settlement.SettlementWorld.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tongfu.audit.Operator;
import dev.tongfu.console.ConsoleConfig;
import dev.tongfu.console.Healthy;
import dev.tongfu.console.OperatorAccess;
import dev.tongfu.console.OperatorConfig;
import dev.tongfu.console.OperatorVerticle;
import dev.tongfu.console.PayerAccountRoutes;
import dev.tongfu.console.PayoutAccountRoutes;
import dev.tongfu.console.PayoutRoutes;
import dev.tongfu.console.SettlementAdminRoutes;
import dev.tongfu.http.Answers;
import dev.tongfu.http.JsonLimits;
import dev.tongfu.http.ProblemPages;
import dev.tongfu.http.StrictJson;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The admin routes of settlement over HTTP: each does what it is for, and refuses whom and what it must. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SettlementRoutesIT {
    private static final Map<String, Operator> TOKENS = Map.of(
            "v", new Operator("vera", Operator.Role.VIEWER),
            "m", new Operator("mia", Operator.Role.MAKER),
            "c", new Operator("chen", Operator.Role.CHECKER));
    private static final String WHY = new JsonObject().put("reason", "seen").encode();

    private final PayoutWorld world = new PayoutWorld(Payouts.FILE);
    private final HttpClient client = HttpClient.newHttpClient();
    private final OperatorVerticle listener = listener();

    @BeforeAll
    void start() {
        world.base.payoutAccount(MERCHANT);
        world.base.paid(MERCHANT, SettlementWorld.ABC, MONDAY, 10_000);
        world.base.finish(MONDAY);
        done(world.base.vertx.deployVerticle(listener));
    }

    @AfterAll
    void stop() {
        assertThat(world.base.differences()).isEmpty();
        world.close();
    }

    private OperatorVerticle listener() {
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
        return new OperatorVerticle(
                config,
                Healthy.health(),
                () -> Future.succeededFuture(""),
                access,
                List.of(
                        new SettlementAdminRoutes(world.base.settlements, world.base.approval, world.payouts),
                        new PayoutRoutes(world.payouts, world.desk),
                        new PayoutAccountRoutes(world.base.accounts, Duration.ofHours(1)),
                        new PayerAccountRoutes(world.payers, new StrictJson(new JsonLimits(8, 64, 4_096, 40, 10)))),
                () -> "req_test");
    }

    private HttpResponse<String> send(String method, String path, String token, String body) {
        var request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + listener.actualPort() + "/admin/v1" + path))
                .header("Authorization", "Bearer " + token)
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException broken) {
            throw new AssertionError(path, broken);
        }
    }

    private JsonObject get(String path) {
        return json(send("GET", path, "v", ""));
    }

    private JsonObject post(String path, String token, String body) {
        return json(send("POST", path, token, body));
    }

    private static JsonObject json(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 201);
        return new JsonObject(answer.body());
    }

    private static String code(HttpResponse<String> answer) {
        return answer.statusCode() + " " + new JsonObject(answer.body()).getString("code");
    }

    @Test
    void aBatchGoesFromItsCalculationToItsPayoutThroughTheHandsOfTwoOperators() {
        // Given
        String date = new JsonObject().put("accounting_date", MONDAY.toString()).encode();
        String id = post("/settlements", "m", date)
                .getJsonArray("data")
                .getJsonObject(0)
                .getString("id");

        // When
        var held = post("/settlements/" + id + "/hold", "m", WHY);
        String refused = code(send("POST", "/settlements/" + id + "/approve", "c", WHY));
        var released = post("/settlements/" + id + "/release", "c", WHY);
        var rejected = post("/settlements/" + id + "/reject", "c", WHY);
        var again = post("/settlements", "m", date);
        var approved = post("/settlements/" + id + "/approve", "c", WHY);

        // Then
        assertThat(held.getBoolean("hold")).isTrue();
        assertThat(refused).isEqualTo("409 wrong-state");
        assertThat(released.getBoolean("hold")).isFalse();
        assertThat(rejected.getString("status")).isEqualTo("open");
        assertThat(again.getJsonArray("data").getJsonObject(0).getString("status"))
                .isEqualTo("calculated");
        assertThat(approved.getString("status")).isEqualTo("paying");
        assertThat(get("/settlements/" + id).getString("account_masked")).contains("****0018");
        assertThat(get("/settlements?status=paying&limit=1").getJsonArray("data"))
                .hasSize(1);
        paidByFile(approved.getString("payout_id"));
    }

    private void paidByFile(String payout) {
        // When
        var file = send("POST", "/payouts/export", "m", "");
        String fileId = file.headers().firstValue("x-payout-file").orElseThrow();
        var again = send("GET", "/payouts/files/" + fileId, "m", "");
        String result = new JsonObject(WHY).put("result", "failed").encode();
        var entered = post("/payouts/" + payout + "/result", "m", result);
        String early = code(send("POST", "/payouts/" + payout + "/retry", "m", WHY));
        var confirmed = post("/payouts/" + payout + "/result/confirm", "c", WHY);
        var retried = post("/payouts/" + payout + "/retry", "m", WHY);

        // Then
        assertThat(file.body()).contains(",100.00,CNY,", "6228480402564890018");
        assertThat(again.body()).isEqualTo(file.body());
        assertThat(entered.getString("result")).isEqualTo("failed");
        assertThat(early).isEqualTo("409 wrong-state");
        assertThat(confirmed.getString("status")).isEqualTo("failed");
        assertThat(retried.getInteger("attempt")).isEqualTo(2);
        assertThat(get("/payouts/" + payout).getString("status")).isEqualTo("created");
        assertThat(get("/payouts?status=created&limit=1").getJsonArray("data")).hasSize(1);
    }

    @Test
    void accountsAreApprovedOrRejectedByAChecker() {
        // Given
        String path = "/payout-accounts/" + OTHER + "/";
        int first = world.base.proposedAccount(OTHER);

        // When
        var rejected = post(path + first + "/reject", "c", WHY);
        int second = world.base.proposedAccount(OTHER);
        var waiting = get("/payout-accounts?merchant=" + OTHER + "&status=proposed");
        var approved = post(path + second + "/approve", "c", WHY);
        String twice = code(send("POST", path + second + "/approve", "c", WHY));

        // Then
        assertThat(rejected.getString("status")).isEqualTo("rejected");
        assertThat(waiting.getJsonArray("data")).hasSize(1);
        assertThat(waiting.encode()).contains("****0018").doesNotContain("6228480402564890018");
        assertThat(approved.getString("status")).isEqualTo("approved");
        assertThat(twice).isEqualTo("409 wrong-state");
    }

    @Test
    void aPayersAccountIsKeptAndAnsweredMasked() {
        // Given
        var body = new JsonObject(WHY)
                .put("merchant_id", MERCHANT)
                .put("bank_name", "农行北京分行")
                .put("account_no", "6228480402564890018")
                .put("holder", "张三");

        // When
        var kept = send("POST", "/payer-accounts", "m", body.encode());
        var nobody = send(
                "POST",
                "/payer-accounts",
                "m",
                body.put("merchant_id", "m_none").encode());

        // Then
        assertThat(json(kept).getString("id")).startsWith("pya_");
        assertThat(kept.body()).contains("****0018").doesNotContain("6228480402564890018");
        assertThat(code(nobody)).isEqualTo("400 invalid-fields");
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /settlements, v, 403 role-missing",
        "POST, /settlements/stl_1/approve, m, 403 role-missing",
        "POST, /settlements/stl_1/reject, m, 403 role-missing",
        "POST, /settlements/stl_1/hold, v, 403 role-missing",
        "POST, /settlements/stl_1/release, m, 403 role-missing",
        "POST, /payouts/export, v, 403 role-missing",
        "GET, /payouts/files/pof_1, v, 403 role-missing",
        "POST, /payouts/pyo_1/result, v, 403 role-missing",
        "POST, /payouts/pyo_1/result/confirm, m, 403 role-missing",
        "POST, /payouts/pyo_1/retry, v, 403 role-missing",
        "POST, /payout-accounts/m_b/1/approve, m, 403 role-missing",
        "POST, /payout-accounts/m_b/1/reject, m, 403 role-missing",
        "POST, /payer-accounts, v, 403 role-missing",
        "GET, /settlements, nobody, 401 token-invalid",
        "GET, /payouts, nobody, 401 token-invalid",
        "GET, /payout-accounts, nobody, 401 token-invalid"
    })
    void whoMayNotIsRefused(String method, String path, String token, String expected) {
        assertThat(code(send(method, path, token, WHY))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /settlements, m, '{\"accounting_date\":\"yesterday\"}', 400 invalid-fields",
        "POST, /settlements, m, '{', 400 invalid-fields",
        "GET, /settlements?limit=0, v, '', 400 invalid-parameters",
        "GET, /payouts?limit=many, v, '', 400 invalid-parameters",
        "GET, /payout-accounts?limit=501, v, '', 400 invalid-parameters",
        "GET, /settlements/stl_none, m, '', 404 not-found",
        "POST, /settlements/stl_none/approve, c, '', 404 not-found",
        "POST, /settlements/stl_none/reject, c, '', 404 not-found",
        "POST, /settlements/stl_none/hold, m, '', 404 not-found",
        "POST, /settlements/stl_none/release, c, '', 404 not-found",
        "GET, /payouts/pyo_none, m, '', 404 not-found",
        "GET, /payouts/files/pof_none, m, '', 404 not-found",
        "POST, /payouts/pyo_none/result, m, '{\"result\":\"lost\",\"reason\":\"x\"}', 400 invalid-fields",
        "POST, /payouts/pyo_none/result, m, '{\"result\":\"paid\"}', 400 invalid-fields",
        "POST, /payouts/pyo_none/result, m, '{\"result\":\"paid\",\"reason\":\"x\"}', 404 not-found",
        "POST, /payouts/pyo_none/result/confirm, c, '', 404 not-found",
        "POST, /payouts/pyo_none/retry, m, '', 404 not-found",
        "POST, /payout-accounts/m_b/first/approve, c, '', 404 not-found",
        "POST, /payout-accounts/m_b/99/reject, c, '', 409 wrong-state",
        "POST, /payer-accounts, m, '{\"account_no\":\"12\"}', 400 invalid-fields"
    })
    void whatCantBeIsRefused(String method, String path, String token, String body, String expected) {
        assertThat(code(send(method, path, token, body))).isEqualTo(expected);
    }
}
