package dev.tongfu.console;

import dev.tongfu.http.FieldError;
import dev.tongfu.http.Problem;
import dev.tongfu.http.ProblemCode;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The query of a list: each parameter known, given once and readable, or the list is refused. */
final class ListParameters {
    static final int LIMIT_DEFAULT = 100;
    static final int LIMIT_MAX = 500;

    private static final int TEXT_MAX = 200;
    private static final Pattern WORD = Pattern.compile("[a-z0-9_]{1,32}");

    private final RoutingContext context;
    private final List<FieldError> errors = new ArrayList<>();

    ListParameters(RoutingContext context, Set<String> known) {
        this.context = context;
        context.queryParams().names().forEach(name -> {
            if (!known.contains(name) || context.queryParams().getAll(name).size() > 1) {
                faulty(name, "is not a parameter of this list, or is there twice");
            }
        });
    }

    /** Empty when it is not given. */
    String text(String name) {
        String value = context.queryParams().get(name);
        if (value == null) {
            return "";
        }
        if (value.isEmpty() || value.length() > TEXT_MAX) {
            faulty(name, "must have 1 to " + TEXT_MAX + " characters");
        }
        return value;
    }

    /** A status or another word of our own; empty when it is not given. */
    String word(String name) {
        String value = text(name);
        if (!value.isEmpty() && !WORD.matcher(value).matches()) {
            faulty(name, "must be a word of small letters");
        }
        return value;
    }

    int limit() {
        String value = text("limit");
        if (value.isEmpty()) {
            return LIMIT_DEFAULT;
        }
        if (!value.matches("[0-9]{1,3}") || Integer.parseInt(value) < 1 || Integer.parseInt(value) > LIMIT_MAX) {
            faulty("limit", "must be 1 to " + LIMIT_MAX);
            return LIMIT_DEFAULT;
        }
        return Integer.parseInt(value);
    }

    Instant instant(String name, Instant otherwise) {
        String value = text(name);
        try {
            return value.isEmpty() ? otherwise : OffsetDateTime.parse(value).toInstant();
        } catch (DateTimeException unreadable) {
            faulty(name, "must be a moment as 2026-11-26T08:00:00Z");
            return otherwise;
        }
    }

    LocalDate date(String name, LocalDate otherwise) {
        String value = text(name);
        try {
            return value.isEmpty() ? otherwise : LocalDate.parse(value);
        } catch (DateTimeException unreadable) {
            faulty(name, "must be a date as YYYY-MM-DD");
            return otherwise;
        }
    }

    /** Where the page before ended: as many parts as asked for, or none on the first page. */
    List<String> cursor(int parts) {
        String value = text("cursor");
        if (value.isEmpty()) {
            return List.of();
        }
        var key = decoded(value);
        if (key.size() != parts) {
            faulty("cursor", "must be the next of a page of this list");
            return List.of();
        }
        return key;
    }

    /** No parts when the text is no cursor at all. */
    private static List<String> decoded(String text) {
        try {
            return List.of(new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split("\n", -1));
        } catch (IllegalArgumentException unreadable) {
            return List.of();
        }
    }

    static String cursor(List<String> key) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(String.join("\n", key).getBytes(StandardCharsets.UTF_8));
    }

    void faulty(String name, String detail) {
        errors.add(new FieldError("?" + name, "bad-value", name + " " + detail));
    }

    boolean valid() {
        return errors.isEmpty();
    }

    Problem problem() {
        return Problem.of(ProblemCode.INVALID_PARAMETERS, errors);
    }
}
