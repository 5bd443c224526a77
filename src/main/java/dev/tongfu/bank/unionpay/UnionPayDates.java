package dev.tongfu.bank.unionpay;

import dev.tongfu.bank.BankCalendar;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Dates a movement: by {@code settleDate} where the message has one, else by the bank's calendar applied to
 * {@code traceTime}, else to our clock.
 *
 * <p>UnionPay leaves the year away; it is the one that puts the date nearest to {@code txnTime}.
 */
final class UnionPayDates {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMddHHmmss").withResolverStyle(ResolverStyle.STRICT);
    private static final String NOON = "120000";

    private final BankCalendar calendar;
    private final Clock clock;

    UnionPayDates(BankCalendar calendar, Clock clock) {
        this.calendar = calendar;
        this.clock = clock;
    }

    /** When the money moved, in the bank's books and on its clock. */
    record When(LocalDate bankDate, @Nullable Instant paidAt) {}

    When read(UnionPayMessage message) {
        LocalDateTime near = message.text("txnTime")
                .flatMap(UnionPayDates::parse)
                .orElseGet(() -> LocalDateTime.ofInstant(clock.instant(), calendar.zoneId()));
        Optional<LocalDate> settled = message.text("settleDate")
                .flatMap(monthAndDay -> nearest(monthAndDay + NOON, near))
                .map(LocalDateTime::toLocalDate);
        Optional<LocalDateTime> traced = message.text("traceTime").flatMap(text -> nearest(text, near));
        LocalDate bankDate =
                settled.or(() -> traced.map(calendar::dateOf)).orElseGet(() -> calendar.dateOf(clock.instant()));
        Instant paidAt =
                traced.map(time -> time.atZone(calendar.zoneId()).toInstant()).orElse(null);
        return new When(bankDate, paidAt);
    }

    /** {@code MMDDhhmmss} in the year that puts it nearest; the 29th of February has few to choose from. */
    private static Optional<LocalDateTime> nearest(String withoutYear, LocalDateTime near) {
        return IntStream.rangeClosed(near.getYear() - 1, near.getYear() + 1)
                .mapToObj(year -> parse(year + withoutYear))
                .flatMap(Optional::stream)
                .min(Comparator.comparing(time -> Duration.between(near, time).abs()));
    }

    private static Optional<LocalDateTime> parse(String text) {
        try {
            return Optional.of(LocalDateTime.parse(text, TIME));
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }
}
