package dev.tongfu.ledger;

/**
 * The limits of the ledger's work.
 *
 * @param preparedMax accounts and days remembered as existing; the memory is emptied when full
 * @param gapDaysMax when a day is opened, so are the missing days before it, if they are not more than this
 * @param pageRows rows read at once while sealing and verifying
 * @param statementTimeoutMs limit of one statement of sealing, proof and verification, in milliseconds
 * @param findingsMax differences a proof or verification lists; more are counted only
 */
public record LedgerConfig(int preparedMax, int gapDaysMax, int pageRows, int statementTimeoutMs, int findingsMax) {
    public LedgerConfig {
        if (preparedMax < 1 || gapDaysMax < 0 || pageRows < 1 || statementTimeoutMs < 1 || findingsMax < 1) {
            throw new IllegalArgumentException("limits of the ledger are above zero");
        }
    }

    public static LedgerConfig defaults() {
        return new LedgerConfig(100_000, 31, 1_000, 600_000, 100);
    }
}
