package dev.tongfu;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Replaces references to secrets by what they refer to: {@code ${env:NAME}} or {@code ${file:path}}.
 *
 * <p>A reference is a whole value. A key that holds a secret takes nothing but a reference, so no secret is ever
 * written into the configuration file. A file's last line break is not part of the secret.
 */
final class ConfigSecrets {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{(env|file):([^}]+)}");
    private static final int FILE_BYTES_MAX = 65_536;
    private static final String MASK = "********";

    private final Function<String, @Nullable String> environment;

    ConfigSecrets(Function<String, @Nullable String> environment) {
        this.environment = environment;
    }

    /** The same tree with every reference replaced by its secret. */
    JsonNode resolve(JsonNode tree) {
        return replace("", "", tree, this::resolveText);
    }

    /** The same tree for people to read: references stay, with a mask before them. */
    JsonNode mask(JsonNode tree) {
        return replace("", "", tree, ConfigSecrets::maskText);
    }

    private static JsonNode replace(String path, String key, JsonNode node, Replacement replacement) {
        if (node instanceof ObjectNode object) {
            var copy = object.objectNode();
            object.properties()
                    .forEach(entry -> copy.set(
                            entry.getKey(),
                            replace(
                                    ConfigKeys.under(path, entry.getKey()),
                                    entry.getKey(),
                                    entry.getValue(),
                                    replacement)));
            return copy;
        }
        if (node instanceof ArrayNode array) {
            var copy = array.arrayNode();
            array.forEach(item -> copy.add(replace(path + "[" + copy.size() + "]", key, item, replacement)));
            return copy;
        }
        return node.isNull() ? node : replacement.of(path, key, node);
    }

    private JsonNode resolveText(String path, String key, JsonNode node) {
        var reference = REFERENCE.matcher(node.asText());
        if (node.isTextual() && reference.matches()) {
            return new TextNode(secret(path, reference));
        }
        if (ConfigKeys.secret(key) && node.isTextual()) {
            throw new ConfigException(path + " holds a secret and takes only a reference, ${env:NAME} or ${file:path}");
        }
        if (node.asText().contains("${")) {
            throw new ConfigException(path + " mixes text and a reference; a reference, ${env:NAME} or ${file:path},"
                    + " is the whole value");
        }
        return node;
    }

    private String secret(String path, Matcher reference) {
        String name = reference.group(2);
        String value = reference.group(1).equals("env") ? fromEnvironment(path, name) : fromFile(path, name);
        if (value.isEmpty()) {
            throw new ConfigException(path + " refers to " + reference.group() + ", which is empty");
        }
        return value;
    }

    private String fromEnvironment(String path, String name) {
        String value = environment.apply(name);
        if (value == null) {
            throw new ConfigException(path + " refers to the environment variable " + name + ", which is not set");
        }
        return value;
    }

    private static String fromFile(String path, String name) {
        try {
            var file = Path.of(name);
            if (Files.size(file) > FILE_BYTES_MAX) {
                throw new ConfigException(
                        path + " refers to the file " + name + ", which is longer than " + FILE_BYTES_MAX + " bytes");
            }
            return Files.readString(file, StandardCharsets.UTF_8).replaceFirst("\\R\\z", "");
        } catch (IOException e) {
            throw (ConfigException)
                    new ConfigException(path + " refers to the file " + name + ", which can't be read as UTF-8 text")
                            .initCause(e);
        }
    }

    private static JsonNode maskText(String path, String key, JsonNode node) {
        if (node.isTextual() && REFERENCE.matcher(node.asText()).matches()) {
            return new TextNode(MASK + " " + node.asText());
        }
        return ConfigKeys.secret(key) && node.isTextual() ? new TextNode(MASK) : node;
    }

    /** What becomes of one value. */
    @FunctionalInterface
    private interface Replacement {
        JsonNode of(String path, String key, JsonNode node);
    }
}
