package dev.tongfu.console;

import dev.tongfu.audit.Operator;
import io.vertx.ext.web.RoutingContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Optional;

/** One request of an operator who is logged in. */
record Visit(RoutingContext context, ConsoleSession session, ConsoleLanguage language) {
    private static final int TEXT_MAX = 200;
    private static final int REASON_MAX = 1_000;

    Operator operator() {
        return session.operator();
    }

    /** A part of the address. */
    String path(String name) {
        return context.pathParam(name);
    }

    /** What was asked for, without blanks around; empty when nothing was, or it is too long to mean anything. */
    String query(String name) {
        String value = context.queryParams().get(name);
        return value == null || value.length() > TEXT_MAX ? "" : value.strip();
    }

    Optional<LocalDate> date(String name) {
        return day(query(name));
    }

    static Optional<LocalDate> day(String text) {
        return AdminQuery.day(text);
    }

    /** A field of the form that was posted. */
    String field(String name) {
        String value = context.request().getFormAttribute(name);
        return value == null || value.length() > REASON_MAX ? "" : value.strip();
    }

    /** Where the operator was before the act; only ever a page of the console. */
    String back() {
        String wanted = field("back");
        boolean ours = wanted.startsWith("/console/")
                && wanted.chars().allMatch(letter -> letter > ' ' && letter < 127 && letter != '\\');
        return ours ? wanted : "/console/today";
    }

    /** This page's own address. */
    String here() {
        return context.request().uri();
    }

    /** The part of the console that this page belongs to. */
    String section() {
        String path = context.request().path();
        String first = path.split("/", -1)[2];
        return switch (first) {
            case "reconciliation", "runs", "statements", "breaks", "proposals" -> "reconciliation";
            case "settlements", "payouts" -> "settlements";
            case "ledger", "accounts", "transfers" -> "ledger";
            default -> first;
        };
    }

    /** This page in the other language. */
    String inOtherLanguage() {
        return with("lang", language.other().tag());
    }

    /** This page with one thing asked for differently. */
    String with(String name, String value) {
        var query = new StringBuilder("?");
        context.queryParams().forEach(entry -> {
            if (!entry.getKey().equals(name)) {
                query.append(encoded(entry.getKey()))
                        .append('=')
                        .append(encoded(entry.getValue()))
                        .append('&');
            }
        });
        return context.request().path() + query + name + "=" + encoded(value);
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
