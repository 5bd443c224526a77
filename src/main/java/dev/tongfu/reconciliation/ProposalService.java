package dev.tongfu.reconciliation;

import dev.tongfu.bus.Bus;
import dev.tongfu.bus.OutboxWritten;
import dev.tongfu.db.Ids;
import dev.tongfu.ledger.LedgerStore;
import dev.tongfu.ledger.PostingRefusal;
import dev.tongfu.merchant.MerchantDirectory;
import dev.tongfu.payment.ApprovedActs;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What operators do with proposals: make, approve, reject and withdraw them. Nothing else moves money by hand.
 *
 * <p>Approval executes in its own transaction. Whoever made a proposal never decides it; above an amount it takes two
 * who approve. A guard that refuses leaves it proposed, with the reason; a break that changed since makes it stale.
 */
public final class ProposalService {
    private static final Logger LOGGER = LoggerFactory.getLogger(ProposalService.class);
    private static final int TRIES_MAX = 5;

    private final Pool pool;
    private final ProposalPlanner.Parts parts;
    private final ProposalPlanner planner;
    private final ProposalExecution execution;
    private final ProposalDecisions decisions;
    private final ProposalStore proposals = new ProposalStore();
    private final BreakStore breaks = new BreakStore();
    private final ProposalRecord record;
    private final Bus bus;
    private final Ids ids;
    private final Clock clock;

    /**
     * What the service needs of others.
     *
     * @param acts the payment feature's, of the event loop that calls
     * @param zone whose days are the house's
     */
    public record Parts(
            Pool pool,
            Bus bus,
            MerchantDirectory merchants,
            LedgerStore ledger,
            Supplier<ApprovedActs> acts,
            SuspensePayouts payouts,
            ProposalConfig config,
            ZoneId zone,
            Ids ids,
            Clock clock) {}

    public ProposalService(Parts given) {
        this.pool = given.pool();
        this.bus = given.bus();
        this.ids = given.ids();
        this.clock = given.clock();
        this.parts = new ProposalPlanner.Parts(
                pool,
                given.merchants(),
                given.ledger(),
                given.acts(),
                given.payouts(),
                given.config(),
                given.zone(),
                clock);
        this.record = new ProposalRecord(clock);
        this.planner = new ProposalPlanner(parts);
        this.execution = new ProposalExecution(parts, record);
        this.decisions = new ProposalDecisions(pool, record, clock);
    }

    public Future<Optional<Proposal>> find(String proposalId) {
        return proposals.byId(pool, proposalId);
    }

    /** Newest first; {@code beforeId} is the last of the page before. */
    public Future<List<Proposal>> list(@Nullable String status, @Nullable String beforeId, int limit) {
        return proposals.list(pool, status, beforeId, limit);
    }

    public Future<List<Proposal>> ofBreak(String breakId) {
        return proposals.ofBreak(pool, breakId, parts.config().pageMax());
    }

    /** The file that was shown with it. */
    public Future<Optional<NewProposal.Evidence>> evidence(String proposalId) {
        return proposals.evidence(pool, proposalId);
    }

    /** @param breakId null where the template is about no break */
    public Future<ProposalOutcome> propose(@Nullable String breakId, NewProposal request, String actor) {
        var kind = ProposalKind.of(request.template(), request.variant());
        if (kind.isEmpty()) {
            var variants = ProposalKind.variantsOf(request.template());
            return Future.succeededFuture(new ProposalOutcome.Faulty(List.of(
                    variants.isEmpty()
                            ? new ProposalFault("/template", "not-in-list", "template is one of T1 to T16")
                            : new ProposalFault("/variant", "not-in-list", "variant is one of " + variants))));
        }
        var evidence = request.evidence();
        if (evidence != null && evidence.content().length() > parts.config().evidenceBytesMax()) {
            return Future.succeededFuture(new ProposalOutcome.Faulty(List.of(new ProposalFault(
                    "/evidence/content_base64",
                    "too-long",
                    "a file has at most " + parts.config().evidenceBytesMax() + " bytes"))));
        }
        return (breakId == null ? Future.succeededFuture(Optional.<BreakView>empty()) : breaks.byId(pool, breakId))
                .compose(about -> breakId != null && about.isEmpty()
                        ? Future.succeededFuture(new ProposalOutcome.NotFound())
                        : propose(about.orElse(null), kind.get(), request, actor))
                .recover(failure -> failure instanceof ProposalRefused refused
                        ? Future.succeededFuture(new ProposalOutcome.Faulty(refused.faults()))
                        : Future.failedFuture(failure));
    }

