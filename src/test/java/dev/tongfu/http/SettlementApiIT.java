package dev.tongfu.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SettlementApiIT {
    private static final String BATCH = "stl_01KAQ5TQ7C9D4N1XB2M3P4R5S6";
    private static MerchantApiWorld world;

    @BeforeAll
    static void start() throws Exception {
        world = new MerchantApiWorld();
        world.sql("""
                insert into settlement (id, merchant_id, currency, mode, period_from, period_to, due_on, status,
                    line_count, gross, fees, net, created_at, changed_at)
                values ('%s', 'm_one', 'CNY', 'platform', '2026-11-23', '2026-11-23', '2026-11-24', 'paid', 3, 300, 3,
                    297, now(), now())
                """.formatted(BATCH));
        for (int i = 1; i <= 3; i++) {
            world.sql("""
                    insert into merchant_line (transfer_id, merchant_id, currency, book, accounting_date, occurred_at,
                        template, kind, resource_id, number, bank, bank_ref, amount, effect, settles, fee, needs_proof,
                        settlement_id)
                    values ('trf_%d', 'm_one', 'CNY', 'abc', '2026-11-23', '2026-11-23T01:00:00Z', 'P1', 'payment',
                        'pay_%d', 'A-%d', 'abc', '77', 100, 100, true, 1, false, '%s')
                    """.formatted(i, i, i, BATCH));
        }
        for (String book : new String[] {"house", "abc"}) {
            world.sql("insert into accounting_day (book, date, status, closing_xid, closed_at) values ('" + book
                    + "', '2026-11-23', 'closed', pg_current_xact_id(), now())");
            world.sql("insert into projected_day values ('" + book + "', '2026-11-23', now())");
        }
        world.sql("insert into merchant_day values ('m_one', 'CNY', '2026-11-23', 'abc', 3, 300)");
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    @Test
    void batchesAreListedAndReadWithTheirLinesPageByPage() throws Exception {
        // When
        var list = world.call("GET", "/v1/settlements", "").json();
        var first =
                world.call("GET", "/v1/settlements/" + BATCH + "?limit=2", "").json();
        var second = world.call("GET", "/v1/settlements/" + BATCH + "?limit=2&cursor=" + first.getString("next"), "")
                .json();

        // Then
        assertThat(list.getJsonArray("data").getJsonObject(0).getString("id")).isEqualTo(BATCH);
        assertThat(first.getJsonArray("lines")).hasSize(2);
        assertThat(first.getLong("net")).isEqualTo(297);
        assertThat(second.getJsonArray("lines").getJsonObject(0).getString("number"))
                .isEqualTo("A-3");
        assertThat(second.getValue("next")).isNull();
    }

    @Test
    void anotherMerchantsBatchIsNotThereAndItsListIsEmpty() throws Exception {
        assertThat(world.otherMerchantCalls("GET", "/v1/settlements/" + BATCH, "")
                        .status())
                .isEqualTo(404);
        assertThat(world.otherMerchantCalls("GET", "/v1/settlements", "").json().getJsonArray("data"))
                .isEmpty();
    }

    @Test
    void anUnsignedCallIsRefused() throws Exception {
        for (String path : new String[] {"/v1/settlements", "/v1/settlements/" + BATCH, "/v1/statements/2026-11-23"}) {
            var answer = world.gateway.send(world.gateway.plain(path).method("GET", BodyPublishers.noBody()));
            assertThat(answer.statusCode()).as(path).isEqualTo(401);
        }
    }

    @Test
    void aStatementIsAFileOrItsManifestAndNotThereBeforeItsDayIsClosed() throws Exception {
        // When
        var file = world.raw("/v1/statements/2026-11-23", "text/csv");
        var marked = world.raw("/v1/statements/2026-11-23?bom=true", "");
        var manifest = world.raw("/v1/statements/2026-11-23", "application/json");
        var early = world.call("GET", "/v1/statements/2026-11-24", "");

        // Then
        assertThat(file.headers().firstValue("content-type").orElse("")).startsWith("text/csv");
        assertThat(file.body().lines().count()).isEqualTo(5);
        assertThat(file.body()).contains(",A-2,,100,1,99,abc,77," + BATCH + "\r\n", ",total,,3,,300,3,297,,,");
        assertThat(marked.body()).isEqualTo("\uFEFF" + file.body());
        var json = new io.vertx.core.json.JsonObject(manifest.body());
        assertThat(json.getString("sha256")).isEqualTo(dev.tongfu.crypto.Digests.sha256Hex(file.body()));
        assertThat(json.getJsonObject("totals").getLong("closing")).isEqualTo(300);
        assertThat(json.getString("webhook_id")).isEqualTo("statement_m_one_2026-11-23");
        assertThat(early.status()).isEqualTo(404);
        assertThat(early.code()).isEqualTo("statement-not-ready");
    }
}
