package dev.tongfu.console;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** {@code /console/login} and {@code /console/logout}. */
final class LogInRoutes {
    private static final String HOME = "/console/today";

    private final ConsoleSessions sessions;
    private final ConsolePages pages;
    private final ConsoleAnswer answer;
    private final DemoLogins demo;

    LogInRoutes(ConsoleSessions sessions, ConsolePages pages, ConsoleAnswer answer, DemoLogins demo) {
        this.sessions = sessions;
        this.pages = pages;
        this.answer = answer;
        this.demo = demo;
    }

    void mount(Router router, ConsoleDesk desk) {
        router.get("/console").handler(context -> desk.end(context, answer.seeOther(context, HOME)));
        router.get("/console/").handler(context -> desk.end(context, answer.seeOther(context, HOME)));
        router.get("/console/login").handler(context -> desk.end(context, show(context, 200, "", "")));
        router.post("/console/login").handler(context -> desk.end(context, logIn(context)));
        router.post("/console/logout").handler(context -> desk.end(context, logOut(context)));
    }

    private Future<Void> logIn(RoutingContext context) {
        if (!ConsoleAnswer.sameSite(context)) {
            return show(context, 403, "error.form", "");
        }
        var address = context.request().remoteAddress();
        var claim = new ConsoleSessions.Claim(
                field(context, "name"),
                field(context, "token"),
                field(context, "code"),
                address == null ? "unknown" : address.hostAddress());
        return sessions.logIn(claim).compose(result -> answer(context, result));
    }

    private Future<Void> answer(RoutingContext context, ConsoleSessions.LogIn result) {
        if (result instanceof ConsoleSessions.LogIn.Opened opened) {
            answer.remember(context, opened.session());
            return answer.seeOther(context, next(field(context, "next")));
        }
        if (result instanceof ConsoleSessions.LogIn.Wait wait) {
            context.response().putHeader("Retry-After", Integer.toString(wait.seconds()));
            return show(context, 429, "login.wait", Integer.toString(wait.seconds()));
        }
        return show(context, 401, "login.refused", "");
    }

    private Future<Void> show(RoutingContext context, int status, String key, String number) {
        var language = ConsoleAnswer.language(context);
        String next = context.queryParams().get("next");
        return demo.list().compose(logins -> {
            var values = new HashMap<String, Object>();
            values.put("logins", logins);
            values.put("error", key.isEmpty() ? "" : language.word(key).replace("#", number));
            values.put("next", next(next == null ? field(context, "next") : next));
            values.put("name", field(context, "name"));
            values.put("otherLang", language.other().tag());
            return answer.html(context, status, pages.render("login", language, Map.copyOf(values)));
        });
    }

    private Future<Void> logOut(RoutingContext context) {
        return answer.secret(context)
                .map(sessions::find)
                .orElseGet(() -> Future.succeededFuture(Optional.empty()))
                .compose(session -> session.isPresent()
                                && ConsoleAnswer.sameSite(context)
                                && session.get().owns(field(context, "csrf"))
                        ? sessions.logOut(session.get())
                        : Future.succeededFuture())
                .compose(done -> {
                    answer.forget(context);
                    return answer.seeOther(context, "/console/login");
                });
    }

    /** Only pages of the console. */
    private static String next(String wanted) {
        boolean ours = wanted.startsWith("/console/")
                && !wanted.startsWith("/console/log")
                && wanted.length() <= 500
                && wanted.chars().allMatch(letter -> letter > ' ' && letter < 127 && letter != '\\');
        return ours ? wanted : HOME;
    }

    private static String field(RoutingContext context, String name) {
        String value = context.request().getFormAttribute(name);
        return value == null ? "" : value.strip();
    }
}