    private Future<ProposalOutcome> propose(
            @Nullable BreakView about, ProposalKind kind, NewProposal request, String actor) {
        if (about != null && !open(kind, about)) {
            return Future.succeededFuture(new ProposalOutcome.WrongState(
                    "The break is " + about.status().word() + "; only an open one is proposed about."));
        }
        var draft = new ProposalDraft(ids.next("prp"), kind, about, request.parameters());
        return planner.plan(draft).compose(plan -> store(draft, plan, request, actor));
    }

    /** What was frozen for a break is also released once the break itself is over. */
    private static boolean open(ProposalKind kind, BreakView about) {
        return about.status() == BreakStatus.OPEN
                || (kind == ProposalKind.T6_UNFREEZE && about.status() == BreakStatus.CLEARED);
    }

    private Future<ProposalOutcome> store(ProposalDraft draft, ProposalPlan plan, NewProposal request, String actor) {
        var about = draft.about();
        var marked = about != null && about.status() == BreakStatus.OPEN ? about : null;
        int version = about == null ? 0 : about.version() + (marked == null ? 0 : 1);
        var proposal = proposal(draft, plan, request, actor, about == null ? null : version);
        var evidence = request.evidence();
        return pool.withTransaction(transaction -> mark(transaction, marked)
                        .compose(still -> still
                                ? proposals.insert(transaction, proposal, evidence == null ? null : evidence.content())
                                : Future.succeededFuture(false))
                        .compose(kept -> kept
                                ? record.add(transaction, ProposalRecord.Act.PROPOSE, proposal, actor, request.reason())
                                : Future.failedFuture(new ProposalExecution.Again())))
                .<ProposalOutcome>map(done -> new ProposalOutcome.Done(proposal))
                .recover(failure -> failure instanceof ProposalExecution.Again
                        ? Future.succeededFuture(
                                new ProposalOutcome.WrongState("The break changed in between; look at it again."))
                        : Future.failedFuture(failure));
    }

    /** From now on the break waits for this proposal; false when it changed in between. */
    private Future<Boolean> mark(SqlConnection transaction, @Nullable BreakView about) {
        return about == null
                ? Future.succeededFuture(true)
                : breaks.write(transaction, about, BreakStatus.PROPOSED, 0, 0, clock.instant());
    }

    private Proposal proposal(
            ProposalDraft draft, ProposalPlan plan, NewProposal request, String actor, @Nullable Integer version) {
        var evidence = request.evidence();
        var other = plan.other();
        var about = draft.about();
        return new Proposal(
                draft.id(),
                about == null ? null : about.id(),
                version,
                draft.kind().template(),
                draft.kind().variant(),
                other == null
                        ? draft.parameters()
                        : draft.parameters()
                                .with(
                                        ProposalParameters.OTHER_VERSION,
                                        other.found().version()),
                plan.amount(),
                request.reason(),
                evidence == null ? null : evidence.name(),
                evidence == null ? null : sha256(evidence.content().getBytes()),
                ProposalStatus.PROPOSED,
                1,
                actor,
                clock.instant(),
                plan.amount().minor() > parts.config().secondApproverAboveMinor() ? 2 : 1,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                preview(plan));
    }

