package dev.tongfu.bank;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of a bank's books: the statement of a date, or the flow of some of its hours.
 *
 * @param hours null for the whole day's statement
 */
public record StatementRequest(
        String channelId, LocalDate bankDate, @Nullable Hours hours) {
    /** Hours of the day, both included, 0 to 23. */
    public record Hours(int from, int to) {
        public Hours {
            if (from < 0 || to > 23 || from > to) {
                throw new IllegalArgumentException("hours are 0 to 23 and the first is not after the last");
            }
        }
    }
}
