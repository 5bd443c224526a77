package dev.tongfu.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a body may hold: a table of fields and the rules between them.
 *
 * <p>Fields are kept in the table's order whatever the order of the request, so that two requests are compared field
 * by field.
 */
public final class BodyShape {
    static final int METADATA_MAX = 16;
    static final int METADATA_VALUE_MAX = 256;
    static final Pattern METADATA_NAME = Pattern.compile("^[A-Za-z0-9_.-]{1,40}$");

    private final String name;
    private final Map<String, Field> fields;
    private final List<Function<Body, List<FieldError>>> rules;

    private BodyShape(String name, Map<String, Field> fields, List<Function<Body, List<FieldError>>> rules) {
        this.name = name;
        this.fields = fields;
        this.rules = rules;
    }

    /** A shape without rules between its fields. */
    public static BodyShape of(String name, Field... fields) {
        var table = new LinkedHashMap<String, Field>();
        for (Field field : fields) {
            if (table.put(field.name(), field) != null) {
                throw new IllegalStateException("two fields of one name: " + field.name());
            }
        }
        return new BodyShape(name, table, List.of());
    }

    /** The same with one more rule, asked only when every field is right by itself. */
    public BodyShape and(Function<Body, List<FieldError>> rule) {
        var more = new ArrayList<>(rules);
        more.add(rule);
        return new BodyShape(name, fields, List.copyOf(more));
    }

    /** The name of the schema in {@code openapi.yaml}. */
    public String name() {
        return name;
    }

    /** In the table's order. */
    public List<Field> fields() {
        return List.copyOf(fields.values());
    }

    @Nullable
    Field field(String fieldName) {
        return fields.get(fieldName);
    }

    List<FieldError> broken(Body body) {
        var errors = new ArrayList<FieldError>();
        rules.forEach(rule -> errors.addAll(rule.apply(body)));
        return errors;
    }
}
