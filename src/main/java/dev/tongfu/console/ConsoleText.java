package dev.tongfu.console;

import dev.tongfu.http.ProblemCode;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/** What refusals are called in the operator's language. */
final class ConsoleText {
    private static final Properties TEXTS = load();

    private ConsoleText() {}

    static String title(ProblemCode code, ConsoleLanguage language) {
        return language == ConsoleLanguage.EN
                ? code.title()
                : TEXTS.getProperty(code.code() + ".title.zh", code.title());
    }

    private static Properties load() {
        try (var in = ConsoleText.class.getResourceAsStream("/problems.properties")) {
            if (in == null) {
                throw new IllegalStateException("the program lacks its resource problems.properties");
            }
            var texts = new Properties();
            texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
            return texts;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
