package dev.tongfu;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads a configuration: the built-in defaults, over them the operator's file, then the secrets referred to.
 *
 * <p>Whatever is wrong is a {@link ConfigException} with one sentence. Sections merge key by key; lists, maps of
 * free keys and values replace. Files are UTF-8 of at most 1 MiB.
 */
public final class ConfigLoader<R extends Record> {
    private static final int FILE_BYTES_MAX = 1 << 20;

    private final YAMLMapper yaml = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .build();
    private final Class<R> type;
    private final Set<String> leaves;
    private final String defaults;
    private final ConfigSecrets secrets;
    private final Consumer<JsonNode> rules;

    /**
     * A loader of one kind of configuration.
     *
     * @param defaults YAML text with every key that has a default
     * @param environment environment variables by name
     * @param rules looks at the merged tree before secrets are read, and throws what it refuses
     */
    public ConfigLoader(
            Class<R> type, String defaults, Function<String, @Nullable String> environment, Consumer<JsonNode> rules) {
        this.type = type;
        this.leaves = ConfigKeys.paths(type);
        this.defaults = defaults;
        this.secrets = new ConfigSecrets(environment);
        this.rules = rules;
    }

    /** The defaults with the file's values over them. */
    public Loaded<R> load(Path file) {
        return read(file.toString(), text(file));
    }

    /** The defaults with the text's values over them; the name is for sentences about the text as a whole. */
    public Loaded<R> read(String name, String text) {
        return read(name, text, "");
    }

    /** The same with a second text laid over the first. */
    public Loaded<R> read(String name, String text, String over) {
        var below = merge("", parse("the built-in defaults", defaults), parse(name, text));
        var merged = merge("", below, parse(name, over));
        rules.accept(merged);
        var resolved = secrets.resolve(merged);
        var config = new ConfigBinder().bind(resolved, type);
        return new Loaded<>(config, print(secrets.mask(merged)));
    }

    private static String text(Path file) {
        try {
            if (Files.size(file) > FILE_BYTES_MAX) {
                throw new ConfigException(file + " is longer than " + FILE_BYTES_MAX + " bytes");
            }
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw (ConfigException)
                    new ConfigException("there is no configuration file " + file + "; name one with --config")
                            .initCause(e);
        } catch (IOException e) {
            throw (ConfigException) new ConfigException(file + " can't be read as UTF-8 text").initCause(e);
        }
    }

    private JsonNode parse(String name, String text) {
        try {
            var tree = yaml.readTree(text);
            return tree == null || tree.isMissingNode() || tree.isNull() ? JsonNodeFactory.instance.objectNode() : tree;
        } catch (JsonProcessingException e) {
            throw (ConfigException) new ConfigException(name + where(e) + " is not plain YAML with each key once: "
                            + e.getOriginalMessage().lines().findFirst().orElse("unreadable"))
                    .initCause(e);
        }
    }

    private static String where(JacksonException e) {
        return e.getLocation() == null ? "" : " line " + e.getLocation().getLineNr();
    }

    private JsonNode merge(String path, JsonNode below, JsonNode above) {
        if (leaves.contains(path) || !(below instanceof ObjectNode base) || !(above instanceof ObjectNode over)) {
            return above;
        }
        var merged = base.deepCopy();
        over.properties().forEach(entry -> {
            String key = entry.getKey();
            var known = base.get(key);
            var value = entry.getValue();
            merged.set(key, known == null ? value : merge(ConfigKeys.under(path, key), known, value));
        });
        return merged;
    }

    private String print(JsonNode tree) {
        try {
            return yaml.writeValueAsString(tree);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree that was read can be written", e);
        }
    }

    /**
     * A configuration and how to show it.
     *
     * @param effective every key with the value in force, as YAML, secrets masked
     */
    public record Loaded<R extends Record>(R config, String effective) {
        @Override
        public String toString() {
            return effective;
        }
    }
}
