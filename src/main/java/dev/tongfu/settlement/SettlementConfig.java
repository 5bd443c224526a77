package dev.tongfu.settlement;

import java.time.ZoneId;

/**
 * How and when merchants are settled.
 *
 * @param zone the calendar of due dates, such as {@code Asia/Shanghai}
 * @param checkS pause between two looks of the scheduler, in seconds
 * @param leaseS how long one node is the one that settles, in seconds; longer than a look takes
 * @param daysAtOnce closed days made into lines in one look
 * @param backDaysMax how many dates back the scheduler looks for one that is ready
 * @param statementTimeoutMs how long one statement over a day's lines may take
 * @param pageLines lines of a daily statement read at once
 */
public record SettlementConfig(
        String zone, int checkS, int leaseS, int daysAtOnce, int backDaysMax, int statementTimeoutMs, int pageLines) {
    public SettlementConfig {
        if (checkS < 1 || leaseS <= checkS) {
            throw new IllegalArgumentException("check_s is at least 1 and lease_s is more than check_s");
        }
        if (daysAtOnce < 1 || backDaysMax < 1 || statementTimeoutMs < 1 || pageLines < 1) {
            throw new IllegalArgumentException("settlement: every limit is positive");
        }
        ZoneId known = ZoneId.of(zone);
        zone = known.getId();
    }

    ZoneId zoneId() {
        return ZoneId.of(zone);
    }
}
