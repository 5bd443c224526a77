package dev.tongfu.bank;

import dev.tongfu.money.CurrencyCode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One movement as a bank's statement states it.
 *
 * @param number of the line in its file, from 1
 * @param ourRef the number we gave it: the order's, the refund's, the payout's
 * @param bankRef the bank's own reference
 * @param originalRef what it is about, where the format says so
 * @param amount minor units, never negative; the direction says where it went as the merchant sees it
 * @param fee minor units that the bank took; negative where it gave back
 * @param namedDate the accounting date that the line itself names
 * @param bankTime by the bank's clock
 */
public record StatementLine(
        int number,
        Direction direction,
        Kind kind,
        @Nullable String ourRef,
        @Nullable String bankRef,
        @Nullable String originalRef,
        long amount,
        long fee,
        CurrencyCode currency,
        @Nullable LocalDate namedDate,
        @Nullable LocalDateTime bankTime) {
    public StatementLine {
        if (number < 1 || amount < 0) {
            throw new IllegalArgumentException("a line has a number from 1 and an amount of at least 0");
        }
    }

    /** What it does to the merchant's account at the bank, fee taken off. */
    public long net() {
        return Math.subtractExact(direction == Direction.IN ? amount : -amount, fee);
    }

    /** Where the money went. */
    public enum Direction {
        IN,
        OUT;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What it is, as far as the format tells; a format that knows only 消费 and 退款 says payment and refund. */
    public enum Kind {
        PAYMENT,
        CAPTURE,
        REFUND,
        VOID,
        CAPTURE_VOID,
        FEE,
        CHARGEBACK,
        ADJUSTMENT,
        PAYOUT,
        PAYOUT_RETURN;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
