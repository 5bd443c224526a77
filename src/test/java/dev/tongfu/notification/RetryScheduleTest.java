package dev.tongfu.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryScheduleTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-25T05:20:05Z"), ZoneOffset.UTC);

    private static RetrySchedule standard(double random) {
        return new RetrySchedule(RetrySchedule.STANDARD, always(random));
    }

    private static RandomGenerator always(double value) {
        return new RandomGenerator() {
            @Override
            public long nextLong() {
                throw new IllegalStateException("only doubles are asked for");
            }

            @Override
            public double nextDouble() {
                return value;
            }
        };
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1, 5",
        "2, 30",
        "3, 120",
        "4, 300",
        "5, 1800",
        "6, 7200",
        "7, 18000",
        "8, 36000",
        "9, 50400",
        "10, 72000",
        "11, 86400"
    })
    void gapsAreTheContracts(int attempts, long seconds) {
        assertThat(standard(0.5).next(attempts, Duration.ZERO)).contains(Duration.ofSeconds(seconds));
    }

    @Test
    void twelveAttemptsAreAll() {
        assertThat(standard(0.5).next(12, Duration.ZERO)).isEmpty();
        assertThat(standard(0.5).next(13, Duration.ofHours(1))).isEmpty();
        assertThat(standard(0.5).attemptsMax()).isEqualTo(12);
    }

    @Test
    void spreadReachesBothEnds() {
        assertThat(standard(0.0).next(2, Duration.ZERO)).contains(Duration.ofSeconds(24));
        assertThat(standard(1.0).next(2, Duration.ZERO)).contains(Duration.ofSeconds(36));
    }

    @Test
    void longerRetryAfterWinsAndShorterDoesNot() {
        assertThat(standard(0.5).next(1, Duration.ofSeconds(90))).contains(Duration.ofSeconds(90));
        assertThat(standard(0.5).next(4, Duration.ofSeconds(90))).contains(Duration.ofMinutes(5));
    }

    @Test
    void retryAfterIsCappedAtADay() {
        assertThat(standard(0.5).next(1, Duration.ofDays(400))).contains(Duration.ofHours(24));
    }

    @Test
    void scheduleWithoutAttemptsIsRefused() {
        assertThatThrownBy(() -> new RetrySchedule(List.of(), always(0))).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "120                           | 120",
                " 7                            | 7",
                "0                             | 0",
                "Wed, 25 Nov 2026 05:21:05 GMT | 60",
                "Wed, 25 Nov 2026 05:19:05 GMT | 0",
                "-5                            | 0",
                "1e3                           | 0",
                "99999999999                   | 0",
                "soon                          | 0"
            })
    void retryAfterIsSecondsOrADate(String header, long seconds) {
        assertThat(RetryAfter.parse(header, CLOCK)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void noRetryAfterAsksForNothing() {
        assertThat(RetryAfter.parse(null, CLOCK)).isZero();
    }
}
