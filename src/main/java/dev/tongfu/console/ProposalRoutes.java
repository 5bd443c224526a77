package dev.tongfu.console;

import dev.tongfu.http.Body;
import dev.tongfu.http.BodyShape;
import dev.tongfu.http.Field;
import dev.tongfu.http.FieldError;
import dev.tongfu.http.Problem;
import dev.tongfu.http.ProblemCode;
import dev.tongfu.http.StrictJson;
import dev.tongfu.http.TextRule;
import dev.tongfu.money.Money;
import dev.tongfu.reconciliation.NewProposal;
import dev.tongfu.reconciliation.Proposal;
import dev.tongfu.reconciliation.ProposalOutcome;
import dev.tongfu.reconciliation.ProposalParameters;
import dev.tongfu.reconciliation.ProposalService;
import dev.tongfu.reconciliation.ProposalStatus;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Proposals for operators: make one, see them with their evidence, approve, reject, withdraw. */
public final class ProposalRoutes implements AdminRoutes {
    private static final String ID = "^[A-Za-z0-9_-]{1,64}$";

    private static final BodyShape PARAMETERS = BodyShape.of(
            "ProposalParameters",
            Field.integer("amount", 1, Money.ORDER_MAX_MINOR).optional(),
            Field.text("currency", "^[A-Z]{3}$").optional(),
            Field.text("merchant_id", ID).optional(),
            Field.text("payment_id", ID).optional(),
            Field.text("refund_id", ID).optional(),
            Field.text("other_break_id", ID).optional(),
            Field.text("account", "^[0-9]{4}$").optional(),
            Field.text("bank_date", 10, 10).by(TextRule.DATE).optional(),
            Field.text("transfer_id", ID).optional(),
            Field.text("bank_ref", 1, 64).optional(),
            Field.text("order_no", "^[A-Z0-9]{20,32}$").optional(),
            Field.text("beneficiary", 1, 64).optional());

    private static final BodyShape PROPOSAL = BodyShape.of(
            "NewProposal",
            Field.text("template", "^T([1-9]|1[0-6])$"),
            Field.text("variant", "^[a-z_]{1,32}$"),
            Field.object("parameters", PARAMETERS).optional(),
            Field.text("reason", 1, 250),
            Field.object(
                            "evidence",
                            BodyShape.of(
                                    "ProposalEvidence",
                                    Field.text("name", 1, 50),
                                    Field.text("content_base64", 4, Integer.MAX_VALUE)))
                    .optional());

    private static final BodyShape DECISION = BodyShape.of("ProposalDecision", Field.text("reason", 1, 250));

    private final ProposalService proposals;
    private final StrictJson json;
    private final int pageMax;

    /**
     * @param json its longest string holds a file in base 64
     * @param pageMax rows of a page
     */
    public ProposalRoutes(ProposalService proposals, StrictJson json, int pageMax) {
        this.proposals = proposals;
        this.json = json;
        this.pageMax = pageMax;
    }

    @Override
    public void mount(Router router, OperatorAccess access) {
        router.get("/admin/v1/proposals")
                .handler(access.viewers())
                .handler(context -> AdminQuery.handle(context, access, () -> list(context)));
        router.get("/admin/v1/proposals/:id")
                .handler(access.viewers())
                .handler(context -> AdminQuery.handle(context, access, () -> one(context, access)));
        router.get("/admin/v1/proposals/:id/evidence")
                .handler(access.viewers())
                .handler(context -> AdminQuery.handle(context, access, () -> evidence(context, access)));
        router.post("/admin/v1/breaks/:id/proposals")
                .handler(access.makers())
                .handler(context ->
                        AdminQuery.handle(context, access, () -> propose(context, access, context.pathParam("id"))));
        router.post("/admin/v1/proposals")
                .handler(access.makers())
                .handler(context -> AdminQuery.handle(context, access, () -> propose(context, access, null)));
        router.post("/admin/v1/proposals/:id/approve")
                .handler(access.approvals())
                .handler(context ->
                        AdminQuery.handle(context, access, () -> decide(context, access, proposals::approve)));
        router.post("/admin/v1/proposals/:id/reject")
                .handler(access.approvals())
                .handler(context ->
                        AdminQuery.handle(context, access, () -> decide(context, access, proposals::reject)));
        router.post("/admin/v1/proposals/:id/withdraw")
                .handler(access.makers())
                .handler(context ->
                        AdminQuery.handle(context, access, () -> decide(context, access, proposals::withdraw)));
    }

    private Future<Void> list(RoutingContext context) {
        int limit = AdminQuery.limit(context, pageMax);
        var status = AdminQuery.text(context, "status").map(ProposalRoutes::status);
        return proposals
                .list(status.orElse(null), AdminQuery.text(context, "cursor").orElse(null), limit + 1)
                .compose(found -> {
                    boolean more = found.size() > limit;
                    var page = more ? found.subList(0, limit) : found;
                    var data = new JsonArray();
                    page.forEach(each -> data.add(ProposalJson.write(each)));
                    return AdminAnswer.send(
                            context,
                            200,
                            new JsonObject()
                                    .put("data", data)
                                    .put("next", more ? page.get(limit - 1).id() : null));
                });
    }

    private static String status(String word) {
        if (Arrays.stream(ProposalStatus.values())
                .noneMatch(status -> status.word().equals(word))) {
            throw new AdminQuery.Bad("status", "status must be one of " + List.of(ProposalStatus.values()));
        }
        return word;
    }

