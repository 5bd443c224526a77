package dev.tongfu.console;

import dev.tongfu.http.Problem;
import dev.tongfu.http.ProblemCode;
import dev.tongfu.reconciliation.Reconciler;
import dev.tongfu.reconciliation.RunList;
import dev.tongfu.reconciliation.RunSummary;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.LocalDate;
import java.util.List;
import java.util.TreeMap;

/** Reconcile a bank's date by hand, and see what runs found; amounts are minor units. */
public final class ReconciliationRoutes implements AdminRoutes {
    private static final String PATH = "/admin/v1/reconciliations";
    private static final int LISTED_MAX = 500;

    private final Reconciler reconciler;
    private final RunList runs;

    public ReconciliationRoutes(Reconciler reconciler, RunList runs) {
        this.reconciler = reconciler;
        this.runs = runs;
    }

    @Override
    public void mount(Router router, OperatorAccess access) {
        router.get(PATH).handler(access.viewers()).handler(context -> list(context, access));
        router.post(PATH).handler(access.makers()).handler(context -> reconcile(context, access));
    }

    private void list(RoutingContext context, OperatorAccess access) {
        var from = AdminQuery.text(context, "from").flatMap(AdminQuery::day);
        var to = AdminQuery.text(context, "to").flatMap(AdminQuery::day);
        if (from.isEmpty() || to.isEmpty()) {
            AdminAnswer.badCall(context, access, "from and to are dates as YYYY-MM-DD")
                    .onFailure(context::fail);
            return;
        }
        var bank = AdminQuery.text(context, "bank").orElse(null);
        runs.list(bank, from.get(), to.get(), LISTED_MAX)
                .compose(found -> AdminAnswer.send(
                        context, new JsonObject().put("data", array(found)).putNull("next")))
                .onFailure(context::fail);
    }

    private void reconcile(RoutingContext context, OperatorAccess access) {
        var bank = AdminBody.text(context, "bank");
        var day = AdminBody.text(context, "accounting_date").flatMap(AdminQuery::day);
        if (bank.isEmpty() || day.isEmpty()) {
            AdminAnswer.badCall(context, access, "a body with bank and accounting_date as YYYY-MM-DD is required")
                    .onFailure(context::fail);
            return;
        }
        reconciler
                .reconcile(bank.get(), day.get(), access.operator(context).actor())
                .compose(reconciled -> answer(context, access, bank.get(), day.get(), reconciled))
                .onFailure(context::fail);
    }

    private static Future<Void> answer(
            RoutingContext context,
            OperatorAccess access,
            String bank,
            LocalDate day,
            Reconciler.Reconciled reconciled) {
        if (!reconciled.missing().isEmpty()) {
            return AdminAnswer.refused(
                    context,
                    access,
                    Problem.of(ProblemCode.STATEMENT_NOT_READY, String.join("; ", reconciled.missing()) + "."));
        }
        return AdminAnswer.send(
                context,
                new JsonObject()
                        .put("bank", bank)
                        .put("accounting_date", day.toString())
                        .put("status", reconciled.status())
                        .put("breaks", counts(reconciled.runs()))
                        .put("runs", array(reconciled.runs())));
    }

    private static JsonObject counts(List<RunSummary> runs) {
        var counts = new TreeMap<String, Integer>();
        runs.forEach(run -> run.breaks().forEach((code, sum) -> counts.merge(code, sum.count(), Integer::sum)));
        var json = new JsonObject();
        counts.forEach(json::put);
        return json;
    }

    private static JsonArray array(List<RunSummary> runs) {
        var array = new JsonArray();
        runs.forEach(run -> array.add(json(run)));
        return array;
    }

    static JsonObject json(RunSummary run) {
        var breaks = new JsonObject();
        new TreeMap<>(run.breaks())
                .forEach((code, sum) -> breaks.put(
                        code, new JsonObject().put("count", sum.count()).put("amount", sum.amount())));
        return new JsonObject()
                .put("id", run.id())
                .put("channel", run.channelId())
                .put("bank", run.bank())
                .put("accounting_date", run.bankDate().toString())
                .put("version", run.version())
                .put("number", run.number())
                .put("status", run.status())
                .put("failed_step", run.failedStep())
                .put("failure", run.failure())
                .put("actor", run.actor())
                .put("created_at", run.createdAt().toString())
                .put("breaks", breaks)
                .put("proof", run.proof());
    }
}
