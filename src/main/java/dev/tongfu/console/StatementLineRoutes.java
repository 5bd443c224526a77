package dev.tongfu.console;

import dev.tongfu.http.Problem;
import dev.tongfu.http.ProblemCode;
import dev.tongfu.reconciliation.LineRelease;
import dev.tongfu.reconciliation.Runs;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.LocalDate;
import java.util.Optional;

/** Lines of statements that could not be read: see them, and release one with the text it should have had. */
public final class StatementLineRoutes implements AdminRoutes {
    private static final String LINES = "/admin/v1/statements/:channel/:date/:version/lines";
    private static final int LISTED_MAX = 1_000;

    private final LineRelease release;
    private final Runs runs;

    public StatementLineRoutes(LineRelease release, Runs runs) {
        this.release = release;
        this.runs = runs;
    }

    @Override
    public void mount(Router router, OperatorAccess access) {
        router.get(LINES).handler(access.viewers()).handler(context -> list(context, access));
        router.post(LINES + "/:line/release").handler(access.makers()).handler(context -> release(context, access));
    }

    private void list(RoutingContext context, OperatorAccess access) {
        var day = AdminQuery.day(context.pathParam("date"));
        var version = number(context.pathParam("version"));
        if (day.isEmpty() || version.isEmpty()) {
            AdminAnswer.badCall(context, access, "the address is /statements/{channel}/{YYYY-MM-DD}/{version}/lines")
                    .onFailure(context::fail);
            return;
        }
        release.list(context.pathParam("channel"), day.get(), version.get(), LISTED_MAX)
                .compose(lines -> {
                    var data = new JsonArray();
                    lines.forEach(line -> data.add(StatementJson.quarantined(line)));
                    return AdminAnswer.send(context, new JsonObject().put("data", data));
                })
                .onFailure(context::fail);
    }

    private void release(RoutingContext context, OperatorAccess access) {
        var day = AdminQuery.day(context.pathParam("date"));
        var version = number(context.pathParam("version"));
        var line = number(context.pathParam("line"));
        var text = AdminBody.text(context, "text");
        var reason = AdminBody.text(context, "reason");
        if (day.isEmpty() || version.isEmpty() || line.isEmpty() || text.isEmpty() || reason.isEmpty()) {
            AdminAnswer.badCall(context, access, "a line of a statement, and a body with text and reason, are required")
                    .onFailure(context::fail);
            return;
        }
        var act = new LineRelease.Act(
                context.pathParam("channel"),
                day.get(),
                version.get(),
                line.get(),
                text.get(),
                access.operator(context).actor(),
                reason.get());
        release.release(act)
                .compose(outcome -> answer(context, access, act, outcome))
                .onFailure(context::fail);
    }

    private Future<Void> answer(
            RoutingContext context, OperatorAccess access, LineRelease.Act act, LineRelease.Outcome outcome) {
        if (outcome instanceof LineRelease.Outcome.Released) {
            return again(context, act.channelId(), act.bankDate(), act.actor());
        }
        return AdminAnswer.refused(context, access, problem(outcome));
    }

    /** The line is released whatever comes of the run, which the scheduler tries again. */
    private Future<Void> again(RoutingContext context, String channelId, LocalDate bankDate, String actor) {
        return runs.run(channelId, bankDate, actor)
                .map(run -> new JsonObject().put("released", true).put("run", run.orElse(null)))
                .otherwise(failure -> new JsonObject().put("released", true).putNull("run"))
                .compose(json -> AdminAnswer.send(context, json));
    }

    private static Optional<Integer> number(String text) {
        return text.matches("[0-9]{1,9}") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
    }

    private static Problem problem(LineRelease.Outcome outcome) {
        if (outcome instanceof LineRelease.Outcome.StillBad bad) {
            return Problem.of(ProblemCode.WRONG_STATE, "The line still can't be read: " + bad.reason() + ".");
        }
        return outcome instanceof LineRelease.Outcome.NotCounting
                ? Problem.of(ProblemCode.WRONG_STATE, "This version of the statement does not count.")
                : Problem.of(ProblemCode.NOT_FOUND, "There is no such line, or it is released already.");
    }
}
