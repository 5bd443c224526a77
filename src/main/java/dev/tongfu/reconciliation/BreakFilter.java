package dev.tongfu.reconciliation;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What a list of breaks is narrowed to; null for any.
 *
 * @param status a word of {@link BreakStatus}, or {@code unresolved} for all that wait for somebody
 * @param from the first bank date
 * @param to the last bank date
 * @param after the last of the page before
 */
public record BreakFilter(
        @Nullable String status,
        @Nullable String code,
        @Nullable String bank,
        @Nullable LocalDate from,
        @Nullable LocalDate to,
        @Nullable Position after) {
    public static final String UNRESOLVED = "unresolved";

    /** Where a page ended: lists go from the newest bank date to the oldest. */
    public record Position(LocalDate bankDate, String id) {}

    public static BreakFilter all() {
        return new BreakFilter(null, null, null, null, null, null);
    }
}
