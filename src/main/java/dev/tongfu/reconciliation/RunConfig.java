package dev.tongfu.reconciliation;

import java.util.Map;

/**
 * The limits of runs.
 *
 * @param windowDays how many days before the bank date carried movements and open lines are looked for, and how far
 *     back the ledger is read for movements
 * @param statementTimeoutMs limit of one statement of a run
 * @param lockTimeoutMs how long a step waits for another run of the channel
 * @param workMemMb memory of one sort or hash of a run's statements
 * @param pageLines lines taken at once as evidence, transfers posted and breaks written by one statement
 * @param callsAtOnce pieces of evidence, and queries, in flight
 * @param queriesMax movements that a bank is asked after in one run because its statement lacks them
 * @param breaksMax differences of one run; more is no day to be classified by a machine
 * @param replansMax how often a step plans again because somebody decided about a break meanwhile
 * @param feeToleranceMinor per bank and kind: a difference of a line's fee that is booked as a difference at once
 * @param feeToleranceDailyMinor per bank: up to this sum of a day
 */
public record RunConfig(
        int windowDays,
        int statementTimeoutMs,
        int lockTimeoutMs,
        int workMemMb,
        int pageLines,
        int callsAtOnce,
        int queriesMax,
        int breaksMax,
        int replansMax,
        Map<String, Map<String, Long>> feeToleranceMinor,
        Map<String, Long> feeToleranceDailyMinor) {
    public RunConfig {
        if (windowDays < 1 || statementTimeoutMs < 1 || lockTimeoutMs < 1 || workMemMb < 1 || pageLines < 1) {
            throw new IllegalArgumentException("reconciliation: every limit is positive");
        }
        if (callsAtOnce < 1 || queriesMax < 0 || breaksMax < 1 || replansMax < 1) {
            throw new IllegalArgumentException("reconciliation: every limit is positive");
        }
        feeToleranceMinor = Map.copyOf(feeToleranceMinor);
        feeToleranceDailyMinor = Map.copyOf(feeToleranceDailyMinor);
    }

    long feeTolerance(String bank, String kind) {
        return feeToleranceMinor.getOrDefault(bank, Map.of()).getOrDefault(kind, 0L);
    }

    long feeToleranceDaily(String bank) {
        return feeToleranceDailyMinor.getOrDefault(bank, 0L);
    }
}
