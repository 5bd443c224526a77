package dev.tongfu.simulator.unionpay;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Optional;

/** The bank's ways to write a time; all are Beijing time. */
final class UnionPayTimes {
    static final ZoneId BANK_ZONE = ZoneId.of("Asia/Shanghai");
    /** A clearing day runs from 23:00 to 23:00. */
    static final Duration ENDS_BEFORE_MIDNIGHT = Duration.ofHours(1);

    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("uuuuMMddHHmmss").withResolverStyle(ResolverStyle.STRICT);
    private static final DateTimeFormatter SECOND_OF_YEAR = DateTimeFormatter.ofPattern("MMddHHmmss");
    private static final DateTimeFormatter DAY_OF_YEAR = DateTimeFormatter.ofPattern("MMdd");
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("uuuuMMdd").withResolverStyle(ResolverStyle.STRICT);

    private UnionPayTimes() {}

    static Optional<Instant> second(String text) {
        try {
            return Optional.of(
                    LocalDateTime.parse(text, SECOND).atZone(BANK_ZONE).toInstant());
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }

    static String second(Instant instant) {
        return SECOND.format(instant.atZone(BANK_ZONE));
    }

    static String secondOfYear(Instant instant) {
        return SECOND_OF_YEAR.format(instant.atZone(BANK_ZONE));
    }

    static String dayOfYear(LocalDate day) {
        return DAY_OF_YEAR.format(day);
    }

    /** The clearing day at a moment. */
    static LocalDate clearingDay(Instant instant) {
        return LocalDate.ofInstant(instant.plus(ENDS_BEFORE_MIDNIGHT), BANK_ZONE);
    }

    /** The latest such day that is not after {@code today}; a settlement date has no year. */
    static Optional<LocalDate> latest(String monthAndDay, LocalDate today) {
        return date(today.getYear() + monthAndDay)
                .filter(day -> !day.isAfter(today))
                .or(() -> date(today.getYear() - 1 + monthAndDay));
    }

    private static Optional<LocalDate> date(String text) {
        try {
            return Optional.of(LocalDate.parse(text, DATE));
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }
}
