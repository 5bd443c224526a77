package dev.tongfu;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the payer's pages promise to every browser: nothing inline, headers that keep it so, tokens for one page. */
class PayerPagesSafetyIT {
    private static final Pattern INLINE =
            Pattern.compile("<script(?![^>]*\\ssrc=)|<style|\\sstyle=|\\son[a-z]+\\s*=|javascript:");
    private static final Pattern RESULT = Pattern.compile("/result/[A-Za-z0-9_.=-]+");
    private static final Pattern NOTICE =
            Pattern.compile("action=\"([^\"]+/notify)\".*?name=\"MSG\" value=\"([^\"]+)\"", Pattern.DOTALL);

    private static DemoFixture demo;
    private static String openCashier;
    private static String paidCashier;
    private static String result;
    private static HttpResponse<String> forward;

    @BeforeAll
    static void pay() {
        demo = DemoFixture.shared();
        openCashier = order().getString("cashier_url");
        paidCashier = order().getString("cashier_url");
        var bank = demo.post(paidCashier, Map.of("bank", "abc")).headers().firstValue("Location");
        var notice = NOTICE.matcher(
                demo.post(bank.orElseThrow(), Map.of("outcome", "pay")).body());
        assertThat(notice.find()).isTrue();
        forward = demo.post(notice.group(1), Map.of("MSG", notice.group(2)));
        var link = RESULT.matcher(forward.body());
        assertThat(link.find()).isTrue();
        result = demo.gateway() + link.group();
    }

    private static JsonObject order() {
        return demo.buy(new JsonObject().put("good", "stamp").put("result_mode", "page"));
    }

    private static Stream<HttpResponse<String>> pages() {
        return Stream.of(
                demo.get(openCashier),
                demo.get(paidCashier),
                demo.post(paidCashier, Map.of("bank", "abc")),
                demo.post(openCashier, Map.of()),
                demo.get(result),
                demo.post(result + "/notify", Map.of()),
                demo.get(demo.gateway() + "/cashier/nothing"),
                demo.get(demo.gateway() + "/result/nothing"),
                forward,
                demo.get(demo.gateway() + "/bank/abc/notify"));
    }

    @Test
    void noPageHasInlineScriptOrStyle() {
        // When
        var pages = pages().toList();

        // Then
        assertThat(pages).allSatisfy(page -> {
            assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
            assertThat(INLINE.matcher(page.body()).find())
                    .as(page.uri() + " " + page.body())
                    .isFalse();
        });
    }

    @Test
    void everyPageCarriesTheHeadersThatKeepItSafe() {
        // When
        var pages = pages().toList();

        // Then
        assertThat(pages).allSatisfy(page -> {
            var headers = page.headers();
            assertThat(headers.firstValue("Content-Security-Policy").orElse(""))
                    .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "base-uri 'none'")
                    .doesNotContain("unsafe");
            assertThat(headers.firstValue("X-Content-Type-Options")).hasValue("nosniff");
            assertThat(headers.firstValue("Referrer-Policy")).hasValue("no-referrer");
            assertThat(headers.firstValue("Cache-Control")).hasValue("no-store");
        });
    }

    @Test
    void aTokenOpensOnePageOnly() {
        // Given
        var cashierToken = openCashier.replaceFirst(".*/", "");
        var resultToken = result.replaceFirst(".*/", "");

        // When
        var answers = Stream.of(
                demo.get(demo.gateway() + "/result/" + cashierToken),
                demo.post(demo.gateway() + "/result/" + cashierToken + "/notify", Map.of()),
                demo.get(demo.gateway() + "/cashier/" + resultToken),
                demo.post(demo.gateway() + "/cashier/" + resultToken, Map.of("bank", "abc")));

        // Then
        assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(404);
        assertThat(demo.get(openCashier).statusCode()).isEqualTo(200);
        assertThat(demo.get(result).statusCode()).isEqualTo(200);
    }

    @Test
    void aTokenChangedAnywhereOpensNothing() {
        // Given
        int start = openCashier.lastIndexOf('/') + 1;
        int dot = openCashier.indexOf('.', start);

        // When
        var answers = Stream.of(start, start + 7, dot - 1, dot, dot + 1, openCashier.length() - 2)
                .map(place -> demo.get(changed(openCashier, place)));

        // Then
        assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(404);
    }

    @Test
    void noOtherSpellingOfATokenOpensThePage() {
        // Given
        int last = openCashier.indexOf('.', openCashier.lastIndexOf('/')) - 1;

        // When
        var answers = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
                .chars()
                .filter(letter -> letter != openCashier.charAt(last))
                .mapToObj(letter -> demo.get(replaced(openCashier, last, (char) letter)));

        // Then
        assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(404);
    }

    private static String changed(String url, int place) {
        return replaced(url, place, url.charAt(place) == 'A' ? 'B' : 'A');
    }

    private static String replaced(String url, int place, char letter) {
        return url.substring(0, place) + letter + url.substring(place + 1);
    }

    @Test
    void theAssetsOfAPageAreServedForEver() {
        // Given
        var page = demo.get(openCashier).body();
        var style = asset(page, "/assets/payer\\.css\\?v=[0-9a-f]+");
        var script = asset(page, "/assets/payer\\.js\\?v=[0-9a-f]+");

        // When
        var answers =
                Map.of("text/css; charset=utf-8", demo.get(style), "text/javascript; charset=utf-8", demo.get(script));

        // Then
        assertThat(answers).allSatisfy((type, answer) -> {
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type")).hasValue(type);
            assertThat(answer.headers().firstValue("Cache-Control")).hasValue("public, max-age=31536000, immutable");
            assertThat(answer.body()).isNotBlank();
        });
    }

    @Test
    void anAssetWithoutItsVersionIsKeptForMinutesAndAskedAfterByItsTag() {
        // Given
        var style = demo.gateway() + "/assets/payer.css";
        var first = demo.get(style);

        // When
        var again = demo.get(
                style, "If-None-Match", first.headers().firstValue("ETag").orElseThrow());

        // Then
        assertThat(first.headers().firstValue("Cache-Control")).hasValue("public, max-age=300");
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
    }

    private static String asset(String page, String pattern) {
        var found = Pattern.compile(pattern).matcher(page);
        assertThat(found.find()).as(page).isTrue();
        return demo.gateway() + found.group();
    }
}
