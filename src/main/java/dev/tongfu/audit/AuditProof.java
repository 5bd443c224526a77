package dev.tongfu.audit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What recomputing the chain of records found.
 *
 * @param entries how many were good, from the first on
 * @param head the hash of the last good one, to be written down elsewhere: only so does a cut-off tail show
 * @param brokenAt the number of the first that is changed, missing or out of order; null: the chain is whole
 */
public record AuditProof(
        long entries, String head, @Nullable Long brokenAt) {
    static final AuditProof START = new AuditProof(0, AuditEntry.GENESIS, null);

    public boolean whole() {
        return brokenAt == null;
    }

    AuditProof with(List<AuditEntry> page) {
        var proof = this;
        for (var entry : page) {
            if (!entry.follows(proof.entries, proof.head) || !entry.intact()) {
                return new AuditProof(proof.entries, proof.head, proof.entries + 1);
            }
            proof = new AuditProof(entry.seq(), entry.hash(), null);
        }
        return proof;
    }
}
