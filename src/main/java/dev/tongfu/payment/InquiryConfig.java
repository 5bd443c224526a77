package dev.tongfu.payment;

import java.util.List;
import java.util.Map;

/**
 * How orders without a clear result are asked after.
 *
 * @param schedulesS per bank: seconds after the order at which the bank is asked; after the last one hourly
 * @param defaultScheduleS the same for a bank without a schedule of its own
 * @param deadlineGraceS how long after the bank's deadline a "not paid" is believed to be the end
 * @param untilHours how long after the deadline a paid-after-all is still looked for; then the statement decides
 * @param syncIntervalMs the least time between two queries of one order that merchants or payers ask for
 * @param batch orders claimed at once
 * @param inFlightMax queries under way at once
 * @param leaseS how long a claimed order is left to its claimer
 * @param pollMs pause between two looks for due orders; jitter is added
 * @param bankTimeoutMs how long an answer of the bank verticle is waited for; longer than the bank client's own
 * @param weakNoticeMaxMinor up to this amount a weakly signed notice moves money; above, it triggers a query
 */
public record InquiryConfig(
        Map<String, List<Integer>> schedulesS,
        List<Integer> defaultScheduleS,
        int deadlineGraceS,
        int untilHours,
        int syncIntervalMs,
        int batch,
        int inFlightMax,
        int leaseS,
        int pollMs,
        int bankTimeoutMs,
        long weakNoticeMaxMinor) {
    public InquiryConfig {
        schedulesS = Map.copyOf(schedulesS);
        defaultScheduleS = List.copyOf(defaultScheduleS);
    }
}
