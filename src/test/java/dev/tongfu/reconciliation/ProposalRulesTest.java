package dev.tongfu.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tongfu.money.Money;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ProposalRulesTest {
    private static BreakView aBreak(@Nullable BreakSide side, String direction, String code) {
        return new BreakView(
                "brk_1",
                "abc-1",
                "abc",
                LocalDate.of(2026, 11, 23),
                "run_1",
                code,
                BreakStatus.OPEN,
                1,
                direction,
                Money.cny(700),
                side,
                side == null ? 0 : 700,
                0,
                null,
                null,
                null,
                null,
                null,
                "none",
                "{}",
                Instant.EPOCH);
    }

    private static List<String> codes(ProposalKind kind, @Nullable BreakView about, JsonObject parameters) {
        return ProposalRules.check(new ProposalDraft("prp_1", kind, about, new ProposalParameters(parameters))).stream()
                .map(fault -> fault.pointer() + " " + fault.code())
                .toList();
    }

    private static JsonObject all(ProposalKind kind) {
        var parameters = new JsonObject();
        for (String name : List.of(
                "merchant_id", "payment_id", "refund_id", "other_break_id", "transfer_id", "bank_ref", "beneficiary")) {
            if (kind.takes(name)) {
                parameters.put(name, "x_1");
            }
        }
        if (kind.takes("account")) {
            parameters.put("account", "2101");
        }
        if (kind.required().contains("amount")) {
            parameters.put("amount", 300);
        }
        return parameters;
    }

    static Stream<Arguments> everySideAndDirection() {
        return Arrays.stream(ProposalKind.values())
                .flatMap(kind -> Stream.of(BreakSide.SURPLUS, BreakSide.SHORTAGE)
                        .flatMap(side -> Stream.of("in", "out").map(way -> Arguments.of(kind, side, way))));
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("everySideAndDirection")
    void aTemplateFitsItsOwnSideAndDirectionAlone(ProposalKind kind, BreakSide side, String direction) {
        // When
        var faults = codes(kind, aBreak(side, direction, "bank_only"), all(kind)).stream()
                .filter(fault -> fault.startsWith("/template"))
                .toList();

        // Then
        boolean sideFits = switch (kind.about()) {
            case SURPLUS -> side == BreakSide.SURPLUS;
            case SHORTAGE -> side == BreakSide.SHORTAGE;
            case SUSPENSE, ANYTHING -> true;
            case FROZEN, NOTHING -> false;
        };
        boolean directionFits = kind.direction() == null || direction.equals(kind.direction());
        assertThat(faults.isEmpty()).isEqualTo(sideFits && directionFits);
    }

    @ParameterizedTest
    @EnumSource(ProposalKind.class)
    void whatIsAboutABreakNeedsOne(ProposalKind kind) {
        boolean free = kind.about() == ProposalKind.About.NOTHING || kind.about() == ProposalKind.About.ANYTHING;

        assertThat(codes(kind, null, all(kind)).contains("/template needs-break"))
                .isEqualTo(!free);
    }

    @ParameterizedTest
    @EnumSource(ProposalKind.class)
    void aParameterThatATemplateDoesNotTakeIsRefused(ProposalKind kind) {
        assertThat(codes(kind, null, all(kind).put("colour", "red"))).contains("/parameters/colour not-taken");
    }

    @ParameterizedTest
    @EnumSource(ProposalKind.class)
    void everyParameterThatIsRequiredIsAskedFor(ProposalKind kind) {
        assertThat(codes(kind, null, new JsonObject()))
                .containsAll(kind.required().stream()
                        .map(name -> "/parameters/" + name + " required")
                        .toList());
    }

    @ParameterizedTest
    @CsvSource({"0, too-small", "701, too-large"})
    void noMoreThanIsInSuspense(long amount, String code) {
        var about = aBreak(BreakSide.SHORTAGE, "out", "bank_only");

        assertThat(codes(ProposalKind.T9_CHARGE, about, new JsonObject().put("amount", amount)))
                .containsExactly("/parameters/amount " + code);
    }

    @ParameterizedTest
    @CsvSource({
        "1102, /parameters/account not-in-list",
        "1101, /parameters/bank_date required",
        "2101, /parameters/merchant_id required"
    })
    void suspenseMovesOnlyToWhereItMay(String account, String fault) {
        var about = aBreak(BreakSide.SURPLUS, "in", "bank_only");

        assertThat(codes(ProposalKind.T4_OUT, about, new JsonObject().put("account", account)))
                .contains(fault);
    }

    @Test
    void aDifferenceOfFeesIsNoMerchants() {
        var about = aBreak(BreakSide.SURPLUS, "in", "fee_difference");

        assertThat(codes(ProposalKind.T1_MERCHANT, about, new JsonObject().put("merchant_id", "m_1")))
                .containsExactly("/template wrong-code");
    }

    @Test
    void aBreakThatNamesNoMerchantAsksForOne() {
        var about = aBreak(BreakSide.SURPLUS, "in", "bank_only");

        assertThat(codes(ProposalKind.T1_MERCHANT, about, new JsonObject()))
                .containsExactly("/parameters/merchant_id required");
    }

    @Test
    void everyTemplateOfThePostingTableIsThereAndNoOther() {
        assertThat(Arrays.stream(ProposalKind.values()).map(ProposalKind::template))
                .containsOnly(
                        "T1", "T2", "T3", "T4", "T5", "T6", "T7", "T8", "T9", "T10", "T11", "T12", "T13", "T14", "T15",
                        "T16");
    }
}