    /** The transfers, and where the money leaves to if it does. */
    private static String preview(ProposalPlan plan) {
        var payout = plan.payout();
        var list = new JsonArray();
        plan.transfers().forEach(transfer -> {
            var row = new JsonObject()
                    .put("debit", transfer.debit().id())
                    .put("credit", transfer.credit().id())
                    .put("amount", transfer.amount().minor());
            list.add(payout == null ? row : row.put("paid_to", payout.paidTo()));
        });
        return list.encode();
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    /** Executes it, or counts the first of two approvals. */
    public Future<ProposalOutcome> approve(String proposalId, String actor, String reason) {
        return approve(proposalId, new ProposalExecution.Decision(actor, reason), TRIES_MAX);
    }

    private Future<ProposalOutcome> approve(String proposalId, ProposalExecution.Decision decision, int triesLeft) {
        return proposals
                .byId(pool, proposalId)
                .compose(found -> {
                    if (found.isEmpty()) {
                        return Future.succeededFuture(new ProposalOutcome.NotFound());
                    }
                    var proposal = found.get();
                    var objection = ProposalDecisions.objection(proposal, decision.actor());
                    if (objection.isPresent()) {
                        return Future.succeededFuture(objection.get());
                    }
                    return about(proposal).compose(about -> approve(proposal, about, decision));
                })
                .recover(failure -> again(failure) && triesLeft > 1
                        ? approve(proposalId, decision, triesLeft - 1)
                        : blocked(proposalId, decision, failure));
    }

    private static boolean again(Throwable failure) {
        return failure instanceof ProposalExecution.Again
                || LedgerStore.refusal(failure)
                        .filter(refusal -> refusal == PostingRefusal.UNPREPARED)
                        .isPresent();
    }

    private Future<Optional<BreakView>> about(Proposal proposal) {
        String breakId = proposal.breakId();
        return breakId == null ? Future.succeededFuture(Optional.empty()) : breaks.byId(pool, breakId);
    }

    private Future<ProposalOutcome> approve(
            Proposal proposal, Optional<BreakView> about, ProposalExecution.Decision decision) {
        if (about.isPresent() && about.get().version() != version(proposal)) {
            return decisions.overtaken(proposal, decision);
        }
        if (!proposal.lastApproval()) {
            return decisions.first(proposal, decision);
        }
        return otherUnchanged(proposal)
                .compose(same -> same
                        ? execute(proposal, about.orElse(null), decision)
                        : decisions.overtaken(proposal, decision));
    }

    private static int version(Proposal proposal) {
        var version = proposal.breakVersion();
        return version == null ? 0 : version;
    }

    private Future<Boolean> otherUnchanged(Proposal proposal) {
        var wanted = proposal.parameters().number(ProposalParameters.OTHER_VERSION);
        var otherId = proposal.parameters().text(ProposalParameters.OTHER_BREAK);
        return wanted.isEmpty() || otherId.isEmpty()
                ? Future.succeededFuture(true)
                : breaks.byId(pool, otherId.get())
                        .map(found -> found.filter(other -> other.version() == wanted.get())
                                .isPresent());
    }

    private Future<ProposalOutcome> execute(
            Proposal proposal, @Nullable BreakView about, ProposalExecution.Decision decision) {
        var draft = new ProposalDraft(proposal.id(), proposal.kind(), about, proposal.parameters());
        return planner.plan(draft)
                .compose(plan -> parts.ledger()
                        .prepare(pool, plan.transfers())
                        .compose(ready -> pool.withTransaction(
                                transaction -> execution.run(transaction, proposal, about, plan, decision)))
                        .onSuccess(done -> executed(done, plan)))
                .map(ProposalOutcome.Done::new);
    }

    private void executed(Proposal proposal, ProposalPlan plan) {
        LOGGER.atInfo()
                .addKeyValue("proposalId", proposal.id())
                .addKeyValue("template", proposal.template())
                .addKeyValue("amount", proposal.amount().minor())
                .addKeyValue("approver", proposal.decidedBy())
                .log("a proposal is executed");
        bus.publish(OutboxWritten.ADDRESS, new OutboxWritten(1));
        var refund = plan.refund();
        if (refund != null) {
            parts.acts().get().send(refund);
        }
        String payoutId = proposal.payoutId();
        if (payoutId != null) {
            parts.payouts().send(payoutId);
        }
    }

    private Future<ProposalOutcome> blocked(String proposalId, ProposalExecution.Decision decision, Throwable failure) {
        String reason = failure instanceof ProposalExecution.Again
                ? "it changed again and again; approve it again"
                : ProposalExecution.reason(failure);
        return reason == null ? Future.failedFuture(failure) : decisions.blocked(proposalId, decision, reason);
    }

    /** Another operator says no. */
    public Future<ProposalOutcome> reject(String proposalId, String actor, String reason) {
        return decisions.reject(proposalId, new ProposalExecution.Decision(actor, reason));
    }

    /** Its maker takes it back. */
    public Future<ProposalOutcome> withdraw(String proposalId, String actor, String reason) {
        return decisions.withdraw(proposalId, new ProposalExecution.Decision(actor, reason));
    }
}
