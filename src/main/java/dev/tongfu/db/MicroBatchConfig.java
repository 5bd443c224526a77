package dev.tongfu.db;

/**
 * The limits of a micro-batch, one per event loop and kind of work.
 *
 * @param queueItemsMax items that may wait; more are shed
 * @param queueBytesMax bytes that may wait; more are shed
 * @param batchItemsMax items in one statement
 * @param batchBytesMax bytes in one statement; a larger item goes alone
 * @param statementsMax statements in flight
 * @param besideItemsMin items that must wait before a statement starts beside a running one; otherwise they gather
 *     until it ends
 * @param sendWithinMs an item not sent within this time is shed
 * @param resolveWithinMs an item whose outcome cannot be read within this time of its submission stays unknown
 * @param statementMs how long a statement may go without an answer before its outcome counts as unknown
 * @param retriesMax how often a statement that lost against others runs again
 * @param retryJitterMs the longest pause before the first such run; it grows with each
 * @param rereadPauseMs the longest pause between two attempts to read an unknown outcome
 */
public record MicroBatchConfig(
        int queueItemsMax,
        int queueBytesMax,
        int batchItemsMax,
        int batchBytesMax,
        int statementsMax,
        int besideItemsMin,
        int sendWithinMs,
        int resolveWithinMs,
        int statementMs,
        int retriesMax,
        int retryJitterMs,
        int rereadPauseMs) {

    /** The numbers to start with. */
    public static final MicroBatchConfig DEFAULT =
            new MicroBatchConfig(2_000, 8 << 20, 256, 256 << 10, 2, 64, 2_000, 10_000, 6_000, 3, 20, 200);

    public MicroBatchConfig {
        require("queue_items_max", queueItemsMax, 1);
        require("queue_bytes_max", queueBytesMax, 1);
        require("batch_items_max", batchItemsMax, 1);
        require("batch_bytes_max", batchBytesMax, 1);
        require("statements_max", statementsMax, 1);
        require("beside_items_min", besideItemsMin, 1);
        require("send_within_ms", sendWithinMs, 1);
        require("resolve_within_ms", resolveWithinMs, sendWithinMs);
        require("statement_ms", statementMs, 1);
        require("retries_max", retriesMax, 0);
        require("retry_jitter_ms", retryJitterMs, 1);
        require("reread_pause_ms", rereadPauseMs, 1);
    }

    private static void require(String key, int value, int min) {
        if (value < min) {
            throw new IllegalArgumentException(key + " must be at least " + min + " and is " + value);
        }
    }
}
