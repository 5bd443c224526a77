package dev.tongfu.reconciliation;

import java.util.List;

/** Carries faults out of a chain of futures; never leaves the feature. */
final class ProposalRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient List<ProposalFault> faults;

    ProposalRefused(List<ProposalFault> faults) {
        super("refused", null, false, false);
        this.faults = List.copyOf(faults);
    }

    ProposalRefused(ProposalFault fault) {
        this(List.of(fault));
    }

    List<ProposalFault> faults() {
        return faults;
    }
}
