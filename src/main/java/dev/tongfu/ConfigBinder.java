package dev.tongfu;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Makes records from a tree of YAML, strictly: no key too many, none missing, no value of another type.
 *
 * <p>A record's own rules are its compact constructor's: what it throws becomes the sentence, and a component named
 * by the message's first word becomes its dotted key.
 */
final class ConfigBinder {
    <R extends Record> R bind(JsonNode tree, Class<R> type) {
        return type.cast(bindRecord("", tree, type));
    }

    private Object bindRecord(String path, JsonNode node, Class<?> type) {
        if (!node.isObject()) {
            throw new ConfigException((path.isEmpty() ? "the file" : path) + " must be a section with keys");
        }
        refuseUnknown(path, node, type);
        var components = type.getRecordComponents();
        var values = new @Nullable Object[components.length];
        for (int i = 0; i < components.length; i++) {
            values[i] = bindComponent(path, node, components[i]);
        }
        return construct(path, type, components, values);
    }

    private static void refuseUnknown(String path, JsonNode node, Class<?> type) {
        var known = ConfigKeys.of(type).keySet();
        node.fieldNames().forEachRemaining(key -> {
            if (!known.contains(key)) {
                throw new ConfigException(
                        ConfigKeys.under(path, key) + " is not a key; known here: " + String.join(", ", known));
            }
        });
    }

    private @Nullable Object bindComponent(String path, JsonNode node, RecordComponent component) {
        String at = ConfigKeys.under(path, ConfigKeys.of(component));
        var value = node.get(ConfigKeys.of(component));
        if (value != null && !value.isNull()) {
            return bindValue(at, value, component.getGenericType());
        }
        if (component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
            return null;
        }
        throw new ConfigException(at + " has no value and needs one");
    }

    private Object bindValue(String path, JsonNode node, Type type) {
        if (type instanceof ParameterizedType generic) {
            return bindCollection(path, node, generic);
        }
        var plain = (Class<?>) type;
        if (plain.isRecord()) {
            return bindRecord(path, node, plain);
        }
        return ConfigScalars.read(path, node, plain);
    }

    private Object bindCollection(String path, JsonNode node, ParameterizedType type) {
        var arguments = type.getActualTypeArguments();
        if (type.getRawType() == Map.class && arguments[0] == String.class) {
            return bindMap(path, node, arguments[1]);
        }
        if (!node.isArray()) {
            throw new ConfigException(path + " must be a list, such as [a, b]");
        }
        var items = new ArrayList<Object>();
        node.forEach(item -> items.add(bindValue(path + "[" + items.size() + "]", item, arguments[0])));
        if (type.getRawType() == List.class) {
            return List.copyOf(items);
        }
        if (type.getRawType() == Set.class) {
            if (new LinkedHashSet<>(items).size() != items.size()) {
                throw new ConfigException(path + " names a value twice");
            }
            return Set.copyOf(items);
        }
        throw new IllegalStateException("no configuration of type " + type);
    }

    private Map<String, Object> bindMap(String path, JsonNode node, Type type) {
        if (!node.isObject()) {
            throw new ConfigException(path + " must be a section with keys");
        }
        var map = new LinkedHashMap<String, Object>();
        node.properties()
                .forEach(entry -> map.put(
                        entry.getKey(), bindValue(ConfigKeys.under(path, entry.getKey()), entry.getValue(), type)));
        return Map.copyOf(map);
    }

    private static Object construct(
            String path, Class<?> type, RecordComponent[] components, @Nullable Object[] values) {
        try {
            var parameters =
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            var constructor = type.getDeclaredConstructor(parameters);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            var rule = e.getCause();
            if (rule instanceof IllegalArgumentException || rule instanceof DateTimeException) {
                String sentence = sentence(path, components, values, String.valueOf(rule.getMessage()));
                throw (ConfigException) new ConfigException(sentence).initCause(rule);
            }
            throw new IllegalStateException("configuration " + path, e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("configuration " + path, e);
        }
    }

    private static String sentence(
            String path, RecordComponent[] components, @Nullable Object[] values, String message) {
        for (var component : components) {
            String key = ConfigKeys.of(component);
            for (String name : List.of(component.getName(), key)) {
                if (message.startsWith(name + " ")) {
                    return ConfigKeys.under(path, key) + message.substring(name.length());
                }
            }
        }
        return (path.isEmpty() ? "" : path + ": ") + message + numbers(components, values);
    }

    /** A rule that names no key is about the section's numbers together, so they are shown. */
    private static String numbers(RecordComponent[] components, @Nullable Object[] values) {
        var shown = new StringJoiner(", ", " (", ")").setEmptyValue("");
        for (int i = 0; i < components.length; i++) {
            if (values[i] instanceof Number) {
                shown.add(ConfigKeys.of(components[i]) + ": " + values[i]);
            }
        }
        return shown.toString();
    }
}
