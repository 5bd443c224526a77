package dev.tongfu.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tongfu.audit.AuditLog;
import dev.tongfu.audit.Operator;
import dev.tongfu.http.Answers;
import dev.tongfu.http.JsonLimits;
import dev.tongfu.http.ProblemPages;
import dev.tongfu.http.StrictJson;
import dev.tongfu.payment.PaidWorld;
import dev.tongfu.reconciliation.BreakWorld;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProposalRoutesIT {
    private static final int PAGE_MAX = 5;
    private static final Map<String, Operator> TOKENS = Map.of(
            "v", new Operator("vera", Operator.Role.VIEWER),
            "m", new Operator("mia", Operator.Role.MAKER),
            "c", new Operator("chen", Operator.Role.CHECKER));

    private final BreakWorld world = new BreakWorld();
    private final HttpClient client = HttpClient.newHttpClient();
    private OperatorVerticle verticle;

    @BeforeEach
    void start() {
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
        var json = new StrictJson(new JsonLimits(8, 64, 4_096, 40, 10));
        verticle = new OperatorVerticle(
                config,
                Healthy.health(),
                () -> Future.succeededFuture(""),
                access,
                List.of(
                        new BreakRoutes(world.list(), world.service(), PAGE_MAX),
                        new ProposalRoutes(world.service(), json, PAGE_MAX),
                        new AuditRoutes(
                                world.paid().pool(), new AuditLog(world.paid().clock()), PAGE_MAX)),
                () -> "req_test");
        PaidWorld.done(world.paid().vertx().deployVerticle(verticle));
    }

    @AfterEach
    void stop() {
        assertThat(world.differences()).isEmpty();
        world.close();
    }

    private HttpResponse<String> call(String method, String path, String token, String body) throws Exception {
        var request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + verticle.actualPort() + "/admin/v1" + path))
                .header("Authorization", "Bearer " + token)
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private JsonObject get(String path) throws Exception {
        var answer = call("GET", path, "v", "");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new JsonObject(answer.body());
    }

    private static JsonObject writeOff() {
        return new JsonObject()
                .put("template", "T10")
                .put("variant", "shortage")
                .put("reason", "查无此款");
    }

    @CanIgnoreReturnValue
    private JsonObject proposed(String breakId) throws Exception {
        var answer = call(
                "POST", "/breaks/" + breakId + "/proposals", "m", writeOff().encode());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return new JsonObject(answer.body());
    }

    @Test
    void aBreakIsProposedAboutAndAnotherOperatorApproves() throws Exception {
        // Given
        var about = world.shortage(700);
        var proposal = proposed(about.id());
        String path = "/proposals/" + proposal.getString("id") + "/approve";

        // When
        var answer = call("POST", path, "c", "{\"reason\":\"同意\"}");

        // Then
        var approved = new JsonObject(answer.body());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(approved.getString("status")).isEqualTo("executed");
        assertThat(approved.getString("maker")).isEqualTo("operator:mia");
        assertThat(approved.getJsonArray("approvers")).containsExactly("operator:chen");
        assertThat(approved.getJsonArray("transfers"))
                .containsExactly(new JsonObject()
                        .put("debit", "5901/house/CNY")
                        .put("credit", "1201/abc-1/CNY")
                        .put("amount", 700));
        var shown = get("/breaks/" + about.id());
        assertThat(shown.getString("status")).isEqualTo("resolved");
        assertThat(shown.getString("word")).isEqualTo("短款");
        assertThat(shown.getString("bucket")).isEqualTo("0-1");
        assertThat(shown.getJsonArray("proposals")).hasSize(1);
    }

    @Test
    void aCheckerDoesNotApproveAnOwnProposal() throws Exception {
        // Given
        var about = world.shortage(700);
        var made = new JsonObject(call(
                        "POST",
                        "/breaks/" + about.id() + "/proposals",
                        "c",
                        writeOff().encode())
                .body());

        // When
        var answer = call("POST", "/proposals/" + made.getString("id") + "/approve", "c", "{\"reason\":\"ja\"}");

        // Then
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(new JsonObject(answer.body()).getString("code")).isEqualTo("same-operator");
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /breaks/brk_1/proposals, v",
        "POST, /proposals, v",
        "POST, /proposals/prp_1/approve, m",
        "POST, /proposals/prp_1/reject, m",
        "POST, /proposals/prp_1/withdraw, v"
    })
    void aRoleMayOnlyWhatItMay(String method, String path, String token) throws Exception {
        assertThat(call(method, path, token, "{}").statusCode()).isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"template\":\"T17\",\"variant\":\"x\",\"reason\":\"r\"} | /template",
                "{\"template\":\"T10\",\"variant\":\"other\",\"reason\":\"r\"} | /variant",
                "{\"template\":\"T10\",\"variant\":\"surplus\",\"reason\":\"r\"} | /template",
                "{\"template\":\"T10\",\"variant\":\"shortage\"} | /reason",
                "{\"template\":\"T10\",\"variant\":\"shortage\",\"reason\":\"r\",\"more\":1} | /more",
                "{\"template\":\"T10\",\"variant\":\"shortage\",\"reason\":\"r\",\"parameters\":{\"amount\":701}}"
                        + " | /parameters/amount",
                "{\"template\":\"T10\",\"variant\":\"shortage\",\"reason\":\"r\",\"parameters\":{\"colour\":1}}"
                        + " | /parameters/colour",
                "{\"template\":\"T10\",\"variant\":\"shortage\",\"reason\":\"r\",\"evidence\":"
                        + "{\"name\":\"a\",\"content_base64\":\"****\"}} | /evidence/content_base64"
            })
    void aBadProposalIsRefusedWithAPointer(String body, String pointer) throws Exception {
        // Given
        var about = world.shortage(700);

        // When
        var answer = call("POST", "/breaks/" + about.id() + "/proposals", "m", body);

        // Then
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(new JsonObject(answer.body())
                        .getJsonArray("errors")
                        .getJsonObject(0)
                        .getString("pointer"))
                .isEqualTo(pointer);
    }

    @Test
    void evidenceIsDownloadedAsItWasGiven() throws Exception {
        // Given
        var about = world.shortage(700);
        byte[] file = {1, 2, 3, 4};
        var body = writeOff()
                .put(
                        "evidence",
                        new JsonObject()
                                .put("name", "证据.pdf")
                                .put("content_base64", Base64.getEncoder().encodeToString(file)));
        var made = new JsonObject(call("POST", "/breaks/" + about.id() + "/proposals", "m", body.encode())
                .body());

        // When
        var answer = call("GET", "/proposals/" + made.getString("id") + "/evidence", "v", "");

        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(new String(file, java.nio.charset.StandardCharsets.UTF_8));
        assertThat(answer.headers().firstValue("content-disposition").orElse(""))
                .contains("%E8%AF%81%E6%8D%AE.pdf");
        assertThat(made.getString("evidence_sha256")).hasSize(64);
    }

    @Test
    void whatAGuardRefusesStaysProposedAndSaysWhy() throws Exception {
        // Given
        var body = new JsonObject()
                .put("template", "T13")
                .put("variant", "release")
                .put(
                        "parameters",
                        new JsonObject().put("merchant_id", PaidWorld.MERCHANT).put("amount", 5))
                .put("reason", "r");
        var made = new JsonObject(call("POST", "/proposals", "m", body.encode()).body());
        String path = "/proposals/" + made.getString("id");

        // When
        var answer = call("POST", path + "/approve", "c", "{\"reason\":\"ja\"}");

        // Then
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(new JsonObject(answer.body()).getString("code")).isEqualTo("proposal-blocked");
        assertThat(get(path).getString("status")).isEqualTo("proposed");
        assertThat(get(path).getString("failure")).contains("floor");
    }

    @Test
    void listsGoOnFromTheirCursor() throws Exception {
        // Given
        for (int i = 0; i < 3; i++) {
            proposed(world.shortage(100 + i).id());
        }

        for (String list : List.of("/breaks?limit=2", "/proposals?limit=2&status=proposed", "/audit?limit=2")) {
            // When
            var first = get(list);
            var second = get(list + "&cursor=" + first.getString("next"));

            // Then
            assertThat(first.getJsonArray("data")).as(list).hasSize(2);
            assertThat(second.getJsonArray("data")).as(list).hasSize(1);
            assertThat(second.getValue("next")).as(list).isNull();
            assertThat(texts(first)).as(list).doesNotContainAnyElementsOf(texts(second));
        }
    }

    private static List<String> texts(JsonObject page) {
        return page.getJsonArray("data").stream().map(String::valueOf).toList();
    }

    @Test
    void theRecordIsFoundByActorAndObject() throws Exception {
        // Given
        var proposal = proposed(world.shortage(100).id());
        proposed(world.shortage(200).id());

        // When
        var ofOne = get("/audit?object=" + proposal.getString("id")).getJsonArray("data");
        var ofMia = get("/audit?actor=operator:mia").getJsonArray("data");

        // Then
        assertThat(ofOne).hasSize(1);
        assertThat(ofOne.getJsonObject(0).getString("action")).isEqualTo("proposal.propose");
        assertThat(ofOne.getJsonObject(0).getString("reason")).isEqualTo("查无此款");
        assertThat(ofMia).hasSize(2);
    }

    @Test
    void sumsAreShown() throws Exception {
        // Given
        world.shortage(100);
        world.surplus(200);

        // When
        JsonArray data = get("/breaks/summary").getJsonArray("data");

        // Then
        assertThat(data)
                .extracting(each -> ((JsonObject) each).getString("word") + ((JsonObject) each).getLong("suspense"))
                .containsExactlyInAnyOrder("短款100", "长款200");
    }

    @ParameterizedTest
    @CsvSource({
        "/breaks?status=odd",
        "/breaks?from=yesterday",
        "/breaks?limit=6",
        "/proposals?status=odd",
        "/audit?cursor=x"
    })
    void aBadParameterIsRefused(String path) throws Exception {
        assertThat(call("GET", path, "v", "").statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({"/breaks/brk_no", "/proposals/prp_no", "/proposals/prp_no/evidence"})
    void whatIsNotThereIsNotFound(String path) throws Exception {
        assertThat(call("GET", path, "v", "").statusCode()).isEqualTo(404);
    }
}
