package dev.tongfu.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tongfu.http.ProblemCode;
import io.vertx.core.Future;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who comes in, how long, and what a form may do. */
class ConsoleIT {
    private static final Pattern CSRF = Pattern.compile("name=\"csrf\" value=\"([0-9a-f]{64})\"");

    private final ConsoleWorld world = new ConsoleWorld();
    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeEach
    void seed() {
        world.seeded();
    }

    @AfterEach
    void stop() {
        world.close();
    }

    /** A browser that is logged in, as far as HTTP sees it. */
    private record Guest(String cookie, String csrf) {}

    private Guest logIn(String name) {
        var answer = tryLogIn(name, ConsoleWorld.token(name), world.freshCode(name));
        assertThat(answer.statusCode()).isEqualTo(303);
        String cookie = answer.headers().firstValue("set-cookie").orElseThrow().replaceFirst(";.*", "");
        return new Guest(cookie, csrf(get("/console/today", cookie).body()));
    }

    private static String csrf(String page) {
        var found = CSRF.matcher(page);
        assertThat(found.find()).as(page).isTrue();
        return found.group(1);
    }

    private HttpResponse<String> tryLogIn(String name, String token, String code) {
        return post("/console/login", "", Map.of("name", name, "token", token, "code", code));
    }

    @Test
    void nameTokenAndCodeOpenASessionWithASafeCookie() {
        // When
        var answer = tryLogIn("maker", ConsoleWorld.token("maker"), world.code("maker"));

        // Then
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("location")).contains("/console/today");
        assertThat(answer.headers().firstValue("set-cookie").orElseThrow())
                .containsIgnoringCase("HttpOnly")
                .contains("SameSite=Strict", "Path=/")
                .doesNotContain("Secure");
        assertThat(world.one("select action from audit_entry order by seq desc limit 1"))
                .isEqualTo("console.login");
        assertThat(world.one("select count(*) from operator_session where hash ~ '^[0-9a-f]{64}$'"))
                .isEqualTo("1");
    }

    @ParameterizedTest
    @CsvSource({"maker, wrong", "nobody, right", "checker, right", "UPPER case, right"})
    void whatIsWrongOfALogInIsNotSaid(String name, String token) {
        // When
        var answer = tryLogIn(name, token.equals("right") ? ConsoleWorld.token("maker") : "wrong", "000000");

        // Then
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("操作员、令牌或验证码不正确");
        assertThat(answer.headers().firstValue("set-cookie")).isEmpty();
    }

    @Test
    void aCodeOpensOneSessionOnly() {
        // Given
        String code = world.code("maker");
        var first = tryLogIn("maker", ConsoleWorld.token("maker"), code);

        // When
        var second = tryLogIn("maker", ConsoleWorld.token("maker"), code);

        // Then
        assertThat(first.statusCode()).isEqualTo(303);
        assertThat(second.statusCode()).isEqualTo(401);
        assertThat(world.one("select count(*) from audit_entry where action = 'console.login-refused'"))
                .isEqualTo("1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"maker", "nobody"})
    void guessingHasToWaitLongerAndLongerWhetherOrNotTheNameIsThere(String name) {
        // Given
        for (int i = 0; i <= ConsoleWorld.LIMITS.freeTries(); i++) {
            assertThat(tryLogIn(name, "wrong", "000000").statusCode()).isEqualTo(401);
        }

        // When
        var next = tryLogIn(name, "wrong", "000000");

        // Then
        assertThat(next.statusCode()).isEqualTo(429);
        assertThat(next.headers().firstValue("retry-after")).contains("2");
        assertThat(tryLogIn("maker", ConsoleWorld.token("maker"), world.code("maker"))
                        .statusCode())
                .isEqualTo(429);
        world.clock.advance(Duration.ofSeconds(2));
        assertThat(tryLogIn(name, "wrong", "000000").statusCode()).isEqualTo(401);
        assertThat(tryLogIn(name, "wrong", "000000").headers().firstValue("retry-after"))
                .contains("4");
        world.clock.advance(Duration.ofSeconds(4));
        assertThat(tryLogIn("maker", ConsoleWorld.token("maker"), world.code("maker"))
                        .statusCode())
                .isEqualTo(303);
        assertThat(world.one("select count(*) from operator_throttle where subject = 'name:maker'"))
                .isEqualTo("0");
    }

    @Test
    void aSessionEndsWhenItIsNotUsed() {
        // Given
        var guest = logIn("viewer");
        world.clock.advance(Duration.ofMinutes(29));
        assertThat(get("/console/today", guest.cookie()).statusCode()).isEqualTo(200);

        // When
        world.clock.advance(Duration.ofMinutes(30));

        // Then
        assertThat(get("/console/today", guest.cookie()).headers().firstValue("location"))
                .contains("/console/login?next=%2Fconsole%2Ftoday");
    }

    @Test
    void aSessionEndsInTheEndHoweverMuchItIsUsed() {
        // Given
        var guest = logIn("viewer");

        // When
        for (int i = 0; i < 20; i++) {
            assertThat(get("/console/today", guest.cookie()).statusCode()).isEqualTo(200);
            world.clock.advance(Duration.ofMinutes(29).plusSeconds(59));
        }
        world.clock.advance(Duration.ofMinutes(1));

        // Then
        assertThat(get("/console/today", guest.cookie()).statusCode()).isEqualTo(303);
    }

    @Test
    void oneSessionTooManyEndsTheOldest() {
        // Given
        var first = logIn("viewer");
        var second = logIn("viewer");

        // When
        var third = logIn("viewer");

        // Then
        assertThat(get("/console/today", first.cookie()).statusCode()).isEqualTo(303);
        assertThat(get("/console/today", second.cookie()).statusCode()).isEqualTo(200);
        assertThat(get("/console/today", third.cookie()).statusCode()).isEqualTo(200);
    }

    @Test
    void theSessionsOfADisabledOperatorEndAtOnce() {
        // Given
        var guest = logIn("maker");

        // When
        world.disable("maker");

        // Then
        assertThat(get("/console/today", guest.cookie()).statusCode()).isEqualTo(303);
    }

    @Test
    void whoeverLogsOutIsOut() {
        // Given
        var guest = logIn("maker");

        // When
        var answer = post("/console/logout", guest.cookie(), Map.of("csrf", guest.csrf()));

        // Then
        assertThat(answer.headers().firstValue("location")).contains("/console/login");
        assertThat(get("/console/today", guest.cookie()).statusCode()).isEqualTo(303);
    }

    @Test
    void aFormWithoutTheSessionsTokenDoesNothing() {
        // Given
        var maker = logIn("maker");
        var other = logIn("checker");

        // When
        var without = post("/console/alarms/alm_1/clear", maker.cookie(), Map.of("reason", "seen"));
        var foreign =
                post("/console/alarms/alm_1/clear", maker.cookie(), Map.of("reason", "seen", "csrf", other.csrf()));
        var crossSite = send(form("/console/alarms/alm_1/clear", maker.cookie(), Map.of("csrf", maker.csrf()))
                .header("Sec-Fetch-Site", "cross-site"));

        // Then
        assertThat(List.of(without.statusCode(), foreign.statusCode(), crossSite.statusCode()))
                .containsOnly(403);
        assertThat(world.acts.lines()).isEmpty();
    }

    @Test
    void aViewerSeesNoFormsAndMayPostNothing() {
        // Given
        var viewer = logIn("viewer");

        // When
        var pages = List.of("today", "reconciliation", "breaks/brk_002", "proposals", "settlements/stl_2", "payouts");

        // Then
        for (String page : pages) {
            String body = get("/console/" + page, viewer.cookie()).body();
            assertThat(body.replace("action=\"/console/logout\"", "")).as(page).doesNotContain("action=");
        }
        var posts = List.of(
                "alarms/alm_1/clear",
                "reconciliation/run",
                "breaks/brk_002/proposals",
                "proposals/prp_1/approve",
                "settlements",
                "settlements/stl_2/approve",
                "payouts/export",
                "days/close");
        for (String path : posts) {
            assertThat(post("/console/" + path, viewer.cookie(), Map.of("csrf", viewer.csrf()))
                            .statusCode())
                    .as(path)
                    .isEqualTo(403);
        }
        assertThat(world.acts.lines()).isEmpty();
    }

    @Test
    void aMakerMayNotApprove() {
        // Given
        var maker = logIn("maker");

        // When
        var answer = post(
                "/console/proposals/prp_2/approve",
                maker.cookie(),
                Map.of("csrf", maker.csrf(), "code", world.freshCode("maker")));

        // Then
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(world.acts.lines()).isEmpty();
    }

    @Test
    void anApprovalTakesAFreshCodeAndTakesItOnce() {
        // Given
        var checker = logIn("checker");
        String code = world.freshCode("checker");
        var form = Map.of("csrf", checker.csrf(), "code", code, "reason", "fine", "back", "/console/proposals");

        // When
        var first = post("/console/proposals/prp_1/approve", checker.cookie(), form);
        String said = get("/console/proposals", checker.cookie()).body();
        post("/console/proposals/prp_1/approve", checker.cookie(), form);
        post("/console/settlements/stl_2/approve", checker.cookie(), Map.of("csrf", checker.csrf()));

        // Then
        assertThat(first.headers().firstValue("location")).contains("/console/proposals");
        assertThat(said).contains("notice good");
        assertThat(get("/console/proposals", checker.cookie()).body()).contains("一次性验证码错误或已使用");
        assertThat(get("/console/proposals", checker.cookie()).body()).doesNotContain("role=\"status\"");
        assertThat(world.acts.lines()).containsExactly("checker approves prp_1: fine");
    }

    @Test
    void codesCanNotBeGuessedAtApprovals() {
        // Given
        var checker = logIn("checker");

        // When
        for (int i = 0; i < 6; i++) {
            post(
                    "/console/proposals/prp_1/approve",
                    checker.cookie(),
                    Map.of("csrf", checker.csrf(), "code", "00000" + i, "back", "/console/proposals"));
        }

        // Then
        assertThat(get("/console/proposals", checker.cookie()).body()).contains("错误次数过多");
        assertThat(world.acts.lines()).isEmpty();
    }

    @Test
    void aRefusalIsShownInWordsOnThePageOneCameFrom() {
        // Given
        var maker = logIn("maker");
        world.acts.answer(new ActOutcome.Refused(ProblemCode.WRONG_STATE, "It is <open>."));

        // When
        post(
                "/console/proposals/prp_1/withdraw",
                maker.cookie(),
                Map.of("csrf", maker.csrf(), "back", "//evil.example/"));

        // Then
        assertThat(get("/console/today", maker.cookie()).body())
                .contains("资源当前状态不允许此操作")
                .contains("It is &lt;open&gt;.");
    }

    @Test
    void aProposalCarriesItsParametersInMinorUnits() {
        // Given
        var maker = logIn("maker");
        var form = new TreeMap<>(Map.of("csrf", maker.csrf(), "template", "T10", "variant", "shortage"));
        form.putAll(Map.of("amount", "12.3", "reason", "nobody asks for it"));

        // When
        post("/console/breaks/brk_002/proposals", maker.cookie(), form);
        form.put("amount", "1,5");
        post("/console/breaks/brk_002/proposals", maker.cookie(), form);

        // Then
        assertThat(world.acts.lines())
                .containsExactly("maker proposes T10 shortage {\"amount\":1230} for brk_002: nobody asks for it");
    }

    @Test
    void theLogInPageOfADemonstrationListsItsOperators() {
        // Given
        var login = new DemoLogins.Login("maker", "maker", "a-public-token", "314159");
        try (var demo = new ConsoleWorld(() -> Future.succeededFuture(List.of(login)))) {
            // When
            var page = send(HttpRequest.newBuilder(URI.create(demo.url() + "/console/login?lang=en")));

            // Then
            assertThat(page.body())
                    .contains("Demo operators", "314159", "a-public-token", "aria-label=\"Enter maker\"");
        }
        assertThat(get("/console/login", "").body()).doesNotContain("a-public-token", "演示");
    }

    @Test
    void theBankFileComesAsADownload() {
        // Given
        var maker = logIn("maker");

        // When
        var answer = post("/console/payouts/export", maker.cookie(), Map.of("csrf", maker.csrf()));

        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-disposition")).contains("attachment; filename=\"payouts.csv\"");
        assertThat(answer.body()).isEqualTo("id,amount\n");
    }

    @ParameterizedTest
    @CsvSource({
        "TEA-2026-0001, TEA-2026-0001",
        "TEA-2026-0001-R1, TEA-2026-0001",
        "20261126TEA00000000000002, TEA-2026-0001",
        "20261126REF00000000000001, TEA-2026-0001",
        "ECEP20261126000031, TEA-2026-0001",
        "nothing-like-it, 没有符合条件的支付"
    })
    void paymentsAreFoundByEveryNumberOfTheirs(String number, String expected) {
        // When
        var page =
                get("/console/payments?q=" + number, logIn("viewer").cookie()).body();

        // Then
        assertThat(page).contains(expected);
    }

    @Test
    void pagesKeepMarkupAsTextAndForbidScriptFramesAndCaches() {
        // When
        var answer = get("/console/payments", logIn("viewer").cookie());

        // Then
        assertThat(answer.body()).contains("&lt;b&gt;不是标记").doesNotContain("<b>不是标记");
        assertThat(answer.headers().firstValue("content-security-policy").orElseThrow())
                .contains("default-src 'none'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(answer.headers().firstValue("cache-control")).contains("no-store");
    }

    @Test
    void theApiAsksForTheCodeAtApprovalsToo() {
        // When
        var without = send(bearer("checker"));
        String code = world.freshCode("checker");
        var with = send(bearer("checker").header("X-Operator-Code", code));
        var again = send(bearer("checker").header("X-Operator-Code", code));

        // Then
        assertThat(without.body()).contains("operator-code-required");
        assertThat(with.body()).isEqualTo("approved");
        assertThat(again.body()).contains("operator-code-invalid");
        assertThat(send(bearer("maker").header("X-Operator-Code", world.code("maker")))
                        .body())
                .contains("role-missing");
    }

    private HttpRequest.Builder bearer(String name) {
        return HttpRequest.newBuilder(URI.create(world.url() + "/admin/v1/approve"))
                .header("Authorization", "Bearer " + ConsoleWorld.token(name))
                .POST(HttpRequest.BodyPublishers.noBody());
    }

    private HttpResponse<String> get(String path, String cookie) {
        return send(HttpRequest.newBuilder(URI.create(world.url() + path)).header("Cookie", cookie));
    }

    @CanIgnoreReturnValue
    private HttpResponse<String> post(String path, String cookie, Map<String, String> fields) {
        return send(form(path, cookie, fields));
    }

    private HttpRequest.Builder form(String path, String cookie, Map<String, String> fields) {
        String body = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return HttpRequest.newBuilder(URI.create(world.url() + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Cookie", cookie)
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        } catch (InterruptedException failure) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(failure);
        }
    }
}
