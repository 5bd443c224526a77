package dev.tongfu.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a query as strictly as a body: unknown, repeated or badly encoded parameters are refused. */
final class QueryReader {
    private static final int PARAMETERS_MAX = 20;

    /** The parameters, or what is wrong with them. */
    sealed interface Reading {
        record Valid(Body query) implements Reading {}

        record Faulty(Problem problem) implements Reading {}
    }

    private QueryReader() {}

    static Reading read(@Nullable String rawQuery, BodyShape shape) {
        var errors = new ArrayList<FieldError>();
        var values = new HashMap<String, Object>();
        var seen = new HashSet<String>();
        String[] parts = rawQuery == null || rawQuery.isEmpty() ? new String[0] : rawQuery.split("&", -1);
        if (parts.length > PARAMETERS_MAX) {
            return faulty(List.of(new FieldError("?", "too-many", "at most " + PARAMETERS_MAX + " parameters")));
        }
        for (String part : parts) {
            int equals = part.indexOf('=');
            var name = decoded(equals < 0 ? part : part.substring(0, equals));
            var value = decoded(equals < 0 ? "" : part.substring(equals + 1));
            if (name.isEmpty() || value.isEmpty()) {
                errors.add(new FieldError("?", "bad-encoding", "a parameter is not percent-encoded UTF-8"));
            } else if (!seen.add(name.get())) {
                errors.add(new FieldError("?" + shown(name.get()), "duplicate-key", "this parameter is there twice"));
            } else {
                parameter(name.get(), value.get(), shape.field(name.get()), values)
                        .ifPresent(errors::add);
            }
        }
        return errors.isEmpty() ? new Reading.Valid(Body.ordered(shape, values)) : faulty(errors);
    }

    /** True when every path parameter has its documented form. */
    static boolean fits(Map<String, String> path, BodyShape shape) {
        return shape.fields().stream()
                .allMatch(field -> path.containsKey(field.name())
                        && FieldCheck.text(field, path.getOrDefault(field.name(), ""))
                                .isEmpty());
    }

    private static Optional<FieldError> parameter(
            String name, String value, @Nullable Field field, Map<String, Object> values) {
        if (field == null) {
            return Optional.of(new FieldError("?" + shown(name), "unknown-field", "there is no such parameter"));
        }
        if (field.type() == Field.Type.INTEGER) {
            return integer(field, value, values);
        }
        var fault = FieldCheck.text(field, value);
        if (fault.isEmpty()) {
            values.put(name, value);
        }
        return fault.map(found -> new FieldError("?" + name, found.code(), found.detail()));
    }

    private static Optional<FieldError> integer(Field field, String value, Map<String, Object> values) {
        boolean digits = !value.isEmpty()
                && value.length() <= 18
                && value.chars().allMatch(c -> c >= '0' && c <= '9')
                && (value.length() == 1 || value.charAt(0) != '0');
        if (digits && Long.parseLong(value) >= field.min() && Long.parseLong(value) <= field.max()) {
            values.put(field.name(), Long.parseLong(value));
            return Optional.empty();
        }
        String range = field.name() + " must be an integer from " + field.min() + " to " + field.max();
        return Optional.of(new FieldError("?" + field.name(), "bad-value", range));
    }

    private static Reading faulty(List<FieldError> errors) {
        return new Reading.Faulty(Problem.of(ProblemCode.INVALID_PARAMETERS, errors));
    }

    private static String shown(String name) {
        return name.length() > 64 ? name.substring(0, 64) : name;
    }

    private static Optional<String> decoded(String text) {
        var bytes = ByteBuffer.allocate(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                int high = i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
                int low = i + 2 < text.length() ? Character.digit(text.charAt(i + 2), 16) : -1;
                if (high < 0 || low < 0) {
                    return Optional.empty();
                }
                bytes.put((byte) (high * 16 + low));
                i += 2;
            } else if (c > 0x20 && c < 0x7f) {
                bytes.put((byte) (c == '+' ? ' ' : c));
            } else {
                return Optional.empty();
            }
        }
        try {
            return Optional.of(
                    StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
