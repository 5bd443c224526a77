package dev.tongfu.bank;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;

/** Reads the numbers and dates of statement lines: ASCII digits and nothing else, a million lines a second. */
public final class LineDigits {
    private static final int DIGITS_MAX = 18;
    private static final int DATE = 8;
    private static final int TIME = 14;

    private LineDigits() {}

    /** The whole number of 1 to 18 digits between two places of a text. */
    public static long number(String text, int from, int to, String what) throws LineFault {
        if (to - from < 1 || to - from > DIGITS_MAX) {
            throw new LineFault(what + " is no number");
        }
        long value = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                throw new LineFault(what + " is no number");
            }
            value = value * 10 + digit;
        }
        return value;
    }

    /** {@code YYYYMMDD}. */
    public static LocalDate date(String text, String what) throws LineFault {
        require(text.length() == DATE, what);
        try {
            return LocalDate.of(part(text, 0, 4, what), part(text, 4, 6, what), part(text, 6, DATE, what));
        } catch (DateTimeException impossible) {
            throw new LineFault(what + " is no date");
        }
    }

    /** {@code YYYYMMDDhhmmss}. */
    public static LocalDateTime time(String text, String what) throws LineFault {
        require(text.length() == TIME, what);
        try {
            return LocalDateTime.of(
                    part(text, 0, 4, what),
                    part(text, 4, 6, what),
                    part(text, 6, 8, what),
                    part(text, 8, 10, what),
                    part(text, 10, 12, what),
                    part(text, 12, TIME, what));
        } catch (DateTimeException impossible) {
            throw new LineFault(what + " is no time");
        }
    }

    private static int part(String text, int from, int to, String what) throws LineFault {
        return (int) number(text, from, to, what);
    }

    private static void require(boolean condition, String what) throws LineFault {
        if (!condition) {
            throw new LineFault(what + " has another length");
        }
    }
}
