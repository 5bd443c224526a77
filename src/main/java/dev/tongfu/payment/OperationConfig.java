package dev.tongfu.payment;

import java.util.List;
import java.util.Map;

/**
 * How calls at banks other than orders are sent and asked after.
 *
 * @param sendRetryS seconds between tries to send what provably did not leave us; after the last one it has failed
 * @param schedulesS per bank: seconds after it was sent at which the bank is asked; after the last one hourly
 * @param defaultScheduleS the same for a bank without a schedule of its own
 * @param untilHours how long it is asked after; then the statement decides
 */
public record OperationConfig(
        List<Integer> sendRetryS,
        Map<String, List<Integer>> schedulesS,
        List<Integer> defaultScheduleS,
        int untilHours) {
    public OperationConfig {
        sendRetryS = List.copyOf(sendRetryS);
        schedulesS = Map.copyOf(schedulesS);
        defaultScheduleS = List.copyOf(defaultScheduleS);
        if (defaultScheduleS.isEmpty() || untilHours < 1) {
            throw new IllegalArgumentException("bank_operations: a schedule has a time, and until_hours is at least 1");
        }
    }
}
