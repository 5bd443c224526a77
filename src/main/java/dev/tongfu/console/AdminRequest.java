package dev.tongfu.console;

import dev.tongfu.http.FieldError;
import dev.tongfu.http.Problem;
import dev.tongfu.http.ProblemCode;
import io.vertx.core.Future;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What routes of settlement read from a call, and how they answer. */
final class AdminRequest {
    private static final int REASON_MAX = 300;
    private static final int LIMIT_DEFAULT = 100;
    private static final int LIMIT_MAX = 500;

    private AdminRequest() {}

    static Optional<String> text(RoutingContext context, String name) {
        return Optional.ofNullable(context.request().getParam(name)).filter(value -> !value.isBlank());
    }

    static int limit(RoutingContext context) {
        return text(context, "limit")
                .filter(text -> text.matches("[1-9][0-9]{0,3}"))
                .map(text -> Math.min(LIMIT_MAX, Integer.parseInt(text)))
                .orElse(LIMIT_DEFAULT);
    }

    /** Empty: the body is no JSON object. No body is an empty object. */
    static Optional<JsonObject> body(RoutingContext context) {
        var buffer = context.body().buffer();
        if (buffer == null || buffer.length() == 0) {
            return Optional.of(new JsonObject());
        }
        try {
            return Optional.of(buffer.toJsonObject());
        } catch (DecodeException | ClassCastException unreadable) {
            return Optional.empty();
        }
    }

    /** A text of the body, at most so long; empty where it is missing, longer or of another type. */
    static String word(RoutingContext context, String name) {
        return body(context)
                .map(body -> body.getValue(name))
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .filter(text -> text.length() <= REASON_MAX)
                .orElse("");
    }

    static String reason(RoutingContext context) {
        return word(context, "reason");
    }

    static Optional<LocalDate> date(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }

    static Future<Void> send(RoutingContext context, JsonObject body) {
        return context.response()
                .setStatusCode(200)
                .putHeader("Content-Type", "application/json")
                .end(body.toBuffer());
    }

    static Future<Void> refused(RoutingContext context, OperatorAccess access, ProblemCode code, String detail) {
        access.answers().refuse(context, detail.isEmpty() ? Problem.of(code) : Problem.of(code, detail));
        return Future.succeededFuture();
    }

    static Future<Void> badValue(RoutingContext context, OperatorAccess access, String pointer, String detail) {
        access.answers()
                .refuse(
                        context,
                        Problem.of(ProblemCode.INVALID_FIELDS, List.of(new FieldError(pointer, "bad-value", detail))));
        return Future.succeededFuture();
    }

    /** The end of a chain: whatever fails becomes a problem. */
    static void end(RoutingContext context, Future<@Nullable Void> answer) {
        answer.onFailure(context::fail);
    }
}
