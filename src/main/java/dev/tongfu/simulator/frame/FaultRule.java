package dev.tongfu.simulator.frame;

/**
 * One fault to play.
 *
 * @param bank the simulated bank's name
 * @param rate the share of operations that are hit, from 0 (never, which removes the rule) to 1 (each)
 * @param delayMs how long an answer is withheld before the connection ends, or how late a notice is; -1 for the
 *     configured default
 * @param times how many operations may be hit at most; -1 for no limit
 * @param copies how many more times a {@code duplicate_notice} comes, all at once
 * @param code the return code of an {@code error}; empty for the bank's default
 */
public record FaultRule(
        String bank, Operation operation, Fault fault, double rate, long delayMs, int times, int copies, String code) {
    public FaultRule {
        if (!(rate >= 0 && rate <= 1)) {
            throw new IllegalArgumentException("rate is between 0 and 1");
        }
        if (delayMs < -1 || delayMs > 3_600_000) {
            throw new IllegalArgumentException("delay_ms is between 0 and 3600000");
        }
        if (copies < 1 || copies > 100) {
            throw new IllegalArgumentException("copies is between 1 and 100");
        }
        if (!fault.fits(operation)) {
            throw new IllegalArgumentException(fault.word() + " means nothing for " + operation.word());
        }
    }

    /** The delay to use. */
    public long delayOr(long defaultMs) {
        return delayMs < 0 ? defaultMs : delayMs;
    }

    boolean hits(String bankName, Operation asked) {
        return bank.equals(bankName) && fault.hits(operation).contains(asked);
    }

    boolean replaces(FaultRule other) {
        return bank.equals(other.bank) && operation == other.operation && fault == other.fault;
    }
}
