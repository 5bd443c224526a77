package dev.tongfu.notification;

/**
 * How hard merchants are notified and what one merchant may use of it.
 *
 * @param inFlightMax POSTs under way in one gateway
 * @param inFlightPerMerchantMax POSTs under way for one merchant
 * @param inFlightPerHostMax POSTs under way to one host and port, whosever they are
 * @param claimMerchantsMax merchants looked at by one claim
 * @param leaseMs how long a claimed row belongs to its sender; longer than one whole attempt
 * @param connectTimeoutMs to reach the merchant
 * @param totalTimeoutMs from dialling to the end of the answer
 * @param answerBytesMax bytes of the answer that are read and kept; the rest is not read
 * @param pollBusyMs pause between claims while there is work
 * @param pollIdleMs the longest pause between claims
 * @param sweepMs pause between looks for lost leases
 * @param hostBusyMs pause for a merchant whose host has too much under way
 * @param resultBatchMax results written by one statement
 * @param resultQueueMax results that may wait to be written
 * @param stopWaitMs how long a stop waits for POSTs under way
 * @param payerResendGapMs the least time between two sendings by the payer's button
 * @param redeliverDaysMax how old a notification may be to be sent again
 * @param replayMax notifications one replay may send again
 * @param customerUrlWaitersMax pages that may wait for a merchant's answer
 */
public record NotificationConfig(
        int inFlightMax,
        int inFlightPerMerchantMax,
        int inFlightPerHostMax,
        int claimMerchantsMax,
        int leaseMs,
        int connectTimeoutMs,
        int totalTimeoutMs,
        int answerBytesMax,
        int pollBusyMs,
        int pollIdleMs,
        int sweepMs,
        int hostBusyMs,
        int resultBatchMax,
        int resultQueueMax,
        int stopWaitMs,
        int payerResendGapMs,
        int redeliverDaysMax,
        int replayMax,
        int customerUrlWaitersMax) {

    public NotificationConfig {
        if (inFlightMax < 1 || inFlightPerMerchantMax < 1 || inFlightPerHostMax < 1 || claimMerchantsMax < 1) {
            throw new IllegalArgumentException("notification: every in_flight limit is at least 1");
        }
        if (leaseMs <= totalTimeoutMs || totalTimeoutMs < connectTimeoutMs || connectTimeoutMs < 1) {
            throw new IllegalArgumentException(
                    "notification: connect_timeout_ms <= total_timeout_ms < lease_ms must hold");
        }
        if (answerBytesMax < 1 || answerBytesMax > 2048) {
            throw new IllegalArgumentException("notification: answer_bytes_max is 1 to 2048");
        }
        if (pollBusyMs < 1 || pollIdleMs < pollBusyMs || sweepMs < 1 || hostBusyMs < 1) {
            throw new IllegalArgumentException("notification: 1 <= poll_busy_ms <= poll_idle_ms must hold");
        }
        if (resultBatchMax < 1 || resultQueueMax < inFlightMax) {
            throw new IllegalArgumentException("notification: result_queue_max is at least in_flight_max");
        }
    }

    /** What the documents name, and numbers for two cores where they name none. */
    public static NotificationConfig defaults() {
        return new NotificationConfig(
                512, 16, 32, 256, 30_000, 3_000, 15_000, 2048, 5, 500, 5_000, 500, 200, 1024, 10_000, 5_000, 30, 10_000,
                1000);
    }
}
