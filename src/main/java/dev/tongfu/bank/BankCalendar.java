package dev.tongfu.bank;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;

/**
 * When a bank's accounting day ends.
 *
 * <p>It dates a movement only where the bank's own message does not; a statement that names another date is no
 * error.
 *
 * @param zone the bank's time zone, such as {@code Asia/Shanghai}
 * @param cutoffHour the hour, 1 to 24, from which a movement belongs to the next day; 24 is midnight
 */
public record BankCalendar(String zone, int cutoffHour) {
    private static final int MIDNIGHT = 24;

    public BankCalendar {
        if (cutoffHour < 1 || cutoffHour > MIDNIGHT) {
            throw new IllegalArgumentException("calendar.cutoff_hour is an hour from 1 to 24, not " + cutoffHour);
        }
        ZoneId known = ZoneId.of(zone);
        zone = known.getId();
    }

    public ZoneId zoneId() {
        return ZoneId.of(zone);
    }

    /** The accounting date of something that happened at a time of the bank's clock. */
    public LocalDate dateOf(LocalDateTime bankTime) {
        LocalDate day = bankTime.toLocalDate();
        return bankTime.getHour() >= cutoffHour ? day.plusDays(1) : day;
    }

    public LocalDate dateOf(Instant instant) {
        return dateOf(LocalDateTime.ofInstant(instant, zoneId()));
    }
}
