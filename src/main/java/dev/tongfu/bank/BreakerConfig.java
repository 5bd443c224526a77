package dev.tongfu.bank;

/**
 * When new payments to a bank stop; queries are never stopped.
 *
 * @param failuresMax failures within the window that open the breaker
 * @param windowMs over how long failures are counted
 * @param resetMs how long it stays open before one payment is tried again
 */
public record BreakerConfig(int failuresMax, long windowMs, long resetMs) {
    public BreakerConfig {
        if (failuresMax < 1 || windowMs < 1 || resetMs < 1) {
            throw new IllegalArgumentException("every number of a bank's breaker is positive");
        }
    }

    public static BreakerConfig standard() {
        return new BreakerConfig(20, 10_000, 5_000);
    }
}
