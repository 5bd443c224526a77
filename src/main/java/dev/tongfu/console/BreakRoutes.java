package dev.tongfu.console;

import dev.tongfu.http.Problem;
import dev.tongfu.http.ProblemCode;
import dev.tongfu.reconciliation.BreakAge;
import dev.tongfu.reconciliation.BreakFilter;
import dev.tongfu.reconciliation.BreakList;
import dev.tongfu.reconciliation.BreakStatus;
import dev.tongfu.reconciliation.BreakSum;
import dev.tongfu.reconciliation.BreakView;
import dev.tongfu.reconciliation.ProposalService;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Breaks for operators: lists by status, code, bank and date; one with its proposals; sums by age. */
public final class BreakRoutes implements AdminRoutes {
    private final BreakList breaks;
    private final ProposalService proposals;
    private final int pageMax;

    /** @param pageMax rows of a page */
    public BreakRoutes(BreakList breaks, ProposalService proposals, int pageMax) {
        this.breaks = breaks;
        this.proposals = proposals;
        this.pageMax = pageMax;
    }

    @Override
    public void mount(Router router, OperatorAccess access) {
        router.get("/admin/v1/breaks")
                .handler(access.viewers())
                .handler(context -> AdminQuery.handle(context, access, () -> list(context)));
        router.get("/admin/v1/breaks/summary")
                .handler(access.viewers())
                .handler(context -> AdminQuery.handle(context, access, () -> sums(context)));
        router.get("/admin/v1/breaks/:id")
                .handler(access.viewers())
                .handler(context -> AdminQuery.handle(context, access, () -> one(context, access)));
    }

    private Future<Void> list(RoutingContext context) {
        int limit = AdminQuery.limit(context, pageMax);
        var filter = new BreakFilter(
                AdminQuery.text(context, "status").map(BreakRoutes::status).orElse(null),
                AdminQuery.text(context, "code").orElse(null),
                AdminQuery.text(context, "bank").orElse(null),
                AdminQuery.date(context, "from").orElse(null),
                AdminQuery.date(context, "to").orElse(null),
                AdminQuery.text(context, "cursor").map(BreakRoutes::position).orElse(null));
        return breaks.list(filter, limit + 1).compose(found -> {
            boolean more = found.size() > limit;
            var page = more ? found.subList(0, limit) : found;
            var data = new JsonArray();
            page.forEach(each -> data.add(json(each)));
            return AdminAnswer.send(
                    context,
                    200,
                    new JsonObject().put("data", data).put("next", more ? cursor(page.get(limit - 1)) : null));
        });
    }

    private static String status(String word) {
        boolean known = word.equals(BreakFilter.UNRESOLVED)
                || Arrays.stream(BreakStatus.values())
                        .anyMatch(status -> status.word().equals(word));
        if (!known) {
            String words =
                    Arrays.stream(BreakStatus.values()).map(BreakStatus::word).collect(Collectors.joining(", "));
            throw new AdminQuery.Bad("status", "status must be one of " + words + ", " + BreakFilter.UNRESOLVED);
        }
        return word;
    }

    private static String cursor(BreakView last) {
        return last.bankDate() + "_" + last.id();
    }

    private static BreakFilter.Position position(String cursor) {
        int end = cursor.indexOf('_');
        if (end < 0) {
            throw new AdminQuery.Bad("cursor", "cursor must be the next of a page of this list");
        }
        return new BreakFilter.Position(AdminQuery.day("cursor", cursor.substring(0, end)), cursor.substring(end + 1));
    }

    private Future<Void> sums(RoutingContext context) {
        return breaks.sums().compose(found -> {
            var data = new JsonArray();
            found.forEach(sum -> data.add(json(sum)));
            return AdminAnswer.send(context, 200, new JsonObject().put("data", data));
        });
    }

    private Future<Void> one(RoutingContext context, OperatorAccess access) {
        String id = context.pathParam("id");
        return breaks.find(id)
                .compose(found -> found.isEmpty()
                        ? AdminAnswer.refused(context, access, Problem.of(ProblemCode.NOT_FOUND))
                        : proposals.ofBreak(id).compose(list -> {
                            var shown = new JsonArray();
                            list.forEach(proposal -> shown.add(ProposalJson.write(proposal)));
                            return AdminAnswer.send(
                                    context, 200, json(found.get()).put("proposals", shown));
                        }));
    }

    private static JsonObject json(BreakSum sum) {
        var side = sum.side();
        return new JsonObject()
                .put("bank", sum.bank())
                .put("code", sum.code())
                .put("side", side == null ? null : side.word())
                .put("word", side == null ? "" : side.chinese())
                .put("bucket", sum.age().word())
                .put("count", sum.count())
                .put("amount", sum.amount().minor())
                .put("currency", sum.amount().currency().name())
                .put("suspense", sum.suspense());
    }

    private JsonObject json(BreakView found) {
        var side = found.side();
        long days = breaks.ageDays(found);
        return new JsonObject()
                .put("id", found.id())
                .put("channel", found.channelId())
                .put("bank", found.bank())
                .put("bank_date", found.bankDate().toString())
                .put("run", found.runId())
                .put("code", found.code())
                .put("status", found.status().word())
                .put("version", found.version())
                .put("direction", found.direction())
                .put("amount", found.amount().minor())
                .put("currency", found.amount().currency().name())
                .put("side", side == null ? null : side.word())
                .put("suspense", found.suspense())
                .put("frozen", found.frozen())
                .put("word", found.word())
                .put("our_ref", found.ourRef())
                .put("bank_ref", found.bankRef())
                .put("merchant_id", found.merchantId())
                .put("payment_id", found.paymentId())
                .put("resource_id", found.resourceId())
                .put("rule", found.rule())
                .put("evidence", new JsonObject(found.evidence()))
                .put("opened_at", found.openedAt().toString())
                .put("age_days", days)
                .put("bucket", BreakAge.of(days).word());
    }
}
