package dev.tongfu.console;

import dev.tongfu.http.ProblemCode;
import dev.tongfu.settlement.Calculation;
import dev.tongfu.settlement.Payout;
import dev.tongfu.settlement.PayoutService;
import dev.tongfu.settlement.Settlement;
import dev.tongfu.settlement.SettlementApproval;
import dev.tongfu.settlement.SettlementFilter;
import dev.tongfu.settlement.SettlementJson;
import dev.tongfu.settlement.SettlementOutcome;
import dev.tongfu.settlement.SettlementService;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Settlement batches for operators: calculate, look, approve, reject, hold, release. */
public final class SettlementAdminRoutes implements AdminRoutes {
    private static final String ONE = "/admin/v1/settlements/:id";
    private static final Instant EVER = Instant.parse("9999-01-01T00:00:00Z");

    private final SettlementService settlements;
    private final SettlementApproval approval;
    private final PayoutService payouts;

    public SettlementAdminRoutes(SettlementService settlements, SettlementApproval approval, PayoutService payouts) {
        this.settlements = settlements;
        this.approval = approval;
        this.payouts = payouts;
    }

    @Override
    public void mount(Router router, OperatorAccess access) {
        router.get("/admin/v1/settlements")
                .handler(access.viewers())
                .handler(context -> AdminQuery.handle(context, access, () -> list(context)));
        router.get(ONE).handler(access.viewers()).handler(context -> AdminQuery.end(context, get(context, access)));
        router.post("/admin/v1/settlements")
                .handler(access.makers())
                .handler(context -> AdminQuery.end(context, settle(context, access)));
        router.post(ONE + "/approve").handler(access.approvals()).handler(context -> {
            AdminQuery.end(context, approve(context, access));
        });
        router.post(ONE + "/reject").handler(access.checkers()).handler(context -> {
            var rejected = approval.reject(context.pathParam("id"), actor(context, access), AdminBody.reason(context));
            AdminQuery.end(context, rejected.compose(outcome -> answer(context, access, outcome)));
        });
        router.post(ONE + "/hold").handler(access.makers()).handler(context -> {
            AdminQuery.end(context, hold(context, access, true));
        });
        router.post(ONE + "/release").handler(access.checkers()).handler(context -> {
            AdminQuery.end(context, hold(context, access, false));
        });
    }

    private static String actor(RoutingContext context, OperatorAccess access) {
        return access.operator(context).actor();
    }

    private Future<Void> list(RoutingContext context) {
        int limit = AdminQuery.limit(context, ListParameters.LIMIT_MAX);
        var filter = new SettlementFilter(
                AdminQuery.text(context, "merchant").orElse(null),
                AdminQuery.text(context, "status").orElse(null),
                Instant.EPOCH,
                EVER,
                AdminQuery.text(context, "cursor").orElse(null));
        return settlements.list(filter, limit + 1).compose(found -> {
            boolean more = found.size() > limit;
            var page = more ? found.subList(0, limit) : found;
            return payouts.ofBatches(page.stream().map(Settlement::id).toList())
                    .compose(paid -> AdminAnswer.send(
                            context,
                            new JsonObject()
                                    .put("data", data(page, paid))
                                    .put("next", more ? page.get(limit - 1).id() : null)));
        });
    }

    private static JsonArray data(List<Settlement> batches, List<Payout> paid) {
        var data = new JsonArray();
        batches.forEach(batch -> data.add(json(
                batch,
                paid.stream()
                        .filter(payout -> batch.id().equals(payout.settlementId()))
                        .findFirst()
                        .orElse(null))));
        return data;
    }

    /** As its merchant sees it, with what operators need beside. */
    static JsonObject json(Settlement batch, @Nullable Payout payout) {
        return SettlementJson.write(batch, payout)
                .put("merchant_id", batch.merchantId())
                .put("mode", batch.mode().name().toLowerCase(Locale.ROOT))
                .put("due_on", batch.dueOn().toString())
                .put("hold", batch.hold())
                .put("line_count", batch.totals().lines())
                .put("sha256", batch.sha256())
                .put("calculated_by", batch.calculatedBy())
                .put("approved_by", batch.approvedBy())
                .put("payout_id", payout == null ? null : payout.id());
    }

