package dev.tongfu.http;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Turns the parsed {@code openapi.yaml} into tables. */
final class ContractTables {
    private static final Set<String> METHODS = Set.of("get", "post", "put", "delete");

    private ContractTables() {}

    static Map<String, ApiContract.Operation> operations(JsonObject document, String prefix) {
        var operations = new LinkedHashMap<String, ApiContract.Operation>();
        for (var path : document.getJsonObject("paths")) {
            if (path.getKey().startsWith(prefix)) {
                var item = (JsonObject) path.getValue();
                item.fieldNames().stream().filter(METHODS::contains).forEach(method -> {
                    var operation = operation(document, item, item.getJsonObject(method));
                    operations.put(operation.id(), operation);
                });
            }
        }
        return operations;
    }

    static Map<String, Set<String>> methodsByPath(JsonObject document) {
        var methods = new LinkedHashMap<String, Set<String>>();
        for (var path : document.getJsonObject("paths")) {
            var names = new TreeSet<String>();
            ((JsonObject) path.getValue())
                    .fieldNames().stream()
                            .filter(METHODS::contains)
                            .forEach(method -> names.add(method.toUpperCase(Locale.ROOT)));
            methods.put(path.getKey().replaceAll("\\{[^}]+}", "[^/]+"), names);
        }
        return methods;
    }

    /** A path item with its operation ids only. */
    static JsonObject routesOnly(JsonObject item) {
        var bare = new JsonObject();
        item.fieldNames().stream()
                .filter(METHODS::contains)
                .forEach(method -> bare.put(
                        method,
                        new JsonObject()
                                .put("operationId", item.getJsonObject(method).getString("operationId"))
                                .put(
                                        "responses",
                                        new JsonObject().put("200", new JsonObject().put("description", "")))));
        return bare;
    }

    private static ApiContract.Operation operation(JsonObject document, JsonObject item, JsonObject operation) {
        var parameters = new ArrayList<JsonObject>();
        for (var list : List.of(
                item.getJsonArray("parameters", new JsonArray()),
                operation.getJsonArray("parameters", new JsonArray()))) {
            list.forEach(parameter -> parameters.add(resolved(document, (JsonObject) parameter)));
        }
        String id = operation.getString("operationId");
        return new ApiContract.Operation(
                id, shape(document, id, parameters, "query"), shape(document, id, parameters, "path"));
    }

    private static BodyShape shape(JsonObject document, String id, List<JsonObject> parameters, String in) {
        return BodyShape.of(
                id + "/" + in,
                parameters.stream()
                        .filter(parameter -> in.equals(parameter.getString("in")))
                        .map(parameter -> field(
                                parameter.getString("name"), resolved(document, parameter.getJsonObject("schema"))))
                        .toArray(Field[]::new));
    }

    private static Field field(String name, JsonObject schema) {
        Field field = switch (schema.getString("type")) {
            case "integer" -> Field.integer(name, schema.getLong("minimum"), schema.getLong("maximum"));
            case "boolean" -> Field.word(name, "true", "false");
            default -> textField(name, schema);
        };
        Object fallback = schema.getValue("default");
        return fallback == null ? field.optional() : field.or(fallback.toString());
    }

    private static Field textField(String name, JsonObject schema) {
        if (schema.containsKey("enum")) {
            return Field.word(
                    name,
                    schema.getJsonArray("enum").stream().map(String.class::cast).toArray(String[]::new));
        }
        Field field = Field.text(name, 0, schema.getInteger("maxLength", Integer.MAX_VALUE));
        if (schema.containsKey("pattern")) {
            field = field.matching(schema.getString("pattern"));
        }
        return switch (schema.getString("format", "")) {
            case "date-time" -> field.by(TextRule.INSTANT);
            case "date" -> field.by(TextRule.DATE);
            default -> field;
        };
    }

    static JsonObject resolved(JsonObject document, JsonObject value) {
        String reference = value.getString("$ref");
        if (reference == null) {
            return value;
        }
        JsonObject found = document;
        for (String step : reference.substring(2).split("/")) {
            found = found.getJsonObject(step);
        }
        return resolved(document, found);
    }
}
