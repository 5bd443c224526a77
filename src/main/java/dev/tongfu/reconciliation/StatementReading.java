package dev.tongfu.reconciliation;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What reading one version of a statement gave; amounts are minor units.
 *
 * @param reason why the file is bad; null where it is not, also once it is superseded
 */
public record StatementReading(
        String channelId,
        LocalDate bankDate,
        int version,
        Status status,
        @Nullable String reason,
        int lines,
        int quarantined,
        Totals totals,
        Instant readAt) {
    /** Where a reading stands. */
    public enum Status {
        PARSED,
        BAD,
        SUPERSEDED;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Sums over the lines that could be read.
     *
     * @param outAmount positive
     * @param net what the lines did to the merchant's account at the bank
     */
    public record Totals(int inCount, long inAmount, int outCount, long outAmount, long fee, long net) {}

    Staging.Staged staged() {
        return reason == null ? new Staging.Staged.Parsed(lines, quarantined) : new Staging.Staged.Bad(reason);
    }
}