    private Future<Void> get(RoutingContext context, OperatorAccess access) {
        return settlements
                .find(context.pathParam("id"))
                .compose(found -> found.map(batch -> payouts.accountFor(batch)
                                .compose(account -> payouts.ofBatches(List.of(batch.id()))
                                        .compose(paid -> AdminAnswer.send(
                                                context,
                                                json(
                                                                batch,
                                                                paid.stream()
                                                                        .findFirst()
                                                                        .orElse(null))
                                                        .put("account_masked", account.orElse(null))))))
                        .orElseGet(() -> AdminAnswer.refused(context, access, ProblemCode.NOT_FOUND, "")));
    }

    private Future<Void> settle(RoutingContext context, OperatorAccess access) {
        var date = AdminQuery.day(AdminBody.word(context, "accounting_date"));
        if (date.isEmpty()) {
            return AdminAnswer.badField(context, access, "/accounting_date", "accounting_date is YYYY-MM-DD");
        }
        return settlements.settle(date.get(), actor(context, access)).compose(made -> {
            boolean any = made.stream().anyMatch(Calculation.Batch.class::isInstance);
            return any || made.isEmpty()
                    ? AdminAnswer.send(context, made(made))
                    : AdminAnswer.refused(context, access, ProblemCode.STATEMENT_NOT_READY, waiting(made));
        });
    }

    private static String waiting(List<Calculation> made) {
        var first = (Calculation.Waiting) made.get(0);
        return "No merchant's date is ready; " + first.merchantId() + " waits for " + String.join(", ", first.reasons())
                + ".";
    }

    private static JsonObject made(List<Calculation> made) {
        var data = new JsonArray();
        var waiting = new JsonArray();
        for (var one : made) {
            if (one instanceof Calculation.Batch batch) {
                data.add(json(batch.settlement(), null));
            } else {
                var reasons = new JsonArray(((Calculation.Waiting) one).reasons());
                waiting.add(
                        new JsonObject().put("merchant_id", one.merchantId()).put("waits_for", reasons));
            }
        }
        return new JsonObject().put("data", data).put("waiting", waiting).putNull("next");
    }

    /** The payout of an approved batch is made at once where the merchant has an account. */
    private Future<Void> approve(RoutingContext context, OperatorAccess access) {
        String id = context.pathParam("id");
        return approval.approve(id, actor(context, access), AdminBody.reason(context))
                .compose(outcome -> outcome instanceof SettlementOutcome.Done
                        ? payouts.payFor(id)
                                .compose(payout -> settlements
                                        .find(id)
                                        .compose(now -> AdminAnswer.send(
                                                context, json(now.orElseThrow(), payout.orElse(null)))))
                        : answer(context, access, outcome));
    }

    private Future<Void> hold(RoutingContext context, OperatorAccess access, boolean hold) {
        return approval.hold(context.pathParam("id"), hold, actor(context, access), AdminBody.reason(context))
                .compose(outcome -> answer(context, access, outcome));
    }

    private static Future<Void> answer(RoutingContext context, OperatorAccess access, SettlementOutcome outcome) {
        if (outcome instanceof SettlementOutcome.Done done) {
            return AdminAnswer.send(context, json(done.settlement(), null));
        }
        if (outcome instanceof SettlementOutcome.SameOperator same) {
            return AdminAnswer.refused(context, access, ProblemCode.SAME_OPERATOR, same.detail());
        }
        if (outcome instanceof SettlementOutcome.WrongState wrong) {
            return AdminAnswer.refused(context, access, ProblemCode.WRONG_STATE, wrong.detail());
        }
        if (outcome instanceof SettlementOutcome.Reopened reopened) {
            String detail = reopened.lines() + " lines are no longer proven; the batch was opened again.";
            return AdminAnswer.refused(context, access, ProblemCode.WRONG_STATE, detail);
        }
        return AdminAnswer.refused(context, access, ProblemCode.NOT_FOUND, "");
    }
}
