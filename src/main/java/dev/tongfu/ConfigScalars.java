package dev.tongfu;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Single values of the configuration, by type. */
final class ConfigScalars {
    private static final Map<Class<?>, TextType> TEXTS = Map.of(
            String.class, new TextType("text", text -> text),
            Path.class, new TextType("a path", Path::of),
            URI.class, new TextType("an address such as https://host/path", URI::create),
            ZoneId.class, new TextType("a time zone such as Asia/Shanghai", ZoneId::of),
            LocalTime.class, new TextType("a time such as \"06:00\"", LocalTime::parse),
            LocalDate.class, new TextType("a date such as \"2026-11-23\"", LocalDate::parse));

    private ConfigScalars() {}

    static Object read(String path, JsonNode node, Class<?> type) {
        if (type == int.class || type == Integer.class) {
            return number(path, node, Integer.MIN_VALUE, Integer.MAX_VALUE).intValue();
        }
        if (type == long.class || type == Long.class) {
            return number(path, node, Long.MIN_VALUE, Long.MAX_VALUE);
        }
        if (type == double.class || type == Double.class) {
            require(node.isNumber(), path, "a number");
            return node.doubleValue();
        }
        if (type == boolean.class || type == Boolean.class) {
            require(node.isBoolean(), path, "true or false");
            return node.booleanValue();
        }
        return type.isEnum() ? constant(path, node, type) : text(path, node, type);
    }

    private static Long number(String path, JsonNode node, long min, long max) {
        require(node.isIntegralNumber(), path, "a whole number");
        require(
                node.canConvertToLong() && node.longValue() >= min && node.longValue() <= max,
                path,
                "a whole number from " + min + " to " + max);
        return node.longValue();
    }

    private static Object constant(String path, JsonNode node, Class<?> type) {
        var byName = Arrays.stream(type.getEnumConstants())
                .collect(Collectors.toMap(ConfigScalars::name, constant -> constant));
        var names = Arrays.stream(type.getEnumConstants()).map(ConfigScalars::name);
        var constant = node.isTextual() ? byName.get(node.textValue()) : null;
        if (constant == null) {
            throw new ConfigException(path + " must be one of: " + names.collect(Collectors.joining(", ")));
        }
        return constant;
    }

    private static String name(Object constant) {
        return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT);
    }

    private static Object text(String path, JsonNode node, Class<?> type) {
        var reader = TEXTS.get(type);
        if (reader == null) {
            throw new IllegalStateException("no configuration of type " + type);
        }
        require(node.isTextual(), path, reader.words() + " (in quotes where it looks like a number)");
        try {
            return reader.parse().apply(node.textValue());
        } catch (IllegalArgumentException | java.time.DateTimeException e) {
            throw (ConfigException) new ConfigException(path + " must be " + reader.words()).initCause(e);
        }
    }

    private static void require(boolean condition, String path, String words) {
        if (!condition) {
            throw new ConfigException(path + " must be " + words);
        }
    }

    private record TextType(String words, Function<String, Object> parse) {}
}
