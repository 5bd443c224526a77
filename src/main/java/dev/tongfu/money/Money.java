package dev.tongfu.money;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An amount in minor units (分) of one currency; never negative.
 *
 * <p>Decimal text is parsed strictly: excess precision, signs, exponents and blanks are refused, not rounded.
 */
public record Money(long minor, CurrencyCode currency) {
    /** The largest amount one order may carry, in minor units. */
    public static final long ORDER_MAX_MINOR = 999_999_999_999L;

    private static final Pattern DECIMAL = Pattern.compile("(0|[1-9][0-9]{0,12})(?:\\.([0-9]{1,2}))?");

    public Money {
        if (minor < 0) {
            throw new IllegalArgumentException("an amount is never negative: " + minor);
        }
    }

    public static Money cny(long minor) {
        return new Money(minor, CurrencyCode.CNY);
    }

    public Money plus(Money other) {
        return new Money(Math.addExact(minor, same(other).minor), currency);
    }

    public Money minus(Money other) {
        return new Money(Math.subtractExact(minor, same(other).minor), currency);
    }

    /** Yuan with exactly two decimals, as the banks write it: {@code 12.30}. */
    public String toDecimal() {
        return minor / 100 + "." + (minor % 100 < 10 ? "0" : "") + minor % 100;
    }

    /** Reads yuan text with at most two decimals; anything else is empty. */
    public static Optional<Money> parseDecimal(String text, CurrencyCode currency) {
        var matcher = DECIMAL.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String fraction = matcher.group(2) == null ? "" : matcher.group(2);
        long minor = Long.parseLong(matcher.group(1)) * 100 + Long.parseLong((fraction + "00").substring(0, 2));
        return Optional.of(new Money(minor, currency));
    }

    private Money same(Money other) {
        if (other.currency != currency) {
            throw new IllegalArgumentException("two currencies: " + currency + " and " + other.currency);
        }
        return other;
    }
}
