package dev.tongfu.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tongfu.audit.Operator;
import dev.tongfu.http.ProblemCode;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The admin API's lists over all merchants, and the acts that are there. */
class AdminListIT {
    private static final Operator MAKER = new Operator("maker", Operator.Role.MAKER);

    private static ConsoleWorld world;
    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeAll
    static void start() {
        world = new ConsoleWorld().seeded();
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    @ParameterizedTest
    @CsvSource({
        "payments?merchant=m_demo&status=succeeded, order_no, TEA-2026-0001",
        "refunds?status=succeeded, refund_no, TEA-2026-0001-R1",
        "notifications?status=dead, id, ntf_2",
        "notifications?type=payment.succeeded&merchant=m_books, id, ntf_3",
        "accounts?code=2101&key=m_demo, id, 2101/m_demo/CNY",
        "transfers?date=2026-11-26&account=2201/abc-1/CNY, template, R1",
        "days?book=house, status, closing"
    })
    void eachListFindsWhatItIsAskedFor(String list, String column, String expected) {
        // When
        var answer = get(list, "viewer");

        // Then
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(values(new JsonObject(answer.body()).getJsonArray("data"), column))
                .contains(expected);
    }

    private static List<String> values(JsonArray data, String column) {
        return data.stream().map(row -> ((JsonObject) row).getString(column)).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"payments?", "transfers?date=2026-11-26&", "accounts?", "days?", "notifications?"})
    void pagesFollowEachOtherWithoutGapOrRepetition(String list) {
        // Given
        var whole = new JsonObject(get(list + "limit=500", "viewer").body()).getJsonArray("data");

        // When
        var rows = new ArrayList<String>();
        String cursor = "";
        do {
            var page = new JsonObject(get(list + "limit=3" + cursor, "viewer").body());
            page.getJsonArray("data").forEach(row -> rows.add(row.toString()));
            cursor = page.getString("next") == null ? "" : "&cursor=" + page.getString("next");
        } while (!cursor.isEmpty() && rows.size() < 30);

        // Then
        assertThat(new HashSet<>(rows)).hasSameSizeAs(rows);
        assertThat(rows)
                .containsExactlyElementsOf(
                        whole.stream().map(Object::toString).limit(rows.size()).toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "payments?colour=red",
                "payments?limit=0",
                "payments?limit=501",
                "payments?from=yesterday",
                "payments?cursor=x",
                "payments?status=1;drop",
                "notifications?status=lost",
                "notifications?cursor=YQpi",
                "transfers?date=2026-13-01",
                "accounts?code=21",
                "days?cursor=YQpi",
                "days?book=abc&book=house"
            })
    void whatCanNotBeReadIsRefused(String list) {
        // When
        var answer = get(list, "viewer");

        // Then
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("invalid-parameters");
    }

    @Test
    void aMakerSendsANotificationAgainAndItIsOnRecord() {
        // When
        var viewer = send("notifications/ntf_2/redeliver", "viewer");
        var maker = send("notifications/ntf_2/redeliver", "maker");
        var again = send("notifications/ntf_2/redeliver", "maker");
        var unknown = send("notifications/ntf_99/redeliver", "maker");

        // Then
        assertThat(List.of(viewer.statusCode(), maker.statusCode(), again.statusCode(), unknown.statusCode()))
                .containsExactly(403, 202, 409, 404);
        assertThat(world.one("select status from notification where id = 'ntf_2'"))
                .isEqualTo("pending");
        assertThat(world.one("select actor || ' ' || object from audit_entry where action = 'notification.redeliver'"
                        + " order by seq limit 1"))
                .isEqualTo("operator:maker ntf_2");
    }

    @Test
    void anAlarmIsClearedOnceAndWithAReason() {
        // When
        var without = ConsoleWorld.done(world.watchActs.clearAlarm(MAKER, "alm_1", " "));
        var first = ConsoleWorld.done(world.watchActs.clearAlarm(MAKER, "alm_1", "refunded by hand"));
        var second = ConsoleWorld.done(world.watchActs.clearAlarm(MAKER, "alm_1", "again"));

        // Then
        assertThat(without).isEqualTo(ActOutcome.refused(ProblemCode.INVALID_FIELDS));
        assertThat(first).isEqualTo(new ActOutcome.Done(""));
        assertThat(second).isEqualTo(ActOutcome.refused(ProblemCode.WRONG_STATE));
        assertThat(world.one("select cleared_by from alarm where id = 'alm_1'")).isEqualTo("operator:maker");
        assertThat(world.one("select reason from audit_entry where action = 'alarm.clear'"))
                .isEqualTo("refunded by hand");
    }

    private HttpResponse<String> get(String list, String operator) {
        return send(request(list, operator));
    }

    private HttpResponse<String> send(String path, String operator) {
        return send(request(path, operator).POST(HttpRequest.BodyPublishers.noBody()));
    }

    private static HttpRequest.Builder request(String path, String operator) {
        return HttpRequest.newBuilder(URI.create(world.url() + "/admin/v1/" + path.replace(";", "%3B")))
                .header("Authorization", "Bearer " + ConsoleWorld.token(operator));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException failure) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(failure);
        }
    }
}
