package dev.tongfu.payment;

import java.util.List;
import java.util.Map;

/**
 * How batches are sent to the banks and asked after.
 *
 * @param faultsMax faults of items listed in one refusal; more are counted only
 * @param itemsInFlight refunds of one bank under way at once, where it takes no batches; of one node
 * @param itemsPerSecond how many of them begin in a second; also how fast a lost chunk's items are asked after
 * @param applyItemsMax items of one answer applied in one transaction
 * @param chunksInFlight chunks attended to at once
 * @param chunkLeaseS how long a claimed chunk is left to its claimer
 * @param pollMs pause between two looks for due chunks; jitter is added
 * @param syncWaitMs how long a reader who wants the bank asked waits for it
 * @param sendRetryS seconds between tries to send a chunk that provably did not leave us; then its items have failed
 * @param schedulesS per bank: seconds after a chunk was sent at which the bank is asked; after the last one hourly
 * @param defaultScheduleS the same for a bank without a schedule of its own
 * @param untilHours how long a chunk is asked after; then its items are asked after one by one
 */
public record BatchConfig(
        int faultsMax,
        int itemsInFlight,
        int itemsPerSecond,
        int applyItemsMax,
        int chunksInFlight,
        int chunkLeaseS,
        int pollMs,
        int syncWaitMs,
        List<Integer> sendRetryS,
        Map<String, List<Integer>> schedulesS,
        List<Integer> defaultScheduleS,
        int untilHours) {
    public BatchConfig {
        sendRetryS = List.copyOf(sendRetryS);
        schedulesS = Map.copyOf(schedulesS);
        defaultScheduleS = List.copyOf(defaultScheduleS);
        positive("faults_max", faultsMax);
        positive("items_in_flight", itemsInFlight);
        positive("items_per_second", itemsPerSecond);
        positive("apply_items_max", applyItemsMax);
        positive("chunks_in_flight", chunksInFlight);
        positive("chunk_lease_s", chunkLeaseS);
        positive("poll_ms", pollMs);
        positive("sync_wait_ms", syncWaitMs);
        positive("until_hours", untilHours);
        if (defaultScheduleS.isEmpty()) {
            throw new IllegalArgumentException("default_schedule_s has at least one time");
        }
    }

    private static void positive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1: " + value);
        }
    }
}
