package dev.tongfu.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who comes in, how long, and what a form may do. */
class ConsoleIT extends ConsoleGuests {
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
}
