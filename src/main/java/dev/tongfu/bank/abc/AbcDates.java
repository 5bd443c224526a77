package dev.tongfu.bank.abc;

import dev.tongfu.bank.BankCalendar;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Dates a movement: by the bank's accounting date where the message has one, else by the bank's calendar applied to
 * the host's time, else to ours.
 */
final class AbcDates {
    /** The host's dates are seen unpadded, such as {@code 2015/9/22}. */
    private static final DateTimeFormatter HOST_DATE = DateTimeFormatter.ofPattern("uuuu/M/d");

    private static final DateTimeFormatter HOST_TIME = DateTimeFormatter.ofPattern("H:m:s");

    private final BankCalendar calendar;
    private final Clock clock;

    AbcDates(BankCalendar calendar, Clock clock) {
        this.calendar = calendar;
        this.clock = clock;
    }

    /** When the money moved, in the bank's books and on its clock. */
    record When(LocalDate bankDate, @Nullable Instant paidAt) {}

    When read(Function<String, Optional<String>> field) {
        Optional<LocalDate> accounting =
                field.apply("AccDate").flatMap(text -> parse(text, DateTimeFormatter.BASIC_ISO_DATE, LocalDate::from));
        Optional<LocalDate> hostDate = field.apply("HostDate").flatMap(text -> parse(text, HOST_DATE, LocalDate::from));
        Optional<LocalTime> hostTime = field.apply("HostTime").flatMap(text -> parse(text, HOST_TIME, LocalTime::from));
        Optional<LocalDateTime> host = hostDate.flatMap(day -> hostTime.map(day::atTime));
        LocalDate bankDate = accounting
                .or(() -> host.map(calendar::dateOf))
                .or(() -> hostDate)
                .orElseGet(() -> calendar.dateOf(clock.instant()));
        Instant paidAt =
                host.map(time -> time.atZone(calendar.zoneId()).toInstant()).orElse(null);
        return new When(bankDate, paidAt);
    }

    /** A date of the bank in either of its forms. */
    static Optional<LocalDate> day(String text) {
        return parse(text, HOST_DATE, LocalDate::from)
                .or(() -> parse(text, DateTimeFormatter.BASIC_ISO_DATE, LocalDate::from));
    }

    private static <T> Optional<T> parse(
            String text, DateTimeFormatter format, java.time.temporal.TemporalQuery<T> query) {
        try {
            return Optional.of(format.parse(text.strip(), query));
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }
}
