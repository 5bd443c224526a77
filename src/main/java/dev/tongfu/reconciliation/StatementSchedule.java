package dev.tongfu.reconciliation;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/**
 * When statements are fetched.
 *
 * @param enabled whether this gateway fetches and reconciles by itself
 * @param zone the banks' time zone
 * @param readyHours by bank, the hour of the next day from which a day's statement is asked for
 * @param defaultReadyHour of banks not named
 * @param lateHour the hour of the next day from which a missing statement is late, which is an alarm
 * @param retryS seconds between tries; the last one repeats
 * @param daysBackMax how many days before yesterday are looked for after a time when nothing ran
 * @param checkS seconds between looks
 * @param leaseS seconds that one node has the work for; more than a look takes
 * @param perLook channels' days that one look fetches and reconciles at most
 */
public record StatementSchedule(
        boolean enabled,
        String zone,
        Map<String, Integer> readyHours,
        int defaultReadyHour,
        int lateHour,
        List<Integer> retryS,
        int daysBackMax,
        int checkS,
        int leaseS,
        int perLook) {
    private static final int HOURS = 23;

    public StatementSchedule {
        readyHours = Map.copyOf(readyHours);
        retryS = List.copyOf(retryS);
        zone = ZoneId.of(zone).getId();
        readyHours.values().forEach(hour -> requireHour(hour, "ready_hours are hours from 0 to 23"));
        requireHour(defaultReadyHour, "default_ready_hour is an hour from 0 to 23");
        requireHour(lateHour, "late_hour is an hour from 0 to 23");
        require(
                !retryS.isEmpty() && retryS.stream().allMatch(seconds -> seconds > 0),
                "retry_s is a list of seconds above 0");
        require(daysBackMax >= 0, "days_back_max is 0 or more");
        require(checkS > 0 && leaseS > 0 && perLook > 0, "every limit of the schedule is positive");
    }

    ZoneId zoneId() {
        return ZoneId.of(zone);
    }

    /** When the statement of a date is first asked for. */
    Instant readyAt(String bank, LocalDate bankDate) {
        return hourAfter(bankDate, readyHours.getOrDefault(bank, defaultReadyHour));
    }

    /** From when on a missing one is late. */
    Instant lateAt(LocalDate bankDate) {
        return hourAfter(bankDate, lateHour);
    }

    /** How long to wait after a number of tries in vain, at least one. */
    int retryAfterS(int tries) {
        return retryS.get(Math.min(tries, retryS.size()) - 1);
    }

    private Instant hourAfter(LocalDate bankDate, int hour) {
        return bankDate.plusDays(1).atTime(hour, 0).atZone(zoneId()).toInstant();
    }

    private static void requireHour(int hour, String rule) {
        require(hour >= 0 && hour <= HOURS, rule);
    }

    private static void require(boolean condition, String rule) {
        if (!condition) {
            throw new IllegalArgumentException(rule);
        }
    }
}
