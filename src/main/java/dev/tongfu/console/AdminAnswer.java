package dev.tongfu.console;

import dev.tongfu.http.FieldError;
import dev.tongfu.http.Problem;
import dev.tongfu.http.ProblemCode;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/** How routes of the admin API answer. */
final class AdminAnswer {
    private AdminAnswer() {}

    static Future<Void> send(RoutingContext context, JsonObject body) {
        return send(context, 200, body);
    }

    static Future<Void> send(RoutingContext context, int status, JsonObject body) {
        return context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .end(body.toBuffer());
    }

    static Future<Void> refused(RoutingContext context, OperatorAccess access, Problem problem) {
        access.answers().refuse(context, problem);
        return Future.succeededFuture();
    }

    /** @param detail may be empty */
    static Future<Void> refused(RoutingContext context, OperatorAccess access, ProblemCode code, String detail) {
        return refused(context, access, detail.isEmpty() ? Problem.of(code) : Problem.of(code, detail));
    }

    /** @param pointer to the member of the body */
    static Future<Void> badField(RoutingContext context, OperatorAccess access, String pointer, String detail) {
        return refused(
                context,
                access,
                Problem.of(ProblemCode.INVALID_FIELDS, List.of(new FieldError(pointer, "bad-value", detail))));
    }

    /** @param sentence says what is required */
    static Future<Void> badCall(RoutingContext context, OperatorAccess access, String sentence) {
        return refused(
                context,
                access,
                Problem.of(ProblemCode.INVALID_PARAMETERS, List.of(new FieldError("?", "bad-value", sentence))));
    }
}
