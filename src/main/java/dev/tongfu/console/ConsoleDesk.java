package dev.tongfu.console;

import dev.tongfu.audit.Operator;
import dev.tongfu.http.Answers;
import dev.tongfu.http.ProblemCode;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * In front of every page and act of the console: who it is, whether the form is one of ours, whether the role allows
 * it, and how the answer is written.
 */
final class ConsoleDesk {
    private static final Logger LOGGER = LoggerFactory.getLogger(ConsoleDesk.class);
    private static final String MESSAGE = "message";

    private final ConsoleSessions sessions;
    private final SecondFactor factor;
    private final ConsolePages pages;
    private final DemoLogins demo;
    private final ConsoleAnswer answer;

    ConsoleDesk(
            ConsoleSessions sessions, SecondFactor factor, ConsolePages pages, DemoLogins demo, ConsoleAnswer answer) {
        this.sessions = sessions;
        this.factor = factor;
        this.pages = pages;
        this.demo = demo;
        this.answer = answer;
    }

    /** A page for whoever is logged in. */
    void page(Router router, String path, Function<Visit, Future<ConsolePage>> page) {
        router.get(path).handler(context -> end(context, arrive(context, visit -> shown(visit, page))));
    }

    /** A file for whoever is logged in. */
    void file(Router router, String path, Function<Visit, Future<Optional<ActOutcome.Exported>>> file) {
        router.get(path)
                .handler(context -> end(
                        context,
                        arrive(
                                context,
                                visit -> file.apply(visit)
                                        .compose(found -> found.isEmpty()
                                                ? message(visit, 404, "error.missing")
                                                : answer.file(visit, found.get())))));
    }

    /** What a maker may do. */
    void act(Router router, String path, Function<Visit, Future<ActOutcome>> act) {
        post(router, path, Operator.Role::mayPropose, act);
    }

    /** What a checker may do without being asked for the factor again: saying no. */
    void refusal(Router router, String path, Function<Visit, Future<ActOutcome>> act) {
        post(router, path, Operator.Role::mayApprove, act);
    }

    /** What a checker may do who proves again who he is: the form's field {@code code} is a fresh one-time code. */
    void approval(Router router, String path, Function<Visit, Future<ActOutcome>> act) {
        post(
                router,
                path,
                Operator.Role::mayApprove,
                visit -> factor.accept(visit.operator().name(), visit.field("code"))
                        .compose(verdict -> switch (verdict) {
                            case ACCEPTED -> act.apply(visit);
                            case WRONG -> Future.succeededFuture(ActOutcome.refused(ProblemCode.OPERATOR_CODE_INVALID));
                            case TOO_MANY_TRIES ->
                                Future.succeededFuture(ActOutcome.refused(ProblemCode.TOO_MANY_TRIES));
                        }));
    }

    private void post(
            Router router, String path, Predicate<Operator.Role> rule, Function<Visit, Future<ActOutcome>> act) {
        router.post(path).handler(context -> end(context, arrive(context, visit -> posted(visit, rule, act))));
    }

    private Future<Void> posted(Visit visit, Predicate<Operator.Role> rule, Function<Visit, Future<ActOutcome>> act) {
        if (!answer.ownForm(visit)) {
            return message(visit, 403, "error.form");
        }
        if (!rule.test(visit.operator().role())) {
            return message(visit, 403, "error.role");
        }
        return act.apply(visit).compose(outcome -> told(visit, outcome));
    }

    private Future<Void> told(Visit visit, ActOutcome outcome) {
        if (outcome instanceof ActOutcome.Exported file) {
            return answer.file(visit, file);
        }
        return sessions.note(visit.session(), notice(visit, outcome).encode())
                .compose(noted -> answer.seeOther(visit.context(), visit.back()));
    }

    private static JsonObject notice(Visit visit, ActOutcome outcome) {
        var language = visit.language();
        if (outcome instanceof ActOutcome.Refused refused) {
            String title = ConsoleText.title(refused.code(), language);
            return new JsonObject()
                    .put("tone", "bad")
                    .put("text", title)
                    .put("detail", refused.sentence().startsWith(title) ? "" : refused.sentence());
        }
        return new JsonObject()
                .put("tone", "good")
                .put("text", language.word("done"))
                .put("detail", ((ActOutcome.Done) outcome).message());
    }

    private Future<Void> shown(Visit visit, Function<Visit, Future<ConsolePage>> page) {
        return page.apply(visit)
                .compose(found -> found.template().isEmpty()
                        ? message(visit, 404, "error.missing")
                        : render(visit, 200, found.template(), found.values()));
    }

    private Future<Void> message(Visit visit, int status, String key) {
        return render(visit, status, MESSAGE, Map.of("text", visit.language().word(key)));
    }

    private Future<Void> render(Visit visit, int status, String template, Map<String, Object> values) {
        return demoCode(visit).compose(code -> {
            var all = new HashMap<String, Object>(values);
            all.put("me", visit.operator());
            all.put("mayPropose", visit.operator().role().mayPropose());
            all.put("mayApprove", visit.operator().role().mayApprove());
            all.put("csrf", visit.session().csrf());
            all.put("here", visit.here());
            all.put("nav", visit.section());
            all.put("otherUrl", visit.inOtherLanguage());
            all.put("notice", readable(visit.session().notice()));
            all.put("demoCode", code);
            return answer.html(visit.context(), status, pages.render(template, visit.language(), all));
        });
    }

    private Future<String> demoCode(Visit visit) {
        return demo.list()
                .map(logins -> logins.stream()
                        .filter(login -> login.name().equals(visit.operator().name()))
                        .map(DemoLogins.Login::code)
                        .findFirst()
                        .orElse(""));
    }

    private static Map<String, Object> readable(@Nullable String notice) {
        return notice == null ? Map.of() : new JsonObject(notice).getMap();
    }

    /** Finds the session; without one the way leads to the log-in. */
    private Future<Void> arrive(RoutingContext context, Function<Visit, Future<Void>> go) {
        return answer.secret(context)
                .map(sessions::find)
                .orElseGet(() -> Future.succeededFuture(Optional.empty()))
                .compose(session -> session.isEmpty()
                        ? answer.toLogIn(context)
                        : go.apply(new Visit(context, session.get(), ConsoleAnswer.language(context))));
    }

    void end(RoutingContext context, Future<Void> written) {
        written.recover(cause -> broken(context, cause)).onFailure(context::fail);
    }

    private Future<Void> broken(RoutingContext context, Throwable cause) {
        LOGGER.atError()
                .addKeyValue("requestId", Answers.requestId(context))
                .setCause(cause)
                .log("a page of the console failed");
        var language = ConsoleAnswer.language(context);
        return answer.html(
                context, 503, pages.render("broken", language, Map.of("requestId", Answers.requestId(context))));
    }
}
