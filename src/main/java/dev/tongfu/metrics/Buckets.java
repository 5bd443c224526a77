package dev.tongfu.metrics;

import java.time.Duration;
import java.util.stream.LongStream;

/** Upper bounds of the histograms: few, because each is a series. */
final class Buckets {
    /** Of answers and calls. */
    static final Duration[] CALL = ms(5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000);
    /** Of waiting for a place that is usually free. */
    static final Duration[] WAIT = ms(1, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000);
    /** From due to delivered; retries make it hours. */
    static final Duration[] DELIVERY =
            ms(50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000, 300_000, 1_800_000, 7_200_000);
    /** Of items in one statement. */
    static final double[] ITEMS = {1, 2, 4, 8, 16, 32, 64, 128, 256};

    private Buckets() {}

    private static Duration[] ms(long... bounds) {
        return LongStream.of(bounds).mapToObj(Duration::ofMillis).toArray(Duration[]::new);
    }
}