    private Future<Void> one(RoutingContext context, OperatorAccess access) {
        return proposals
                .find(context.pathParam("id"))
                .compose(found -> found.isEmpty()
                        ? AdminAnswer.refused(context, access, Problem.of(ProblemCode.NOT_FOUND))
                        : AdminAnswer.send(context, 200, ProposalJson.write(found.get())));
    }

    private Future<Void> evidence(RoutingContext context, OperatorAccess access) {
        return proposals
                .evidence(context.pathParam("id"))
                .compose(found -> found.isEmpty()
                        ? AdminAnswer.refused(context, access, Problem.of(ProblemCode.NOT_FOUND))
                        : context.response()
                                .putHeader("Content-Type", "application/octet-stream")
                                .putHeader("Content-Disposition", disposition(found.get()))
                                .end(found.get().content()));
    }

    private static String disposition(NewProposal.Evidence evidence) {
        String name = URLEncoder.encode(evidence.name(), StandardCharsets.UTF_8).replace("+", "%20");
        return "attachment; filename*=UTF-8''" + name;
    }

    private Future<Void> propose(RoutingContext context, OperatorAccess access, @Nullable String breakId) {
        var reading = json.read(body(context), PROPOSAL);
        if (reading instanceof StrictJson.Reading.Faulty faulty) {
            return AdminAnswer.refused(context, access, faulty.problem());
        }
        var body = ((StrictJson.Reading.Valid) reading).body();
        Optional<NewProposal.Evidence> evidence;
        try {
            evidence = body.has("evidence") ? Optional.of(evidence(body.object("evidence"))) : Optional.empty();
        } catch (IllegalArgumentException unreadable) {
            return AdminAnswer.refused(
                    context,
                    access,
                    Problem.of(
                            ProblemCode.INVALID_FIELDS,
                            List.of(new FieldError(
                                    "/evidence/content_base64", "bad-format", "content_base64 must be base 64"))));
        }
        var request = new NewProposal(
                body.text("template"),
                body.text("variant"),
                new ProposalParameters(body.has("parameters") ? values(body.object("parameters")) : new JsonObject()),
                body.text("reason"),
                evidence.orElse(null));
        return proposals
                .propose(breakId, request, access.operator(context).actor())
                .compose(outcome -> answered(context, access, outcome, 201));
    }

    private static NewProposal.Evidence evidence(Body body) {
        return new NewProposal.Evidence(
                body.text("name"), Buffer.buffer(Base64.getDecoder().decode(body.text("content_base64"))));
    }

    private static JsonObject values(Body body) {
        var values = new JsonObject();
        for (Field field : PARAMETERS.fields()) {
            if (body.has(field.name())) {
                values.put(
                        field.name(),
                        field.type() == Field.Type.INTEGER ? body.number(field.name()) : body.text(field.name()));
            }
        }
        return values;
    }

    private interface Decide {
        Future<ProposalOutcome> decide(String proposalId, String actor, String reason);
    }

    private Future<Void> decide(RoutingContext context, OperatorAccess access, Decide decide) {
        var reading = json.read(body(context), DECISION);
        if (reading instanceof StrictJson.Reading.Faulty faulty) {
            return AdminAnswer.refused(context, access, faulty.problem());
        }
        String reason = ((StrictJson.Reading.Valid) reading).body().text("reason");
        return decide.decide(context.pathParam("id"), access.operator(context).actor(), reason)
                .compose(outcome -> answered(context, access, outcome, 200));
    }

    private static Buffer body(RoutingContext context) {
        Buffer body = context.body().buffer();
        return body == null ? Buffer.buffer() : body;
    }

    private static Future<Void> answered(
            RoutingContext context, OperatorAccess access, ProposalOutcome outcome, int status) {
        if (outcome instanceof ProposalOutcome.Done done) {
            Proposal proposal = done.proposal();
            return AdminAnswer.send(context, status, ProposalJson.write(proposal));
        }
        return AdminAnswer.refused(context, access, problem(outcome));
    }

    private static Problem problem(ProposalOutcome outcome) {
        if (outcome instanceof ProposalOutcome.Faulty faulty) {
            return Problem.of(
                    ProblemCode.INVALID_FIELDS,
                    faulty.faults().stream()
                            .map(fault -> new FieldError(fault.pointer(), fault.code(), fault.detail()))
                            .toList());
        }
        if (outcome instanceof ProposalOutcome.WrongState wrong) {
            return Problem.of(ProblemCode.WRONG_STATE, wrong.detail());
        }
        if (outcome instanceof ProposalOutcome.Blocked blocked) {
            return Problem.of(ProblemCode.PROPOSAL_BLOCKED, "It stays proposed: " + blocked.reason() + ".");
        }
        if (outcome instanceof ProposalOutcome.Stale) {
            return Problem.of(ProblemCode.PROPOSAL_STALE);
        }
        if (outcome instanceof ProposalOutcome.NotMaker) {
            return Problem.of(ProblemCode.ROLE_MISSING, "Only its maker withdraws a proposal.");
        }
        return Problem.of(
                outcome instanceof ProposalOutcome.SameOperator ? ProblemCode.SAME_OPERATOR : ProblemCode.NOT_FOUND);
    }
}
