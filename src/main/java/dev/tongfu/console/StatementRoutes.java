package dev.tongfu.console;

import dev.tongfu.audit.Operator;
import dev.tongfu.bank.StatementReply;
import dev.tongfu.bank.StatementRequest;
import dev.tongfu.http.FieldError;
import dev.tongfu.http.Problem;
import dev.tongfu.http.ProblemCode;
import dev.tongfu.reconciliation.StatementCustody;
import dev.tongfu.reconciliation.StatementOutcome;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Banks' statements for operators: fetch one, bring one by hand, see what is kept, and ask a bank for the flow of some
 * hours.
 */
public final class StatementRoutes implements AdminRoutes {
    private static final int LISTED_MAX = 500;

    private final StatementCustody custody;

    public StatementRoutes(StatementCustody custody) {
        this.custody = custody;
    }

    @Override
    public void mount(Router router, OperatorAccess access) {
        router.get("/admin/v1/statements").handler(access.viewers()).handler(context -> list(context, access));
        router.get("/admin/v1/statements/:channel/:date/:version")
                .handler(access.viewers())
                .handler(context -> content(context, access));
        router.get("/admin/v1/bank-transactions").handler(access.viewers()).handler(context -> flow(context, access));
        router.post("/admin/v1/statements").handler(access.makers()).handler(context -> upload(context, access));
        router.post("/admin/v1/statements/fetch").handler(access.makers()).handler(context -> fetch(context, access));
    }

    /** Statements of large days are larger than any other body. */
    @Override
    public void mountLargeBodies(Router router, OperatorAccess access) {
        router.post("/admin/v1/statements").handler(access.makers());
        router.post("/admin/v1/statements")
                .handler(BodyHandler.create(false)
                        .setBodyLimit(custody.fileBytesMax())
                        .setMergeFormAttributes(false));
    }

    private void list(RoutingContext context, OperatorAccess access) {
        var from = date(context, "from");
        var to = date(context, "to");
        if (from.isEmpty() || to.isEmpty()) {
            refuse(context, access, "from and to are dates as YYYY-MM-DD");
            return;
        }
        custody.list(from.get(), to.get(), text(context, "bank").orElse(null), LISTED_MAX)
                .compose(files -> custody.readings(from.get(), to.get(), LISTED_MAX)
                        .map(readings -> StatementJson.list(files, readings)))
                .compose(listed -> send(context, 200, listed))
                .onFailure(context::fail);
    }

    private void content(RoutingContext context, OperatorAccess access) {
        var day = day(context.pathParam("date"));
        var version = number(context.pathParam("version"));
        if (day.isEmpty() || version.isEmpty()) {
            refuse(context, access, "the address is /statements/{channel}/{YYYY-MM-DD}/{version}");
            return;
        }
        custody.content(context.pathParam("channel"), day.get(), version.get())
                .compose(found -> found.isEmpty()
                        ? refused(context, access, Problem.of(ProblemCode.NOT_FOUND))
                        : context.response()
                                .putHeader("Content-Type", "application/octet-stream")
                                .end(found.get()))
                .onFailure(context::fail);
    }

    private void flow(RoutingContext context, OperatorAccess access) {
        var channel = text(context, "channel");
        var day = date(context, "date");
        var hours = hours(context);
        if (channel.isEmpty() || day.isEmpty() || hours.isEmpty()) {
            refuse(context, access, "channel, date and from_hour to to_hour (0 to 23) are required");
            return;
        }
        custody.flow(channel.get(), day.get(), hours.get())
                .compose(reply -> flowed(context, access, reply))
                .onFailure(context::fail);
    }

    private static Future<Void> flowed(RoutingContext context, OperatorAccess access, StatementReply reply) {
        if (reply instanceof StatementReply.Fetched fetched) {
            return context.response()
                    .putHeader("Content-Type", "application/octet-stream")
                    .putHeader("X-Statement-Format", fetched.format())
                    .end(fetched.content());
        }
        return refused(context, access, without(reply));
    }

    private static Problem without(StatementReply reply) {
        if (reply instanceof StatementReply.Unknown unknown) {
            return Problem.of(ProblemCode.BANK_UNCLEAR, unknown.reason());
        }
        return Problem.of(
                reply instanceof StatementReply.NotReady
                        ? ProblemCode.STATEMENT_NOT_READY
                        : ProblemCode.BANK_NOT_OFFERED);
    }

