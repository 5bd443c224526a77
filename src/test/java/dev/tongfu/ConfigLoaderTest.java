package dev.tongfu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigLoaderTest {
    private static final String DEFAULTS = """
            colour: green
            start_at: "06:00"
            pool:
              size: 4
              password: ${env:POOL_PASSWORD}
              note: null
            hosts: [a, b]
            limits: {a: 1}
            """;

    private final ConfigLoader<Sample> loader =
            new ConfigLoader<>(Sample.class, DEFAULTS, Map.of("POOL_PASSWORD", "hush", "EMPTY", "")::get, tree -> {});

    record Sample(Colour colour, LocalTime startAt, Pool pool, List<String> hosts, Map<String, Integer> limits) {}

    record Pool(int size, String password, @Nullable String note) {
        Pool {
            if (size < 1 || size > 64) {
                throw new IllegalArgumentException("size is 1 to 64 connections");
            }
        }
    }

    enum Colour {
        GREEN,
        DARK_BLUE
    }

    @Test
    void missingKeysTakeTheirDefaultsAndGivenOnesReplaceThem() {
        // When
        var config = loader.read("file", "colour: dark_blue\npool: {note: mine}\nhosts: [c]\nlimits: {b: 2}")
                .config();

        // Then
        assertThat(config)
                .isEqualTo(new Sample(
                        Colour.DARK_BLUE,
                        LocalTime.of(6, 0),
                        new Pool(4, "hush", "mine"),
                        List.of("c"),
                        Map.of("b", 2)));
    }

    @Test
    void anEmptyFileMeansTheDefaults() {
        assertThat(loader.read("file", "# nothing\n").config().pool()).isEqualTo(new Pool(4, "hush", null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pool: {sise: 3}         | pool.sise is not a key; known here: note, password, size",
                "extra: 1                | extra is not a key; known here: colour, hosts, limits, pool, start_at",
                "pool: {size: many}      | pool.size must be a whole number",
                "pool: {size: 1.5}       | pool.size must be a whole number",
                "pool: {size: 5000000000} | pool.size must be a whole number from -2147483648 to 2147483647",
                "pool: {size: 65}        | pool.size is 1 to 64 connections",
                "pool: {size: }          | pool.size has no value and needs one",
                "pool: 7                 | pool must be a section with keys",
                "colour: red             | colour must be one of: green, dark_blue",
                "start_at: \"25:00\"     | start_at must be a time such as \"06:00\"",
                "hosts: a                | hosts must be a list, such as [a, b]",
                "hosts: [a, 7]           | hosts[1] must be text (in quotes where it looks like a number)",
                "limits: {x: y}          | limits.x must be a whole number",
                "pool: {password: plain} | pool.password holds a secret and takes only a reference, "
                        + "${env:NAME} or ${file:path}",
                "pool: {password: \"${env:NONE}\"} | pool.password refers to the environment variable NONE, "
                        + "which is not set",
                "pool: {password: \"${env:EMPTY}\"} | pool.password refers to ${env:EMPTY}, which is empty",
                "pool: {password: \"${file:/none/such}\"} | pool.password refers to the file /none/such, "
                        + "which can't be read as UTF-8 text",
                "hosts: [\"x${env:POOL_PASSWORD}\"] | hosts[0] mixes text and a reference; a reference, "
                        + "${env:NAME} or ${file:path}, is the whole value",
            })
    void whatIsWrongIsNamedInOneSentence(String text, String sentence) {
        assertThatThrownBy(() -> loader.read("file", text))
                .isInstanceOf(ConfigException.class)
                .hasMessage(sentence);
    }

    @Test
    void aKeyGivenTwiceOrBrokenYamlIsRefusedWithItsLine() {
        assertThatThrownBy(() -> loader.read("my.yaml", "colour: green\ncolour: green"))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("my.yaml line 2 is not plain YAML with each key once");
        assertThatThrownBy(() -> loader.read("my.yaml", "a: [1"))
                .isInstanceOf(ConfigException.class)
                .hasMessageNotContaining("\n");
    }

    @Test
    void aMissingFileIsNamed(@TempDir Path folder) {
        assertThatThrownBy(() -> loader.load(folder.resolve("none.yaml")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("there is no configuration file")
                .hasMessageContaining("none.yaml");
    }

    @Test
    void aSecretInAFileLosesItsLastLineBreakOnly(@TempDir Path folder) throws IOException {
        // Given
        var secret = Files.writeString(folder.resolve("secret"), " two words \n");

        // When
        var config = loader.read("file", "pool: {password: \"${file:" + secret + "}\"}")
                .config();

        // Then
        assertThat(config.pool().password()).isEqualTo(" two words ");
    }

    @Test
    void theEffectiveConfigurationShowsEverythingButSecrets() {
        // When
        var effective = loader.read("file", "pool: {size: 9}").effective();

        // Then
        assertThat(effective)
                .contains("colour: green", "size: 9", "********", "${env:POOL_PASSWORD}")
                .doesNotContain("hush");
    }

    @Test
    void secretsAreKnownByTheLastWordOfTheirKey() {
        assertThat(Set.of("password", "app_password", "totp_secret", "secrets_key", "api_tokens"))
                .allMatch(ConfigKeys::secret);
        assertThat(Set.of("key_file", "password_length_min", "monkey", "secret_rotation_hours"))
                .noneMatch(ConfigKeys::secret);
    }
}
