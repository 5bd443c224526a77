package dev.tongfu.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class QuotasTest {
    private final MovedClock clock = new MovedClock();
    private final Quotas quotas = new Quotas(merchant -> 10, clock);

    @Test
    void aSecondsWorthMayComeAtOnceAndThenTheRate() {
        // Given
        for (int i = 0; i < 10; i++) {
            assertThat(quotas.take("m1")).isTrue();
        }
        assertThat(quotas.take("m1")).isFalse();

        // When
        clock.now = clock.now.plusMillis(250);

        // Then
        assertThat(quotas.take("m1")).isTrue();
        assertThat(quotas.take("m1")).isTrue();
        assertThat(quotas.take("m1")).isFalse();
        assertThat(quotas.take("m2")).isTrue();
    }

    @Test
    void lookingTakesNothing() {
        // When
        for (int i = 0; i < 50; i++) {
            assertThat(quotas.exhausted("m1")).isFalse();
        }

        // Then
        for (int i = 0; i < 10; i++) {
            assertThat(quotas.take("m1")).isTrue();
        }
        assertThat(quotas.exhausted("m1")).isTrue();
    }

    @Test
    void aLongPauseGivesNoMoreThanASecondsWorthAndAClockSetBackTakesNothing() {
        // Given
        clock.now = clock.now.plusSeconds(3600);
        int taken = 0;

        // When
        while (quotas.take("m1")) {
            taken++;
        }
        clock.now = clock.now.minusSeconds(60);

        // Then
        assertThat(taken).isEqualTo(10);
        assertThat(quotas.take("m1")).isFalse();
    }

    private static final class MovedClock extends Clock {
        private Instant now = Instant.parse("2026-11-23T08:00:00Z");

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
