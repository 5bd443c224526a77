package dev.tongfu.console;

import dev.tongfu.reconciliation.Proposal;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** A proposal as operators see it. */
final class ProposalJson {
    private ProposalJson() {}

    static JsonObject write(Proposal proposal) {
        return new JsonObject()
                .put("id", proposal.id())
                .put("break_id", proposal.breakId())
                .put("template", proposal.template())
                .put("variant", proposal.variant())
                .put("parameters", proposal.parameters().toJson())
                .put("amount", proposal.amount().minor())
                .put("currency", proposal.amount().currency().name())
                .put("reason", proposal.reason())
                .put("status", proposal.status().word())
                .put("version", proposal.version())
                .put("maker", proposal.maker())
                .put("made_at", proposal.madeAt().toString())
                .put("approvers_needed", proposal.approversNeeded())
                .put("approvers", new JsonArray(proposal.approvers()))
                .put("decided_by", proposal.decidedBy())
                .put("decided_at", AdminQuery.text(proposal.decidedAt()))
                .put("decision_reason", proposal.decisionReason())
                .put("failure", proposal.failure())
                .put("refund_id", proposal.refundId())
                .put("payout_id", proposal.payoutId())
                .put("evidence_name", proposal.evidenceName())
                .put("evidence_sha256", proposal.evidenceSha256())
                .put("transfers", new JsonArray(proposal.preview()));
    }
}
