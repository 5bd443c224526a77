package dev.tongfu.reconciliation;

import dev.tongfu.audit.AuditAct;
import dev.tongfu.audit.AuditLog;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import java.time.Clock;
import java.util.Locale;

/** Puts every act on a proposal on record: who, what, why, and which file was shown. Last in its transaction. */
final class ProposalRecord {
    /** Whoever ends what a bank had to be asked for. */
    static final String GATEWAY = "gateway";

    private final AuditLog log;

    ProposalRecord(Clock clock) {
        this.log = new AuditLog(clock);
    }

    /** What is done to a proposal. */
    enum Act {
        PROPOSE,
        APPROVE,
        EXECUTE,
        BLOCK,
        FAIL,
        RETURN,
        REJECT,
        WITHDRAW,
        OVERTAKE
    }

    Future<Void> add(SqlConnection transaction, Act act, Proposal proposal, String actor, String reason) {
        var detail = new JsonObject()
                .put("template", proposal.template())
                .put("variant", proposal.variant())
                .put("parameters", proposal.parameters().toJson())
                .put("amount", proposal.amount().minor())
                .put("currency", proposal.amount().currency().name())
                .put("break", proposal.breakId())
                .put("break_version", proposal.breakVersion())
                .put("evidence_sha256", proposal.evidenceSha256())
                .put("status", proposal.status().word());
        String action = "proposal." + act.name().toLowerCase(Locale.ROOT);
        return log.append(transaction, new AuditAct(actor, action, proposal.id(), reason, detail))
                .mapEmpty();
    }
}
