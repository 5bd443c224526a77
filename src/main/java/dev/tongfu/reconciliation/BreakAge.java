package dev.tongfu.reconciliation;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/** How long a break has been open, in the house's days. */
public enum BreakAge {
    DAYS_0_TO_1("0-1", 1),
    DAYS_2_TO_3("2-3", 3),
    DAYS_4_TO_7("4-7", 7),
    DAYS_8_TO_30("8-30", 30),
    DAYS_OVER_30(">30", Long.MAX_VALUE);

    private final String word;
    private final long daysMax;

    BreakAge(String word, long daysMax) {
        this.word = word;
        this.daysMax = daysMax;
    }

    /** On the wire and on screens. */
    public String word() {
        return word;
    }

    public static long days(LocalDate openedOn, LocalDate today) {
        return Math.max(0, ChronoUnit.DAYS.between(openedOn, today));
    }

    public static BreakAge of(long days) {
        for (var bucket : values()) {
            if (days <= bucket.daysMax) {
                return bucket;
            }
        }
        return DAYS_OVER_30;
    }
}
