package dev.tongfu.metrics;

/**
 * What measuring may cost.
 *
 * @param figuresS seconds that figures read from the database are kept; scrapes in between see the same ones
 * @param figuresTimeoutMs how long reading them may take; a scrape waits no longer and shows the old ones
 * @param rowsMax rows counted of one kind; a figure that reaches it means that many or more
 * @param loopTickMs how often each event loop is looked at
 * @param loopStallMs an event loop that did nothing for so long makes the process not live
 */
public record MetricsConfig(int figuresS, int figuresTimeoutMs, int rowsMax, int loopTickMs, int loopStallMs) {
    public MetricsConfig {
        require("figures_s", figuresS, 1);
        require("figures_timeout_ms", figuresTimeoutMs, 1);
        require("rows_max", rowsMax, 1);
        require("loop_tick_ms", loopTickMs, 10);
        require("loop_stall_ms", loopStallMs, 2 * loopTickMs);
    }

    private static void require(String key, int value, int min) {
        if (value < min) {
            throw new IllegalArgumentException(key + " must be at least " + min + " and is " + value);
        }
    }
}
