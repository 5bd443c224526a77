package dev.tongfu.console;

import dev.tongfu.http.ProblemCode;
import dev.tongfu.settlement.Payout;
import dev.tongfu.settlement.PayoutDesk;
import dev.tongfu.settlement.PayoutFile;
import dev.tongfu.settlement.PayoutService;
import dev.tongfu.settlement.PayoutStatus;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/**
 * Payouts for operators: the file for the bank, what became of each, another try.
 *
 * <p>A result is entered by one operator and confirmed by another one.
 */
public final class PayoutRoutes implements AdminRoutes {
    private static final String ONE = "/admin/v1/payouts/:id";

    private final PayoutService payouts;
    private final PayoutDesk desk;

    public PayoutRoutes(PayoutService payouts, PayoutDesk desk) {
        this.payouts = payouts;
        this.desk = desk;
    }

    @Override
    public void mount(Router router, OperatorAccess access) {
        router.get("/admin/v1/payouts")
                .handler(access.viewers())
                .handler(context -> AdminQuery.handle(context, access, () -> list(context)));
        router.post("/admin/v1/payouts/export").handler(access.makers()).handler(context -> {
            var exported = desk.export(access.operator(context).actor());
            AdminQuery.end(context, exported.compose(file -> file(context, access, file)));
        });
        router.get("/admin/v1/payouts/files/:file").handler(access.makers()).handler(context -> {
            var exported = desk.exported(context.pathParam("file"));
            AdminQuery.end(context, exported.compose(file -> file(context, access, file)));
        });
        router.get(ONE).handler(access.viewers()).handler(context -> {
            AdminQuery.end(
                    context,
                    payouts.find(context.pathParam("id"))
                            .compose(found -> found.map(payout -> AdminAnswer.send(context, json(payout)))
                                    .orElseGet(() -> AdminAnswer.refused(context, access, ProblemCode.NOT_FOUND, ""))));
        });
        router.post(ONE + "/result").handler(access.makers()).handler(context -> {
            AdminQuery.end(context, enter(context, access));
        });
        router.post(ONE + "/result/confirm").handler(access.approvals()).handler(context -> {
            var confirmed = desk.confirmResult(
                    context.pathParam("id"), access.operator(context).actor(), AdminBody.reason(context));
            AdminQuery.end(context, confirmed.compose(outcome -> answer(context, access, outcome)));
        });
        router.post(ONE + "/retry").handler(access.makers()).handler(context -> {
            var retried = payouts.retry(
                    context.pathParam("id"), access.operator(context).actor(), AdminBody.reason(context));
            AdminQuery.end(context, retried.compose(outcome -> answer(context, access, outcome)));
        });
    }

    private Future<Void> list(RoutingContext context) {
        int limit = AdminQuery.limit(context, ListParameters.LIMIT_MAX);
        return payouts.list(
                        AdminQuery.text(context, "status").orElse(null),
                        AdminQuery.text(context, "merchant").orElse(null),
                        AdminQuery.text(context, "cursor").orElse(null),
                        limit + 1)
                .compose(found -> {
                    boolean more = found.size() > limit;
                    var data = new JsonArray();
                    found.stream().limit(limit).forEach(payout -> data.add(json(payout)));
                    String next = more ? found.get(limit - 1).id() : null;
                    return AdminAnswer.send(
                            context, new JsonObject().put("data", data).put("next", next));
                });
    }

    private static Future<Void> file(RoutingContext context, OperatorAccess access, Optional<PayoutFile> found) {
        if (found.isEmpty()) {
            return AdminAnswer.refused(context, access, ProblemCode.NOT_FOUND, "No payout waits for a file.");
        }
        var file = found.get();
        return context.response()
                .putHeader("Content-Type", "text/csv; charset=utf-8")
                .putHeader("Content-Disposition", "attachment; filename=\"" + file.id() + ".csv\"")
                .putHeader("X-Payout-File", file.id())
                .putHeader("X-Payout-Lines", Integer.toString(file.lines()))
                .putHeader("X-Payout-Amount", Long.toString(file.amountMinor()))
                .putHeader("X-Content-Sha256", file.sha256())
                .end(file.content());
    }

    private Future<Void> enter(RoutingContext context, OperatorAccess access) {
        var result = PayoutStatus.Event.of(AdminBody.word(context, "result"));
        String reason = AdminBody.reason(context);
        if (result.isEmpty() || reason.isBlank()) {
            String detail = "result is paid, failed or returned, and reason is 1 to 300 characters";
            return AdminAnswer.badField(context, access, "/result", detail);
        }
        return desk.enterResult(
                        context.pathParam("id"),
                        result.get(),
                        access.operator(context).actor(),
                        reason)
                .compose(outcome -> answer(context, access, outcome));
    }

    private static Future<Void> answer(RoutingContext context, OperatorAccess access, PayoutDesk.Outcome outcome) {
        if (outcome instanceof PayoutDesk.Outcome.Done done) {
            return AdminAnswer.send(context, json(done.payout()));
        }
        if (outcome instanceof PayoutDesk.Outcome.WrongState wrong) {
            return AdminAnswer.refused(context, access, ProblemCode.WRONG_STATE, wrong.detail());
        }
        return AdminAnswer.refused(
                context,
                access,
                outcome instanceof PayoutDesk.Outcome.SameOperator ? ProblemCode.SAME_OPERATOR : ProblemCode.NOT_FOUND,
                "");
    }

    private static Future<Void> answer(RoutingContext context, OperatorAccess access, PayoutService.Retried outcome) {
        if (outcome instanceof PayoutService.Retried.Done done) {
            return AdminAnswer.send(context, json(done.payout()));
        }
        return outcome instanceof PayoutService.Retried.WrongState wrong
                ? AdminAnswer.refused(context, access, ProblemCode.WRONG_STATE, wrong.detail())
                : AdminAnswer.refused(context, access, ProblemCode.NOT_FOUND, "");
    }

    private static JsonObject json(Payout payout) {
        var attempt = payout.attempt();
        return new JsonObject()
                .put("id", payout.id())
                .put("settlement_id", payout.settlementId())
                .put("merchant_id", payout.merchantId())
                .put("channel", payout.channel().id())
                .put("amount", payout.amount().minor())
                .put("currency", payout.amount().currency().name())
                .put("status", payout.status().word())
                .put("attempt", attempt.number())
                .put("reference", attempt.reference())
                .put("road", attempt.road())
                .put("file", attempt.fileId())
                .put("account_masked", attempt.accountMasked())
                .put("said", attempt.said())
                .put("result", payout.result())
                .put("result_by", payout.resultBy())
                .put("result_reason", payout.resultReason())
                .put("version", payout.version())
                .put("created_at", payout.createdAt().toString())
                .put("changed_at", payout.changedAt().toString());
    }
}
