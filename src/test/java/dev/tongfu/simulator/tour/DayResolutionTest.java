package dev.tongfu.simulator.tour;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DayResolutionTest {
    @ParameterizedTest(name = "{0} {1} {2}, {3} frozen: {4}")
    @CsvSource({
        "bank_only, in, surplus, 0, T15 in",
        "platform_only, in, shortage, 0, T10 shortage",
        "platform_only, out, surplus, 0, T7 refund",
        "bank_unpaid, in, shortage, 500, T5 frozen",
        "bank_unpaid, in, shortage, 0, T5 pending",
        "bank_unpaid, out, surplus, 0, T7 refund",
        "amount_over, in, surplus, 0, T15 in",
        "amount_over, out, shortage, 0, T10 shortage",
        "amount_under, in, shortage, 0, T10 shortage",
        "amount_under, out, surplus, 0, T4 out",
        "fee_difference, in, shortage, 0, T9 charge",
        "fee_difference, in, surplus, 0, T4 out",
        "duplicate, in, surplus, 0, T15 in",
        "duplicate, out, shortage, 0, T10 shortage",
        "kind, in, surplus, 0, T15 in",
        "kind, out, shortage, 0, T10 shortage"
    })
    void everyBreakHasATemplate(String code, String direction, String side, long frozen, String expected) {
        // Given
        var one = new JsonObject()
                .put("code", code)
                .put("direction", direction)
                .put("side", side)
                .put("suspense", 500)
                .put("frozen", frozen);

        // When
        var decision = DayResolution.decide(one).orElseThrow();

        // Then
        assertThat(decision.template() + " " + decision.variant()).isEqualTo(expected);
    }

    @Test
    void whatIsFrozenAndNoLongerInSuspenseIsLetGo() {
        // Given
        var one = new JsonObject()
                .put("code", "bank_unpaid")
                .put("direction", "in")
                .putNull("side")
                .put("suspense", 0)
                .put("frozen", 500);

        // When
        var decision = DayResolution.decide(one);

        // Then
        assertThat(decision).map(DayResolution.Decision::template).contains("T6");
    }

    @Test
    void nothingIsDecidedAboutWhatIsInNoSuspense() {
        // Given
        var one = new JsonObject()
                .put("code", "date")
                .put("direction", "in")
                .put("suspense", 0)
                .put("frozen", 0);

        // When
        var decision = DayResolution.decide(one);

        // Then
        assertThat(decision).isEmpty();
    }
}
