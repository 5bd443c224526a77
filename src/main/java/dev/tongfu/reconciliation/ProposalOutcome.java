package dev.tongfu.reconciliation;

import java.util.List;

/** What became of an operator's act on a proposal. */
public sealed interface ProposalOutcome {
    /** Done, or taken up: its status says which. */
    record Done(Proposal proposal) implements ProposalOutcome {}

    record NotFound() implements ProposalOutcome {}

    /** The proposal can't be made so; every fault says what to do. */
    record Faulty(List<ProposalFault> faults) implements ProposalOutcome {}

    /** Break or proposal is in another state. */
    record WrongState(String detail) implements ProposalOutcome {}

    /** Whoever made it, or approved it already, does not decide it. */
    record SameOperator() implements ProposalOutcome {}

    /** Only its maker withdraws it. */
    record NotMaker() implements ProposalOutcome {}

    /** A guard refused its execution; it stays proposed and names the reason. */
    record Blocked(Proposal proposal, String reason) implements ProposalOutcome {}

    /** What it is about has changed since; it is over. */
    record Stale(Proposal proposal) implements ProposalOutcome {}
}
