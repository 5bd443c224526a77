package dev.tongfu.console;

import dev.tongfu.audit.Operator;
import dev.tongfu.http.Answers;
import dev.tongfu.http.Problem;
import dev.tongfu.http.ProblemCode;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** Knows operators by their bearer token and lets them do what their role allows. */
public final class OperatorAccess {
    private static final String OPERATOR = "operator";
    private static final String BEARER = "Bearer ";
    private static final int TOKEN_MAX = 256;

    private final Function<String, Optional<Operator>> tokens;
    private final Answers answers;

    /** @param tokens who a token belongs to; answers from memory */
    public OperatorAccess(Function<String, Optional<Operator>> tokens, Answers answers) {
        this.tokens = tokens;
        this.answers = answers;
    }

    /** Whoever has an account. */
    public Handler<RoutingContext> viewers() {
        return allowed(role -> true);
    }

    /** Who may propose. */
    public Handler<RoutingContext> makers() {
        return allowed(Operator.Role::mayPropose);
    }

    /** Who may approve what another proposed. */
    public Handler<RoutingContext> checkers() {
        return allowed(Operator.Role::mayApprove);
    }

    /** Whoever approves what another proposed: in front of every approval, since it may ask for the second factor. */
    public Handler<RoutingContext> approvals() {
        return checkers();
    }

    /** Who calls; only behind one of the handlers above. */
    public Operator operator(RoutingContext context) {
        Operator operator = context.get(OPERATOR);
        if (operator == null) {
            throw new IllegalStateException("this route lets anybody in");
        }
        return operator;
    }

    public Answers answers() {
        return answers;
    }

    private Handler<RoutingContext> allowed(Predicate<Operator.Role> rule) {
        return context -> {
            var operator = caller(context);
            if (operator.isEmpty()) {
                context.response().putHeader("WWW-Authenticate", "Bearer");
                answers.refuse(context, Problem.of(ProblemCode.TOKEN_INVALID));
            } else if (!rule.test(operator.get().role())) {
                answers.refuse(context, Problem.of(ProblemCode.ROLE_MISSING));
            } else {
                context.put(OPERATOR, operator.get());
                context.next();
            }
        };
    }

    private Optional<Operator> caller(RoutingContext context) {
        List<String> values = context.request().headers().getAll(HttpHeaders.AUTHORIZATION);
        if (values.size() != 1
                || !values.get(0).startsWith(BEARER)
                || values.get(0).length() > TOKEN_MAX) {
            return Optional.empty();
        }
        return tokens.apply(values.get(0).substring(BEARER.length()));
    }
}