    private void upload(RoutingContext context, OperatorAccess access) {
        var channel = text(context, "channel");
        var day = date(context, "date");
        var format = text(context, "format").filter(word -> word.matches("[a-z0-9-]{1,32}"));
        Buffer body = context.body().buffer();
        if (channel.isEmpty() || day.isEmpty() || format.isEmpty() || body == null || body.length() == 0) {
            refuse(context, access, "channel, date, format and the file as the body are required");
            return;
        }
        var label = new StatementCustody.Label(
                channel.get(), day.get(), text(context, "name").orElse("by-hand"), format.get());
        custody.upload(
                        label,
                        body,
                        actor(context, access),
                        text(context, "reason").orElse(""))
                .compose(outcome -> taken(context, access, outcome))
                .onFailure(context::fail);
    }

    private void fetch(RoutingContext context, OperatorAccess access) {
        var channel = text(context, "channel");
        var day = date(context, "date");
        if (channel.isEmpty() || day.isEmpty()) {
            refuse(context, access, "channel and date are required");
            return;
        }
        custody.fetch(channel.get(), day.get(), actor(context, access))
                .compose(outcome -> taken(context, access, outcome))
                .onFailure(context::fail);
    }

    private static Future<Void> taken(RoutingContext context, OperatorAccess access, StatementOutcome outcome) {
        if (outcome instanceof StatementOutcome.Kept kept) {
            return send(context, 201, StatementJson.file(kept.file()));
        }
        if (outcome instanceof StatementOutcome.Known known) {
            return send(context, 200, StatementJson.file(known.file()));
        }
        return refused(context, access, problem(outcome));
    }

    private static Problem problem(StatementOutcome outcome) {
        if (outcome instanceof StatementOutcome.NotReady notReady) {
            return Problem.of(ProblemCode.STATEMENT_NOT_READY, "The bank says " + notReady.code() + ".");
        }
        if (outcome instanceof StatementOutcome.Unclear unclear) {
            return Problem.of(ProblemCode.BANK_UNCLEAR, unclear.reason());
        }
        if (outcome instanceof StatementOutcome.NotOffered) {
            return Problem.of(ProblemCode.BANK_NOT_OFFERED);
        }
        return outcome instanceof StatementOutcome.TooLarge
                ? Problem.of(ProblemCode.BODY_TOO_LARGE)
                : Problem.of(ProblemCode.NOT_FOUND, "There is no such channel.");
    }

    private static String actor(RoutingContext context, OperatorAccess access) {
        Operator operator = access.operator(context);
        return operator.actor();
    }

    private static Optional<StatementRequest.Hours> hours(RoutingContext context) {
        var from = text(context, "from_hour").flatMap(StatementRoutes::number);
        var to = text(context, "to_hour").flatMap(StatementRoutes::number);
        boolean valid = from.isPresent() && to.isPresent() && from.get() <= to.get() && to.get() <= 23;
        return valid ? Optional.of(new StatementRequest.Hours(from.get(), to.get())) : Optional.empty();
    }

    private static Optional<String> text(RoutingContext context, String name) {
        return Optional.ofNullable(context.request().getParam(name)).filter(value -> !value.isBlank());
    }

    private static Optional<LocalDate> date(RoutingContext context, String name) {
        return text(context, name).flatMap(StatementRoutes::day);
    }

    private static Optional<LocalDate> day(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }

    private static Optional<Integer> number(String text) {
        return text.matches("[0-9]{1,6}") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
    }

    private static void refuse(RoutingContext context, OperatorAccess access, String detail) {
        access.answers()
                .refuse(
                        context,
                        Problem.of(ProblemCode.INVALID_PARAMETERS, List.of(new FieldError("?", "bad-value", detail))));
    }

    private static Future<Void> refused(RoutingContext context, OperatorAccess access, Problem problem) {
        access.answers().refuse(context, problem);
        return Future.succeededFuture();
    }

    private static Future<Void> send(RoutingContext context, int status, JsonObject body) {
        return context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .end(body.toBuffer());
    }
}
