package dev.tongfu.notification;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * When a notification that was not taken is tried again, and when no more.
 *
 * <p>Each gap is spread by ±20 %, so that merchants who were away together are not met together; a longer
 * {@code Retry-After} wins over the gap, up to 24 hours.
 */
public final class RetrySchedule {
    /** The gap before each attempt of a series; twelve attempts in about three days. */
    public static final List<Duration> STANDARD = List.of(
            Duration.ZERO,
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            Duration.ofMinutes(2),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(5),
            Duration.ofHours(10),
            Duration.ofHours(14),
            Duration.ofHours(20),
            Duration.ofHours(24));

    private static final Duration RETRY_AFTER_MAX = Duration.ofHours(24);
    private static final double SPREAD = 0.2;

    private final List<Duration> gaps;
    private final RandomGenerator random;

    public RetrySchedule(List<Duration> gaps, RandomGenerator random) {
        if (gaps.isEmpty()) {
            throw new IllegalArgumentException("a series has at least one attempt");
        }
        this.gaps = List.copyOf(gaps);
        this.random = random;
    }

    public int attemptsMax() {
        return gaps.size();
    }

    /** The wait before the next attempt when {@code attempts} of the series were made; empty: no more. */
    public Optional<Duration> next(int attempts, Duration retryAfter) {
        if (attempts >= gaps.size()) {
            return Optional.empty();
        }
        var gap = spread(gaps.get(attempts));
        var asked = retryAfter.compareTo(RETRY_AFTER_MAX) > 0 ? RETRY_AFTER_MAX : retryAfter;
        return Optional.of(asked.compareTo(gap) > 0 ? asked : gap);
    }

    private Duration spread(Duration gap) {
        double factor = 1 - SPREAD + 2 * SPREAD * random.nextDouble();
        return Duration.ofMillis(Math.round(gap.toMillis() * factor));
    }
}
