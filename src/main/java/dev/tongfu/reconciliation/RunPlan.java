package dev.tongfu.reconciliation;

import java.util.List;

/**
 * What a run writes.
 *
 * @param news breaks that are found for the first time
 * @param changes breaks that are different now, with the version they were read at
 */
record RunPlan(List<Targets.Delta> postings, List<Break> news, List<Change> changes, List<Freeze> freezes) {
    record Change(Break row, int version) {}

    /** A payment whose money its merchant can't have for now. */
    record Freeze(String merchantId, String paymentId) {}
}
