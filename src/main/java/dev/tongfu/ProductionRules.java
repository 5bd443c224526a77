package dev.tongfu;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** What a configuration for production may not hold: the demonstration's keys, and merchants on the local machine. */
final class ProductionRules {
    private static final String DEMO_FILES = "conf/demo";

    private ProductionRules() {}

    static void check(JsonNode tree) {
        if (!tree.path("environment").asText().equals("production")) {
            return;
        }
        if (!tree.path("url_guard").path("loopback_merchants").isEmpty()) {
            throw new ConfigException("url_guard.loopback_merchants must be empty when environment is production");
        }
        if (!tree.path("operators").path("console").path("demo_operators").isNull()) {
            throw new ConfigException("operators.console.demo_operators must be null when environment is production");
        }
        refuseDemoFiles("", tree);
    }

    /** The same for a channel's settings. */
    static void checkChannel(Environment environment, Map<String, String> settings) {
        settings.forEach((key, value) -> {
            if (environment == Environment.PRODUCTION && value.contains(DEMO_FILES)) {
                throw new CommandFailure("the setting " + key + " names a file in " + DEMO_FILES
                        + ", whose keys everybody has, and environment is production");
            }
        });
    }

    private static void refuseDemoFiles(String path, JsonNode node) {
        if (node.isTextual() && node.textValue().contains(DEMO_FILES)) {
            throw new ConfigException(path + " names a file in " + DEMO_FILES
                    + ", whose keys everybody has, and environment is production");
        }
        node.properties().forEach(entry -> refuseDemoFiles(ConfigKeys.under(path, entry.getKey()), entry.getValue()));
        if (node.isArray()) {
            node.forEach(item -> refuseDemoFiles(path, item));
        }
    }
}
