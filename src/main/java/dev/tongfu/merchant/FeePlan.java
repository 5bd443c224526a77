package dev.tongfu.merchant;

import dev.tongfu.money.CurrencyCode;
import dev.tongfu.money.Money;
import java.math.BigInteger;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one kind of movement through one bank costs a merchant, from a moment on; one version of a plan.
 *
 * <p>A fee is computed once, when the movement succeeds, by the version then valid, and stored with it. It may exceed
 * a small amount: the minimum is meant as it stands.
 *
 * @param version counts from 1 per merchant, bank and kind
 * @param fixed minor units on every movement
 * @param ratePpm millionths of the amount, rounded half up
 * @param minimum minor units, after fixed and rate together
 * @param maximum minor units, after fixed and rate together; null: none
 */
public record FeePlan(
        String merchantId,
        String bank,
        Kind kind,
        int version,
        CurrencyCode currency,
        long fixed,
        int ratePpm,
        long minimum,
        @Nullable Long maximum,
        GivenBack givenBack,
        Instant validFrom) {
    private static final int MILLION = 1_000_000;

    public FeePlan {
        Rules.require(fixed >= 0 && fixed <= Money.ORDER_MAX_MINOR, "fixed is 0 to the largest amount of an order");
        Rules.require(ratePpm >= 0 && ratePpm <= MILLION, "rate_ppm is 0 to 1000000, millionths of the amount");
        Rules.require(
                minimum >= 0 && minimum <= Money.ORDER_MAX_MINOR, "minimum is 0 to the largest amount of an order");
        Rules.require(
                maximum == null || (maximum >= minimum && maximum <= Money.ORDER_MAX_MINOR),
                "maximum is at least the minimum, at most the largest amount of an order");
    }

    FeePlan as(int otherVersion, Instant otherStart) {
        return new FeePlan(
                merchantId,
                bank,
                kind,
                otherVersion,
                currency,
                fixed,
                ratePpm,
                minimum,
                maximum,
                givenBack,
                otherStart);
    }

    /** The fee of a movement. */
    public Money fee(Money amount) {
        if (amount.currency() != currency) {
            throw new IllegalArgumentException("a plan in " + currency + " has no fee in " + amount.currency());
        }
        long rated = halfUp(product(amount.minor(), ratePpm), BigInteger.valueOf(MILLION));
        long fee = Math.max(minimum, Math.addExact(fixed, rated));
        return new Money(maximum == null ? fee : Math.min(maximum, fee), currency);
    }

    /**
     * What is given back with one more refund, so that all that was given back follows the refunded share.
     *
     * @param fee the fee once taken
     * @param refunded all refunds of the payment together, the present one included
     * @param before what earlier refunds gave back
     */
    public Money givenBack(Money fee, Money captured, Money refunded, Money before) {
        if (givenBack == GivenBack.NONE) {
            return new Money(0, currency);
        }
        if (captured.minor() == 0 || refunded.minor() > captured.minor()) {
            throw new IllegalArgumentException("refunds are at most what was captured");
        }
        long share = halfUp(product(fee.minor(), refunded.minor()), BigInteger.valueOf(captured.minor()));
        return new Money(share, currency).minus(before);
    }

    private static BigInteger product(long a, long b) {
        return BigInteger.valueOf(a).multiply(BigInteger.valueOf(b));
    }

    private static long halfUp(BigInteger dividend, BigInteger divisor) {
        var two = BigInteger.TWO;
        return dividend.multiply(two).add(divisor).divide(divisor.multiply(two)).longValueExact();
    }

    /** What a fee is for. */
    public enum Kind {
        PURCHASE,
        CAPTURE,
        KCODE,
        DEBIT,
        REFUND
    }

    /** Whether refunds give the fee back. */
    public enum GivenBack {
        NONE,
        PRO_RATA
    }
}
