package dev.tongfu;

import java.lang.reflect.RecordComponent;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How record components are named in YAML, and which of them hold secrets.
 *
 * <p>A key is the component's name in snake_case. A key whose last word is password, passphrase, secret, key, token
 * or pin (or their plural) holds a secret.
 */
final class ConfigKeys {
    private static final Pattern HUMP = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");
    private static final Pattern SECRET =
            Pattern.compile("(?:.*_)?(?:password|passphrase|secret|key|token|pin)s?", Pattern.DOTALL);

    private ConfigKeys() {}

    static String of(RecordComponent component) {
        return snake(component.getName());
    }

    static String snake(String camel) {
        return HUMP.matcher(camel).replaceAll("_").toLowerCase(Locale.ROOT);
    }

    static boolean secret(String key) {
        return SECRET.matcher(key).matches();
    }

    static String under(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    /** The keys of a record by their names, in the order of their names. */
    static Map<String, RecordComponent> of(Class<?> type) {
        var keys = new TreeMap<String, RecordComponent>();
        for (var component : type.getRecordComponents()) {
            keys.put(of(component), component);
        }
        return keys;
    }

    /** The dotted paths of everything in a record and the records in it. */
    static Set<String> paths(Class<?> type) {
        return walk("", type).collect(Collectors.toUnmodifiableSet());
    }

    private static Stream<String> walk(String path, Class<?> type) {
        return Stream.of(type.getRecordComponents()).flatMap(component -> {
            String at = under(path, of(component));
            return component.getType().isRecord() ? walk(at, component.getType()) : Stream.of(at);
        });
    }
}
