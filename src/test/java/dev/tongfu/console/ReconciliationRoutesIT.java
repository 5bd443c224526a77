package dev.tongfu.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tongfu.audit.Operator;
import dev.tongfu.bank.BankAddresses;
import dev.tongfu.bank.StatementReply;
import dev.tongfu.bank.abc.AbcConfig;
import dev.tongfu.bank.abc.AbcStatementFormat;
import dev.tongfu.bus.Bus;
import dev.tongfu.crypto.CryptoProviders;
import dev.tongfu.crypto.KeyRing;
import dev.tongfu.crypto.SecretBox;
import dev.tongfu.db.BulkLoad;
import dev.tongfu.db.TestDatabase;
import dev.tongfu.http.Answers;
import dev.tongfu.http.ProblemPages;
import dev.tongfu.merchant.MerchantConfig;
import dev.tongfu.merchant.MerchantDirectory;
import dev.tongfu.reconciliation.LineRelease;
import dev.tongfu.reconciliation.Reconciler;
import dev.tongfu.reconciliation.RunList;
import dev.tongfu.reconciliation.Runs;
import dev.tongfu.reconciliation.StatementConfig;
import dev.tongfu.reconciliation.StatementCustody;
import dev.tongfu.reconciliation.StatementSchedule;
import dev.tongfu.reconciliation.StatementStaging;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReconciliationRoutesIT {
    private static final Map<String, Operator> TOKENS =
            Map.of("v", new Operator("vera", Operator.Role.VIEWER), "m", new Operator("mia", Operator.Role.MAKER));
    private static final String HEADER =
            "商户号|交易类型|订单编号|交易时间|交易金额|商户账号|商户动账金额|客户账号|账户类型|商户回佣手续费|商户分期手续费|会计日期|主机流水号|9014流水号|原订单号";
    private static final String PAYMENT =
            "1038|Sale|P0001|20261122090807|100.00|1038|99.40|6228|401|0.60|0|20261122|1|SIM01|";
    private static final StatementSchedule SCHEDULE =
            new StatementSchedule(true, "Asia/Shanghai", Map.of(), 6, 12, List.of(60), 7, 1, 60, 16);
    private static final TestDatabase DATABASE = TestDatabase.create();
    private static final Vertx VERTX = Vertx.vertx();
    private static final Pool POOL = DATABASE.appPool(VERTX);
    private static final Pool OWNER = DATABASE.ownerPool(VERTX);
    private static MerchantDirectory merchants;
    private static OperatorVerticle listener;
    private static StatementStaging staging;

    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeAll
    static void open() throws Exception {
        done(OWNER.query("insert into channel values ('abc-1', 'abc', '1038', '{}', true, 'taken', now())")
                .execute());
        var bus = new Bus(VERTX);
        done(bus.serve(
                        BankAddresses.STATEMENT,
                        request -> Future.<StatementReply>succeededFuture(new StatementReply.NotReady("98")))
                .completion());
        merchants = new MerchantDirectory(
                VERTX,
                Clock.systemUTC(),
                POOL,
                new MerchantConfig(1_000, 2_000, 10_000, 1),
                new SecretBox(new KeyRing("test", Map.of("test", new byte[KeyRing.KEY_BYTES]))),
                CryptoProviders.portable());
        done(merchants.start());
        var config =
                new StatementConfig(1_000_000, 5_000, new StatementConfig.Reading(10, 60_000, 1, 65_536), SCHEDULE);
        var custody = new StatementCustody(VERTX, POOL, bus, merchants, config, Clock.systemUTC());
        var format = new AbcStatementFormat(
                AbcConfig.standard("https://bank.test", List.of()).statement());
        staging = new StatementStaging(
                VERTX, POOL, new BulkLoad(DATABASE.config(), 60_000), Map.of("abc", format), config, Clock.systemUTC());
        Runs runs = ReconciliationRoutesIT::run;
        var list = new RunList(POOL);
        listener = new OperatorVerticle(
                new OperatorConfig(
                        "127.0.0.1",
                        0,
                        30,
                        8_192,
                        1_024,
                        10,
                        200,
                        500,
                        false,
                        new ConsoleConfig(1, 1, 1, 1, 1, 1, 1, 1, null)),
                Healthy.health(),
                () -> Future.succeededFuture(""),
                new OperatorAccess(token -> Optional.ofNullable(TOKENS.get(token)), new Answers(ProblemPages.load())),
                List.of(
                        new StatementRoutes(custody),
                        new StatementLineRoutes(
                                new LineRelease(POOL, Map.of("abc", format), config, Clock.systemUTC()), runs),
                        new ReconciliationRoutes(new Reconciler(merchants, custody, runs, list), list)),
                () -> "req_test");
        done(VERTX.deployVerticle(listener));
    }

    /** Reads the newest version and says what a run would, in the tables; no version, no run. */
    private static Future<Optional<String>> run(String channelId, LocalDate bankDate, String actor) {
        return OWNER.preparedQuery("""
                        insert into reconciliation_run (id, channel_id, bank, bank_date, version, number, status,
                            proof, actor, created_at, changed_at)
                        select 'run_' || (select count(*) from reconciliation_run), channel_id, bank, bank_date,
                            max(version), 1 + (select count(*) from reconciliation_run), 'unproven',
                            '{"kinds": [{"kind": "payment", "difference": 5}], "net": 9940}', $3::text, now(), now()
                        from statement_version where channel_id = $1::text and bank_date = $2::date
                        group by channel_id, bank, bank_date
                        returning id, version
                        """)
                .execute(Tuple.of(channelId, bankDate, actor))
                .compose(rows -> rows.size() == 0
                        ? Future.succeededFuture(Optional.empty())
                        : staging.stage(
                                        channelId,
                                        bankDate,
                                        rows.iterator().next().getInteger("version"))
                                .map(Optional.of(rows.iterator().next().getString("id"))));
    }

    @BeforeEach
    void clear() throws Exception {
        done(OWNER.query("truncate statement_version, statement_reading, statement_line, quarantined_line,"
                        + " reconciliation_run, break cascade")
                .execute());
    }

    @AfterAll
    static void close() throws Exception {
        done(merchants.stop());
        done(VERTX.close());
        DATABASE.close();
    }

    private HttpResponse<String> call(String token, String method, String path, String body) throws Exception {
        var request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + listener.actualPort() + "/admin/v1" + path))
                .header("Authorization", "Bearer " + token)
                .method(method, HttpRequest.BodyPublishers.ofString(body, Charset.forName("GBK")))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static JsonObject json(HttpResponse<String> answer) {
        return new JsonObject(answer.body());
    }

    private void upload(String content) throws Exception {
        assertThat(call("m", "POST", "/statements?channel=abc-1&date=2026-11-22&format=abc", content)
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void reconcilingByHandTellsTheRunItsBreaksAndItsProof() throws Exception {
        // Given
        upload(HEADER + "^^" + PAYMENT);
        done(OWNER.query("insert into break (id, channel_id, bank, bank_date, run_id, code, status, direction, amount,"
                        + " currency, rule, evidence, opened_at, changed_at) values ('brk_1', 'abc-1', 'abc',"
                        + " '2026-11-22', 'run_0', 'bank_only', 'open', 'in', 700, 'CNY', 'r', '{}', now(), now())")
                .execute());

        // When
        var answer = call("m", "POST", "/reconciliations", "{\"bank\":\"abc\",\"accounting_date\":\"2026-11-22\"}");

        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json(answer).getString("status")).isEqualTo("unproven");
        assertThat(json(answer).getJsonObject("breaks")).isEqualTo(new JsonObject().put("bank_only", 1));
        var run = json(answer).getJsonArray("runs").getJsonObject(0);
        assertThat(run.getString("actor")).isEqualTo("operator:mia");
        assertThat(run.getJsonObject("breaks").getJsonObject("bank_only").getInteger("amount"))
                .isEqualTo(700);
        assertThat(run.getJsonObject("proof").getInteger("net")).isEqualTo(9_940);
        var listed = call("v", "GET", "/reconciliations?bank=abc&from=2026-11-22&to=2026-11-22", "");
        assertThat(json(listed).getJsonArray("data")).containsExactly(run);
    }

    @Test
    void withoutAStatementOrAChannelOrTheRoleNothingIsReconciled() throws Exception {
        var body = "{\"bank\":\"abc\",\"accounting_date\":\"2026-11-22\"}";
        assertThat(call("m", "POST", "/reconciliations", body).body()).contains("statement-not-ready", "abc-1", "98");
        assertThat(call("m", "POST", "/reconciliations", body.replace("\"abc\"", "\"icbc\""))
                        .body())
                .contains("no channel");
        assertThat(call("v", "POST", "/reconciliations", body).statusCode()).isEqualTo(403);
        for (var bad :
                List.of("", "[]", "{}", "{\"bank\":1,\"accounting_date\":\"2026-11-22\"}", "{\"bank\":\"abc\"}")) {
            assertThat(call("m", "POST", "/reconciliations", bad).statusCode())
                    .as(bad)
                    .isEqualTo(400);
        }
        assertThat(call("v", "GET", "/reconciliations?from=yesterday", "").statusCode())
                .isEqualTo(400);
    }

    @Test
    void aLinePutAsideIsSeenAndReleased() throws Exception {
        // Given
        upload(HEADER + "^^cut|line^^" + PAYMENT);
        assertThat(call("m", "POST", "/reconciliations", "{\"bank\":\"abc\",\"accounting_date\":\"2026-11-22\"}")
                        .statusCode())
                .isEqualTo(200);
        var lines = "/statements/abc-1/2026-11-22/1/lines";
        assertThat(call("v", "GET", lines, "").body()).contains("\"line\":2", "cut|line", "\"released\":false");

        // When
        var mended =
                new JsonObject().put("text", PAYMENT.replace("P0001", "P0002")).put("reason", "telephone");
        var released = call("m", "POST", lines + "/2/release", mended.encode());

        // Then
        assertThat(released.statusCode()).isEqualTo(200);
        assertThat(json(released))
                .isEqualTo(new JsonObject().put("released", true).put("run", "run_1"));
        var file = json(call("v", "GET", "/statements?from=2026-11-22&to=2026-11-22", ""))
                .getJsonArray("data")
                .getJsonObject(0);
        assertThat(file.getJsonObject("reading").getInteger("lines")).isEqualTo(2);
        assertThat(file.getJsonObject("reading").getString("status")).isEqualTo("parsed");
        assertThat(call("m", "POST", lines + "/2/release", mended.encode()).statusCode())
                .isEqualTo(404);
        assertThat(call("m", "POST", lines + "/3/release", "{\"text\":\"x\",\"reason\":\"y\"}")
                        .statusCode())
                .isEqualTo(409);
        assertThat(call("v", "POST", lines + "/2/release", mended.encode()).statusCode())
                .isEqualTo(403);
        assertThat(call("m", "POST", lines + "/2/release", "{}").statusCode()).isEqualTo(400);
    }

    @Test
    void aFileMayBeLargerThanOtherBodiesButOnlyForThoseWhoMayBringOne() throws Exception {
        // Given: other bodies end at 1,024 bytes
        var large = HEADER + ("^^" + PAYMENT).repeat(100);

        // Then
        upload(large);
        assertThat(call("v", "POST", "/statements?channel=abc-1&date=2026-11-22&format=abc", large)
                        .statusCode())
                .isEqualTo(403);
        assertThat(call("m", "POST", "/statements?channel=abc-1&date=2026-11-22&format=abc", "x".repeat(1_000_001))
                        .statusCode())
                .isEqualTo(413);
        assertThat(call("m", "POST", "/reconciliations", large).statusCode()).isEqualTo(413);
    }

    @CanIgnoreReturnValue
    private static <T> T done(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }
}
