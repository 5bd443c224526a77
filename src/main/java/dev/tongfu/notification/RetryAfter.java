package dev.tongfu.notification;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the {@code Retry-After} header: seconds or an HTTP date; whatever is neither asks for nothing. */
final class RetryAfter {
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");

    private RetryAfter() {}

    static Duration parse(@Nullable String header, Clock clock) {
        if (header == null) {
            return Duration.ZERO;
        }
        String text = header.strip();
        return SECONDS.matcher(text).matches() ? Duration.ofSeconds(Long.parseLong(text)) : untilDate(text, clock);
    }

    private static Duration untilDate(String text, Clock clock) {
        try {
            var date = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            var wait = Duration.between(clock.instant(), date);
            return wait.isNegative() ? Duration.ZERO : wait;
        } catch (DateTimeException unreadable) {
            return Duration.ZERO;
        }
    }
}
