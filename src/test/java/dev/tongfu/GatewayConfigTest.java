package dev.tongfu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GatewayConfigTest {
    private static final Path FILE = Path.of("conf/tongfu.yaml");
    private static final Set<String> LEAVES = ConfigKeys.paths(GatewayConfig.class);
    private static final Pattern VALUE = Pattern.compile("^ *[a-z0-9_]+: *[^# ]");

    private final ConfigLoader<GatewayConfig> loader = GatewayConfig.loader(name -> "a secret of " + name);

    @Test
    void theFileNamesEveryKeyWithItsDefault() throws IOException {
        // Given
        var file = new YAMLMapper().readTree(Files.readString(FILE));

        // When
        var defaults = new YAMLMapper().readTree(GatewayConfig.defaults());

        // Then
        assertThat(file).isEqualTo(defaults);
        assertThat(paths("", file).collect(Collectors.toSet())).isEqualTo(LEAVES);
    }

    @Test
    void theFileExplainsEveryValueAndItsDefaultBesideItOrAbove() throws IOException {
        var lines = Files.readAllLines(FILE);
        for (int i = 0; i < lines.size(); i++) {
            if (VALUE.matcher(lines.get(i)).find()) {
                assertThat(lines.get(i) + lines.get(i - 1)).as("line %d", i + 1).containsPattern("#.*default");
            }
        }
    }

    @Test
    void theDefaultsLoadAndNoSecretIsPrinted() {
        // When
        var loaded = loader.load(FILE);

        // Then
        assertThat(loaded.config().environment()).isEqualTo(Environment.PRODUCTION);
        assertThat(loaded.config().database().appPassword()).isEqualTo("a secret of TONGFU_DB_APP_PASSWORD");
        assertThat(loaded.effective()).contains("app_user: tongfu_app").doesNotContain("a secret of");
        assertThat(loaded.config().toString()).doesNotContain("a secret of");
    }

    @Test
    void rangesAreHeldAndNameTheirKey() {
        assertThatThrownBy(() -> loader.read("file", "database: {pool_size: 0}"))
                .isInstanceOf(ConfigException.class)
                .hasMessage("database.pool_size is 1 to 1000 connections");
        assertThatThrownBy(() -> loader.read("file", "merchants: {refresh_ms: 4000}"))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("merchants.refresh_ms and refresh_timeout_ms together are below 5000");
    }

    @Test
    void everySectionsRulesNameTheKeyOrShowTheSectionsNumbers() {
        assertThat(List.of(
                        "http: {port: 70000}|http.port must be 0 to 65535",
                        "micro_batch: {batch_items_max: 0}|micro_batch.batch_items_max must be at least 1",
                        "request_signature: {skew_max_seconds: 0}|request_signature.skew_max_seconds must be 1 to 3600",
                        "notification: {lease_ms: 0}|notification.lease_ms",
                        "banks: {abc: {breaker: {window_ms: 0}}}|banks.abc.breaker: every number",
                        "banks: {abc: {breaker: {window_ms: 0}}}|window_ms: 0",
                        "banks: {abc: {calendar: {zone: Mars/North}}}|banks.abc.calendar: Unknown time-zone",
                        "inquiry: {schedules_s: {abc: [soon]}}|inquiry.schedules_s.abc[0] must be a whole number"))
                .allSatisfy(line -> {
                    var parts = line.split("\\|", 2);
                    assertThatThrownBy(() -> loader.read("file", parts[0]))
                            .isInstanceOf(ConfigException.class)
                            .hasMessageContaining(parts[1]);
                });
    }

    @Test
    void productionRefusesWhatOnlyADemonstrationMayHave() {
        // Given
        var demoKey = "database: {app_password: \"${file:conf/demo/password}\"}";
        var loopback = "url_guard: {loopback_merchants: [m_demo]}";

        // When, Then
        assertThatThrownBy(() -> loader.read("file", demoKey))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("database.app_password names a file in conf/demo");
        assertThatThrownBy(() -> loader.read("file", loopback))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("url_guard.loopback_merchants must be empty");
    }

    private static Stream<String> paths(String path, JsonNode node) {
        return node.properties().stream().flatMap(entry -> {
            String at = ConfigKeys.under(path, entry.getKey());
            boolean leaf = !entry.getValue().isObject() || LEAVES.contains(at);
            return leaf ? Stream.of(at) : paths(at, entry.getValue());
        });
    }
}
