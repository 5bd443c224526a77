package dev.tongfu.console;

import dev.tongfu.audit.Operator;
import dev.tongfu.http.ProblemCode;
import dev.tongfu.merchant.Author;
import dev.tongfu.merchant.PayerAccounts;
import dev.tongfu.reconciliation.NewProposal;
import dev.tongfu.reconciliation.ProposalFault;
import dev.tongfu.reconciliation.ProposalOutcome;
import dev.tongfu.reconciliation.ProposalParameters;
import dev.tongfu.reconciliation.ProposalService;
import io.vertx.core.Future;
import java.util.stream.Collectors;

/** What operators do with proposals, for the console's pages. */
final class ProposalActs {
    private static final String BENEFICIARY = "beneficiary";
    private final ProposalService proposals;
    private final PayerAccounts payers;

    ProposalActs(ProposalService proposals, PayerAccounts payers) {
        this.proposals = proposals;
        this.payers = payers;
    }

    /** Where a payer's account is typed in, it is kept first: the proposal has its id only. */
    Future<ActOutcome> propose(Operator by, ProposalDraft draft) {
        var payer = draft.payer();
        if (payer == null) {
            return proposed(by, draft);
        }
        String merchant = draft.parameters().getString("merchant_id", "");
        return payers.keep(new Author(by.actor(), draft.reason()), merchant, payer)
                .compose(outcome -> outcome.match(
                        kept -> proposed(by, draft.with(BENEFICIARY, kept.id())),
                        sentence -> Future.succeededFuture(
                                new ActOutcome.Refused(ProblemCode.INVALID_FIELDS, sentence + "."))));
    }

    private Future<ActOutcome> proposed(Operator by, ProposalDraft draft) {
        var file = draft.evidence();
        var wanted = new NewProposal(
                draft.template(),
                draft.variant(),
                new ProposalParameters(draft.parameters()),
                draft.reason(),
                file == null ? null : new NewProposal.Evidence(file.name(), file.content()));
        return proposals.propose(draft.breakId(), wanted, by.actor()).map(ProposalActs::outcome);
    }

    Future<ActOutcome> approve(Operator by, String id, String reason) {
        return proposals.approve(id, by.actor(), reason).map(ProposalActs::outcome);
    }

    Future<ActOutcome> reject(Operator by, String id, String reason) {
        return proposals.reject(id, by.actor(), reason).map(ProposalActs::outcome);
    }

    Future<ActOutcome> withdraw(Operator by, String id, String reason) {
        return proposals.withdraw(id, by.actor(), reason).map(ProposalActs::outcome);
    }

    private static ActOutcome outcome(ProposalOutcome outcome) {
        if (outcome instanceof ProposalOutcome.Done done) {
            return new ActOutcome.Done(done.proposal().id());
        }
        if (outcome instanceof ProposalOutcome.Faulty faulty) {
            String sentences =
                    faulty.faults().stream().map(ProposalFault::detail).collect(Collectors.joining(" "));
            return new ActOutcome.Refused(ProblemCode.INVALID_FIELDS, sentences);
        }
        if (outcome instanceof ProposalOutcome.WrongState wrong) {
            return new ActOutcome.Refused(ProblemCode.WRONG_STATE, wrong.detail());
        }
        if (outcome instanceof ProposalOutcome.Blocked blocked) {
            return new ActOutcome.Refused(ProblemCode.WRONG_STATE, blocked.reason());
        }
        if (outcome instanceof ProposalOutcome.Stale) {
            return new ActOutcome.Refused(ProblemCode.WRONG_STATE, "What it is about has changed since.");
        }
        return ActOutcome.refused(
                outcome instanceof ProposalOutcome.NotFound ? ProblemCode.NOT_FOUND : ProblemCode.SAME_OPERATOR);
    }
}
