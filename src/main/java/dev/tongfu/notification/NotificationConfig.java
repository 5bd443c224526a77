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

    private static final int COUNT_MAX = 100_000;
    private static final int MS_MAX = 3_600_000;

    public NotificationConfig {
        requireCount(inFlightMax, "in_flight_max");
        requireCount(inFlightPerMerchantMax, "in_flight_per_merchant_max");
        requireCount(inFlightPerHostMax, "in_flight_per_host_max");
        requireCount(claimMerchantsMax, "claim_merchants_max");
        requireWait(connectTimeoutMs, "connect_timeout_ms");
        requireWait(totalTimeoutMs, "total_timeout_ms");
        requireWait(leaseMs, "lease_ms");
        require(leaseMs > totalTimeoutMs, "lease_ms is more than total_timeout_ms");
        require(answerBytesMax >= 1 && answerBytesMax <= 2048, "answer_bytes_max is 1 to 2048");
        requireWait(pollBusyMs, "poll_busy_ms");
        requireWait(pollIdleMs, "poll_idle_ms");
        requireWait(sweepMs, "sweep_ms");
        requireWait(hostBusyMs, "host_busy_ms");
        requireCount(resultBatchMax, "result_batch_max");
        requireCount(resultQueueMax, "result_queue_max");
        require(resultQueueMax >= inFlightMax, "result_queue_max is at least in_flight_max");
        requireWait(stopWaitMs, "stop_wait_ms");
        requireWait(payerResendGapMs, "payer_resend_gap_ms");
        require(redeliverDaysMax >= 1 && redeliverDaysMax <= 3650, "redeliver_days_max is 1 to 3650");
        requireCount(replayMax, "replay_max");
        requireCount(customerUrlWaitersMax, "customer_url_waiters_max");
    }

    private static void requireCount(int count, String name) {
        require(count >= 1 && count <= COUNT_MAX, name + " is 1 to " + COUNT_MAX);
    }

    private static void requireWait(int ms, String name) {
        require(ms >= 1 && ms <= MS_MAX, name + " is 1 to " + MS_MAX + " milliseconds");
    }

    private static void require(boolean condition, String rule) {
        if (!condition) {
            throw new IllegalArgumentException(rule);
        }
    }
}
