package dev.tongfu.notification;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class RetrySpreadTest {
    @Property
    void gapsAreSpreadByAFifthEitherWay(@ForAll @IntRange(min = 1, max = 11) int attempts, @ForAll long seed) {
        // Given
        var schedule = new RetrySchedule(RetrySchedule.STANDARD, new Random(seed));
        long gap = RetrySchedule.STANDARD.get(attempts).toMillis();

        // When
        long wait = schedule.next(attempts, Duration.ZERO).orElseThrow().toMillis();

        // Then
        assertThat(wait).isBetween(gap * 8 / 10, gap * 12 / 10);
    }
}
