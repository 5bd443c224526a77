package dev.tongfu.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a list is asked for: a window of time, a size and a place to go on from.
 *
 * @param after null for the first page
 */
record ListQuery(
        Instant from, Instant to, int limit, @Nullable Cursor after) {
    private static final Duration WINDOW_DEFAULT = Duration.ofDays(1);
    private static final Duration WINDOW_MAX = Duration.ofDays(31);

    /** The query, or why not. */
    sealed interface Reading {
        record Valid(ListQuery query) implements Reading {}

        record Faulty(Problem problem) implements Reading {}
    }

    /** Without {@code to}: until now; without {@code from}: one day. */
    static Reading read(Body query, String list, int keyParts, Instant now) {
        Instant to = instant(query, "to").orElse(now);
        Instant from = instant(query, "from").orElse(to.minus(WINDOW_DEFAULT));
        if (!from.isBefore(to)) {
            return faulty("?to", "bad-value", "to must be after from");
        }
        if (Duration.between(from, to).compareTo(WINDOW_MAX) > 0) {
            return new Reading.Faulty(
                    Problem.of(ProblemCode.WINDOW_TOO_LONG, "A window has at most " + WINDOW_MAX.toDays() + " days."));
        }
        Cursor after = null;
        if (query.has("cursor")) {
            var read = Cursor.read(query.text("cursor"), list, keyParts);
            if (read.isEmpty()) {
                return faulty("?cursor", "bad-value", "cursor must be the next of a page of this list");
            }
            after = read.get();
        }
        return new Reading.Valid(new ListQuery(from, to, Math.toIntExact(query.number("limit")), after));
    }

    static Optional<Instant> instant(Body query, String name) {
        return query.optionalText(name).map(ListQuery::instant);
    }

    static Instant instant(String text) {
        return OffsetDateTime.parse(text).toInstant();
    }

    /** A moment inside a cursor. */
    static Optional<Instant> moment(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Reading faulty(String pointer, String code, String detail) {
        return new Reading.Faulty(
                Problem.of(ProblemCode.INVALID_PARAMETERS, List.of(new FieldError(pointer, code, detail))));
    }
}
