package dev.tongfu.reconciliation;

/**
 * The limits of proposals.
 *
 * @param secondApproverAboveMinor above this amount two approvers are needed, who are not its maker
 * @param evidenceBytesMax of a file that is given as evidence
 * @param surplusUnclaimedDays how old a surplus is before it may become income
 * @param pageMax rows of a page
 */
public record ProposalConfig(
        long secondApproverAboveMinor, int evidenceBytesMax, int surplusUnclaimedDays, int pageMax) {
    private static final int STORED_MAX = 1_048_576;

    public ProposalConfig {
        if (secondApproverAboveMinor < 0 || surplusUnclaimedDays < 0) {
            throw new IllegalArgumentException(
                    "second_approver_above_minor and surplus_unclaimed_days must not be < 0");
        }
        if (evidenceBytesMax < 1 || evidenceBytesMax > STORED_MAX) {
            throw new IllegalArgumentException("evidence_bytes_max must be 1 to " + STORED_MAX);
        }
        if (pageMax < 1) {
            throw new IllegalArgumentException("page_max must be at least 1");
        }
    }
}
