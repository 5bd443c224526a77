package dev.tongfu.console;

import dev.tongfu.http.FieldError;
import dev.tongfu.http.Problem;
import dev.tongfu.http.ProblemCode;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What routes of the admin API are asked for in their address. */
final class AdminQuery {
    private AdminQuery() {}

    /** A parameter is not as it must be. */
    static final class Bad extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final String name;

        Bad(String name, String detail) {
            super(detail, null, false, false);
            this.name = name;
        }

        Problem problem() {
            return Problem.of(
                    ProblemCode.INVALID_PARAMETERS,
                    List.of(new FieldError("?" + name, "bad-value", String.valueOf(getMessage()))));
        }
    }

    static Optional<String> text(RoutingContext context, String name) {
        return Optional.ofNullable(context.request().getParam(name)).filter(value -> !value.isBlank());
    }

    /** Empty when it is not given. */
    static Optional<LocalDate> date(RoutingContext context, String name) {
        return text(context, name).map(value -> day(name, value));
    }

    static LocalDate day(String name, String value) {
        return day(value).orElseThrow(() -> new Bad(name, name + " must be a day as YYYY-MM-DD"));
    }

    /** Empty when it is none. */
    static Optional<LocalDate> day(String value) {
        try {
            return Optional.of(LocalDate.parse(value));
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }

    /** Within 1 to {@code max}; not given: 50, or {@code max} where that is less. */
    static int limit(RoutingContext context, int max) {
        var value = text(context, "limit");
        if (value.isEmpty()) {
            return Math.min(50, max);
        }
        boolean digits = value.get().matches("[1-9][0-9]{0,6}");
        if (!digits || Integer.parseInt(value.get()) > max) {
            throw new Bad("limit", "limit must be an integer from 1 to " + max);
        }
        return Integer.parseInt(value.get());
    }

    /** The end of every chain: what was sent, a refusal of a parameter, or the failure's own page. */
    static void handle(RoutingContext context, OperatorAccess access, Call call) {
        try {
            call.answer().onFailure(context::fail);
        } catch (Bad bad) {
            access.answers().refuse(context, bad.problem());
        }
    }

    /** The end of a chain that reads no list. */
    static void end(RoutingContext context, Future<Void> answer) {
        answer.onFailure(context::fail);
    }

    interface Call {
        Future<?> answer();
    }

    static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}
