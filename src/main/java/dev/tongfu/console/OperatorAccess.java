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
import org.jspecify.annotations.Nullable;

/** Knows operators by their bearer token and lets them do what their role allows. */
public final class OperatorAccess {
    private static final String OPERATOR = "operator";
    private static final String BEARER = "Bearer ";
    private static final int TOKEN_MAX = 256;

    private static final String CODE = "X-Operator-Code";

    private final Function<String, Optional<Operator>> tokens;
    private final Answers answers;
    private final @Nullable SecondFactor factor;

    /**
     * Approvals ask for no second factor.
     *
     * @param tokens who a token belongs to; answers from memory
     */
    public OperatorAccess(Function<String, Optional<Operator>> tokens, Answers answers) {
        this(tokens, answers, null);
    }

    /** @param factor asked at each approval; null: approvals need the role alone */
    public OperatorAccess(Function<String, Optional<Operator>> tokens, Answers answers, @Nullable SecondFactor factor) {
        this.tokens = tokens;
        this.answers = answers;
        this.factor = factor;
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

    /**
     * Whoever approves what another proposed: in front of every approval. Where it is configured so, the header
     * {@code X-Operator-Code} carries a one-time code that was not used before.
     */
    public Handler<RoutingContext> approvals() {
        var role = checkers();
        return factor == null
                ? role
                : context -> {
                    if (admitted(context, Operator.Role::mayApprove)) {
                        askFactor(context, factor);
                    }
                };
    }

    private void askFactor(RoutingContext context, SecondFactor asked) {
        String code = context.request().getHeader(CODE);
        if (code == null) {
            answers.refuse(context, Problem.of(ProblemCode.OPERATOR_CODE_REQUIRED));
            return;
        }
        asked.accept(operator(context).name(), code)
                .onSuccess(verdict -> {
                    if (verdict == SecondFactor.Verdict.ACCEPTED) {
                        context.next();
                    } else {
                        answers.refuse(context, Problem.of(problem(verdict)));
                    }
                })
                .onFailure(context::fail);
    }

    private static ProblemCode problem(SecondFactor.Verdict verdict) {
        return verdict == SecondFactor.Verdict.TOO_MANY_TRIES
                ? ProblemCode.TOO_MANY_TRIES
                : ProblemCode.OPERATOR_CODE_INVALID;
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
            if (admitted(context, rule)) {
                context.next();
            }
        };
    }

    /** False: refused already. */
    private boolean admitted(RoutingContext context, Predicate<Operator.Role> rule) {
        var operator = caller(context);
        if (operator.isEmpty()) {
            context.response().putHeader("WWW-Authenticate", "Bearer");
            answers.refuse(context, Problem.of(ProblemCode.TOKEN_INVALID));
            return false;
        }
        if (!rule.test(operator.get().role())) {
            answers.refuse(context, Problem.of(ProblemCode.ROLE_MISSING));
            return false;
        }
        context.put(OPERATOR, operator.get());
        return true;
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
