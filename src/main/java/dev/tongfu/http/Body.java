package dev.tongfu.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A body that fits its shape: values by name, in the shape's order, defaults filled in.
 *
 * <p>Asking for a field the shape does not have is a fault of the program. Values never show in {@code toString}.
 */
public final class Body {
    private final Map<String, Object> values;

    Body(Map<String, Object> values) {
        this.values = values;
    }

    /** The shape's fields in its order, from what was read in any order. */
    static Body ordered(BodyShape shape, Map<String, Object> read) {
        var values = new LinkedHashMap<String, Object>();
        for (Field field : shape.fields()) {
            Object value = read.get(field.name());
            if (value == null && field.fallback() != null) {
                value = field.type() == Field.Type.INTEGER ? Long.valueOf(field.fallback()) : field.fallback();
            }
            if (value != null) {
                values.put(field.name(), value);
            }
        }
        return new Body(values);
    }

    public boolean has(String name) {
        return values.containsKey(name);
    }

    public String text(String name) {
        return required(name, String.class);
    }

    public Optional<String> optionalText(String name) {
        return optional(name, String.class);
    }

    public long number(String name) {
        return required(name, Long.class);
    }

    public Body object(String name) {
        return required(name, Body.class);
    }

    /** The members of an array of objects; empty when the field is absent. */
    @SuppressWarnings("unchecked") // the reader puts only bodies there
    public List<Body> objects(String name) {
        return optional(name, List.class).map(list -> (List<Body>) list).orElse(List.of());
    }

    /** The members of an array of words; empty when the field is absent. */
    @SuppressWarnings("unchecked") // the reader puts only strings there
    public List<String> words(String name) {
        return optional(name, List.class).map(list -> (List<String>) list).orElse(List.of());
    }

    /** Free strings by name, in the order of the request; empty when the field is absent. */
    @SuppressWarnings("unchecked") // the reader puts only strings there
    public Map<String, String> metadata(String name) {
        return optional(name, Map.class).map(map -> (Map<String, String>) map).orElse(Map.of());
    }

    private <T> T required(String name, Class<T> type) {
        return optional(name, type).orElseThrow(() -> new IllegalStateException("no such field: " + name));
    }

    private <T> Optional<T> optional(String name, Class<T> type) {
        @Nullable Object value = values.get(name);
        return Optional.ofNullable(value).map(type::cast);
    }

    @Override
    public String toString() {
        return "Body" + values.keySet();
    }
}
