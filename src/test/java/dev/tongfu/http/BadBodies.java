package dev.tongfu.http;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes of a good body all the bad ones that its table tells apart; each by a name that says what is bad. */
final class BadBodies {
    private static final int LONG = 300;
    /** Stands for half of a surrogate pair, which UTF-8 has no bytes for; only an escape can say it. */
    private static final String HALF = "half-of-a-pair";

    private final Map<String, String> bodies = new LinkedHashMap<>();

    private BadBodies() {}

    /** By name; the codes they are refused with are {@code invalid-fields} or {@code malformed-json}. */
    static Map<String, String> of(BodyShape shape, JsonObject good) {
        var bad = new BadBodies();
        bad.whole(good);
        bad.members(shape, good, List.of());
        return bad.bodies;
    }

    private void whole(JsonObject good) {
        bodies.put("nothing", "");
        bodies.put("an array", "[" + good.encode() + "]");
        bodies.put("cut short", good.encode().substring(0, good.encode().length() - 1));
        bodies.put("something behind it", good.encode() + "{}");
        bodies.put("a comment", good.encode() + "//");
    }

    private void members(BodyShape shape, JsonObject good, List<String> path) {
        put(path, "unknown field", good, with(good, path, "surprise", "x"));
        for (Field field : shape.fields()) {
            String name = field.name();
            if (field.required()) {
                put(path, "no " + name, good, without(good, path, name));
            }
            put(path, "null " + name, good, with(good, path, name, null));
            put(path, "an array as " + name, good, with(good, path, name, new JsonArray().add(1)));
            duplicate(good, path, name);
            switch (field.type()) {
                case TEXT -> texts(good, path, name);
                case INTEGER -> numbers(good, path, name);
                case OBJECT -> nested(field, good, path, name);
                case METADATA -> metadata(good, path, name);
                case OBJECTS -> list(field, good, path, name);
                case WORDS -> words(good, path, name);
            }
        }
    }

    private void texts(JsonObject good, List<String> path, String name) {
        put(path, "empty " + name, good, with(good, path, name, ""));
        put(path, "a number as " + name, good, with(good, path, name, 7));
        put(path, "too long " + name, good, with(good, path, name, "9".repeat(LONG)));
        put(path, "a control character in " + name, good, with(good, path, name, "a\u0001"));
        put(path, "half a surrogate in " + name, good, with(good, path, name, HALF));
        put(path, "quotes in " + name, good, with(good, path, name, "\"{x}\\"));
    }

    private void numbers(JsonObject good, List<String> path, String name) {
        put(path, "zero " + name, good, with(good, path, name, 0));
        put(path, "negative " + name, good, with(good, path, name, -1));
        put(path, "huge " + name, good, with(good, path, name, 1_000_000_000_000L));
        put(path, "a fraction as " + name, good, with(good, path, name, 1.5));
        put(path, "text as " + name, good, with(good, path, name, "100"));
    }

    private void nested(Field field, JsonObject good, List<String> path, String name) {
        put(path, "text as " + name, good, with(good, path, name, "x"));
        if (good.containsKey(name) && field.shape() != null) {
            var deeper = new ArrayList<>(path);
            deeper.add(name);
            members(field.shape(), good, deeper);
        }
    }

    private void list(Field field, JsonObject good, List<String> path, String name) {
        put(path, "text as " + name, good, with(good, path, name, "x"));
        put(path, "nothing in " + name, good, with(good, path, name, new JsonArray()));
        put(path, "an object as " + name, good, with(good, path, name, new JsonObject()));
        if (field.shape() != null) {
            var deeper = new ArrayList<>(path);
            deeper.add(name);
            deeper.add("0");
            members(field.shape(), good, deeper);
        }
    }

    private void words(JsonObject good, List<String> path, String name) {
        put(path, "text as " + name, good, with(good, path, name, "x"));
        put(path, "nothing in " + name, good, with(good, path, name, new JsonArray()));
        put(path, "an unknown word in " + name, good, with(good, path, name, new JsonArray().add("x")));
    }

    private void metadata(JsonObject good, List<String> path, String name) {
        put(path, "a number in " + name, good, with(good, path, name, new JsonObject().put("a", 1)));
        put(path, "a bad name in " + name, good, with(good, path, name, new JsonObject().put("a b", "1")));
        put(path, "too long in " + name, good, with(good, path, name, new JsonObject().put("a", "1".repeat(LONG))));
    }

    /** The same name a second time, at the end of its object. */
    private void duplicate(JsonObject good, List<String> path, String name) {
        var object = at(good, path);
        if (object.containsKey(name)) {
            var member = new JsonObject().put(name, object.getValue(name)).encode();
            String once = object.encode();
            String twice = once.substring(0, once.length() - 1) + "," + member.substring(1);
            bodies.put(label(path, "twice " + name), good.encode().replace(once, twice));
        }
    }

    private void put(List<String> path, String label, JsonObject good, JsonObject bad) {
        if (!bad.equals(good)) {
            bodies.put(label(path, label), bad.encode().replace(HALF, "a\\ud800"));
        }
    }

    private static String label(List<String> path, String label) {
        return path.isEmpty() ? label : label + " of " + String.join(".", path);
    }

    private static JsonObject with(
            JsonObject good, List<String> path, String name, @org.jspecify.annotations.Nullable Object value) {
        var copy = good.copy();
        at(copy, path).put(name, value);
        return copy;
    }

    private static JsonObject without(JsonObject good, List<String> path, String name) {
        var copy = good.copy();
        at(copy, path).remove(name);
        return copy;
    }

    private static JsonObject at(JsonObject body, List<String> path) {
        Object place = body;
        for (String name : path) {
            place = place instanceof JsonArray list
                    ? list.getJsonObject(Integer.parseInt(name))
                    : ((JsonObject) place).getValue(name);
        }
        return (JsonObject) place;
    }
}
