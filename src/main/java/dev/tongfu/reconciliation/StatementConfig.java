package dev.tongfu.reconciliation;

/**
 * The limits of statements.
 *
 * @param fileBytesMax the largest file that is kept
 * @param timeoutMs how long the bank verticle is waited for; longer than the bank client's own
 */
public record StatementConfig(long fileBytesMax, int timeoutMs) {
    public StatementConfig {
        if (fileBytesMax < 1 || timeoutMs < 1) {
            throw new IllegalArgumentException("statements: every limit is positive");
        }
    }
}
