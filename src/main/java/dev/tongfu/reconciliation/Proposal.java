package dev.tongfu.reconciliation;

import dev.tongfu.money.Money;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one operator proposes and others decide.
 *
 * @param breakVersion the break's version that it was made for
 * @param preview JSON array: the transfers it would post
 * @param failure why it could not be executed when it was approved last, or why the bank refused
 */
public record Proposal(
        String id,
        @Nullable String breakId,
        @Nullable Integer breakVersion,
        String template,
        String variant,
        ProposalParameters parameters,
        Money amount,
        String reason,
        @Nullable String evidenceName,
        @Nullable String evidenceSha256,
        ProposalStatus status,
        int version,
        String maker,
        Instant madeAt,
        int approversNeeded,
        @Nullable String firstApprover,
        @Nullable String secondApprover,
        @Nullable String decidedBy,
        @Nullable Instant decidedAt,
        @Nullable String decisionReason,
        @Nullable String failure,
        @Nullable String refundId,
        @Nullable String payoutId,
        String preview) {
    /** In the order in which they approved. */
    public List<String> approvers() {
        return Stream.of(firstApprover, secondApprover)
                .filter(name -> name != null)
                .<String>map(name -> name)
                .toList();
    }

    ProposalKind kind() {
        return ProposalKind.of(template, variant).orElseThrow();
    }

    /** Another state, decided now; the next version. */
    Proposal to(ProposalStatus next, String by, Instant at, String why) {
        return with(new Standing(next, firstApprover, secondApprover, by, at, why, failure, refundId, payoutId));
    }

    /** One more approver. */
    Proposal approvedBy(String approver) {
        String first = firstApprover == null ? approver : firstApprover;
        String second = firstApprover == null ? null : approver;
        return with(
                new Standing(status, first, second, decidedBy, decidedAt, decisionReason, null, refundId, payoutId));
    }

    /** Waiting for a refund or a payout. */
    Proposal waitingFor(@Nullable String refund, @Nullable String payout) {
        return with(new Standing(
                status, firstApprover, secondApprover, decidedBy, decidedAt, decisionReason, failure, refund, payout));
    }

    /** Ended by the bank. */
    Proposal ended(ProposalStatus next, @Nullable String why) {
        return with(new Standing(
                next, firstApprover, secondApprover, decidedBy, decidedAt, decisionReason, why, refundId, payoutId));
    }

    /** All that changes of a proposal. */
    private record Standing(
            ProposalStatus next,
            @Nullable String first,
            @Nullable String second,
            @Nullable String by,
            @Nullable Instant at,
            @Nullable String why,
            @Nullable String failed,
            @Nullable String refund,
            @Nullable String payout) {}

    private Proposal with(Standing now) {
        return new Proposal(
                id,
                breakId,
                breakVersion,
                template,
                variant,
                parameters,
                amount,
                reason,
                evidenceName,
                evidenceSha256,
                now.next(),
                version + 1,
                maker,
                madeAt,
                approversNeeded,
                now.first(),
                now.second(),
                now.by(),
                now.at(),
                now.why(),
                now.failed(),
                now.refund(),
                now.payout(),
                preview);
    }

    boolean lastApproval() {
        return approversNeeded == 1 || firstApprover != null;
    }
}
