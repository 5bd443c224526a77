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

/** What routes of the admin API read from a call and how they answer; what is not as it must be is empty. */
final class AdminCalls {
    private static final int TEXT_MAX = 4_096;

    private AdminCalls() {}

    static Optional<JsonObject> body(RoutingContext context) {
        try {
            return Optional.ofNullable(context.body().asJsonObject());
        } catch (DecodeException | ClassCastException notJson) {
            return Optional.empty();
        }
    }

    /** A member that is text and not blank. */
    static Optional<String> text(JsonObject body, String name) {
        return body.getValue(name) instanceof String text && !text.isBlank() && text.length() <= TEXT_MAX
                ? Optional.of(text)
                : Optional.empty();
    }

    static Optional<String> parameter(RoutingContext context, String name) {
        return Optional.ofNullable(context.request().getParam(name)).filter(value -> !value.isBlank());
    }

    static Optional<LocalDate> day(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }

    static Optional<Integer> number(String text) {
        return text.matches("[0-9]{1,9}") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
    }

    static Future<Void> send(RoutingContext context, JsonObject body) {
        return context.response().putHeader("Content-Type", "application/json").end(body.toBuffer());
    }

    static Future<Void> refuse(RoutingContext context, OperatorAccess access, Problem problem) {
        access.answers().refuse(context, problem);
        return Future.succeededFuture();
    }

    /** @param sentence says what is required */
    static void invalid(RoutingContext context, OperatorAccess access, String sentence) {
        access.answers()
                .refuse(
                        context,
                        Problem.of(
                                ProblemCode.INVALID_PARAMETERS, List.of(new FieldError("?", "bad-value", sentence))));
    }
}
