package dev.tongfu.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tongfu.http.ProblemCode;
import io.vertx.core.Future;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What pages show and what their forms carry. */
class ConsoleFormsIT extends ConsoleGuests {
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
}
