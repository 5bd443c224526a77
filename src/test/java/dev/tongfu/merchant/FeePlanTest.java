package dev.tongfu.merchant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tongfu.money.CurrencyCode;
import dev.tongfu.money.Money;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeePlanTest {
    private static final Instant START = Instant.parse("2026-11-23T00:00:00Z");

    @ParameterizedTest
    @CsvSource({
        // amount, fixed, ppm, minimum, maximum, fee
        "10000, 0, 6000, 0, , 60",
        "83, 0, 6000, 0, , 0",
        "84, 0, 6000, 0, , 1",
        "250, 0, 6000, 0, , 2",
        "249, 0, 6000, 0, , 1",
        "10000, 30, 6000, 0, , 90",
        "1, 0, 6000, 100, , 100",
        "10000000, 0, 6000, 0, 5000, 5000",
        "999999999999, 0, 1000000, 0, , 999999999999",
        "100, 0, 0, 0, , 0",
    })
    void feeIsFixedPlusRateHalfUpWithinItsBounds(
            long amount, long fixed, int ppm, long minimum, @Nullable Long maximum, long fee) {
        assertThat(plan(fixed, ppm, minimum, maximum).fee(Money.cny(amount))).isEqualTo(Money.cny(fee));
    }

    @Property
    void feeNeverFallsWhenTheAmountRises(
            @ForAll @LongRange(min = 1, max = 99_999_999) long amount, @ForAll @IntRange(max = 1_000_000) int ppm) {
        var plan = plan(10, ppm, 20, 100_000L);
        assertThat(plan.fee(Money.cny(amount + 1)).minor())
                .isGreaterThanOrEqualTo(plan.fee(Money.cny(amount)).minor());
    }

    @Property
    void refundsInAnyPartsGiveBackTheWholeFeeInTheEnd(
            @ForAll @LongRange(min = 3, max = Money.ORDER_MAX_MINOR) long captured,
            @ForAll @LongRange(max = 99_999_999) long fee) {
        // Given
        var plan = plan(0, 6000, 0, null);
        long[] refunded = {captured / 3, captured / 2, captured};

        // When
        long before = 0;
        for (long total : refunded) {
            before += plan.givenBack(Money.cny(fee), Money.cny(captured), Money.cny(total), Money.cny(before))
                    .minor();
        }

        // Then
        assertThat(before).isEqualTo(fee);
    }

    @Test
    void aPlanThatKeepsFeesGivesNothingBack() {
        var plan = new FeePlan(
                "m_a",
                "abc",
                FeePlan.Kind.PURCHASE,
                1,
                CurrencyCode.CNY,
                0,
                6000,
                0,
                null,
                FeePlan.GivenBack.NONE,
                START);
        assertThat(plan.givenBack(Money.cny(60), Money.cny(10_000), Money.cny(10_000), Money.cny(0)))
                .isEqualTo(Money.cny(0));
    }

    @Test
    void impossiblePlansAreRefused() {
        assertThatThrownBy(() -> plan(-1, 0, 0, null)).hasMessageContaining("fixed");
        assertThatThrownBy(() -> plan(0, 1_000_001, 0, null)).hasMessageContaining("rate_ppm");
        assertThatThrownBy(() -> plan(0, 0, 5, 4L)).hasMessageContaining("maximum");
    }

    @Test
    void theVersionValidAtAMomentIsTheLatestBegunAndOfThoseTheNewest() {
        // Given
        var plans = new FeePlans(List.of(at(1, START), at(2, START.plusSeconds(60)), at(3, START.plusSeconds(60))));

        // When, Then
        assertThat(plans.validAt("m_a", "abc", FeePlan.Kind.PURCHASE, START.minusSeconds(1)))
                .isEmpty();
        assertThat(plans.validAt("m_a", "abc", FeePlan.Kind.PURCHASE, START.plusSeconds(59)))
                .contains(at(1, START));
        assertThat(plans.validAt("m_a", "abc", FeePlan.Kind.PURCHASE, START.plusSeconds(60)))
                .contains(at(3, START.plusSeconds(60)));
        assertThat(plans.validAt("m_a", "unionpay", FeePlan.Kind.PURCHASE, START))
                .isEmpty();
    }

    private static FeePlan at(int version, Instant from) {
        return new FeePlan(
                "m_a",
                "abc",
                FeePlan.Kind.PURCHASE,
                version,
                CurrencyCode.CNY,
                0,
                1,
                0,
                null,
                FeePlan.GivenBack.NONE,
                from);
    }

    private static FeePlan plan(long fixed, int ppm, long minimum, @Nullable Long maximum) {
        return new FeePlan(
                "m_a",
                "abc",
                FeePlan.Kind.PURCHASE,
                1,
                CurrencyCode.CNY,
                fixed,
                ppm,
                minimum,
                maximum,
                FeePlan.GivenBack.PRO_RATA,
                START);
    }
}
