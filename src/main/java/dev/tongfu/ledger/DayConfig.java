package dev.tongfu.ledger;

import java.time.ZoneId;

/**
 * When accounting days are opened, closed and sealed.
 *
 * @param zone the calendar of the books, such as {@code Asia/Shanghai}
 * @param drainMinutes how long after a day's end it still takes transfers of its date
 * @param checkS pause between two looks, in seconds
 * @param leaseS how long one node is the one that closes, in seconds; longer than a look takes
 * @param proofEveryS pause between two proofs of the ledger that nobody asked for, in seconds; 0 for none
 */
public record DayConfig(String zone, int drainMinutes, int checkS, int leaseS, int proofEveryS) {
    private static final int DAY_MINUTES = 1_440;

    public DayConfig {
        if (drainMinutes < 0 || drainMinutes > DAY_MINUTES) {
            throw new IllegalArgumentException("drain_minutes is 0 to " + DAY_MINUTES);
        }
        if (checkS < 1 || leaseS <= checkS) {
            throw new IllegalArgumentException("check_s is at least 1 and lease_s is more than check_s");
        }
        if (proofEveryS < 0) {
            throw new IllegalArgumentException("proof_every_s is 0 or more");
        }
        ZoneId known = ZoneId.of(zone);
        zone = known.getId();
    }

    ZoneId zoneId() {
        return ZoneId.of(zone);
    }
}
