package dev.tongfu.console;

import io.pebbletemplates.pebble.PebbleEngine;
import io.pebbletemplates.pebble.loader.ClasspathLoader;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/** Renders the console's pages; every value is escaped, and a value or word that is missing is a failure. */
final class ConsolePages {
    private final PebbleEngine engine;
    private final String version;

    /** @param version of style and script, so that browsers may keep them */
    ConsolePages(String version) {
        this.version = version;
        var loader = new ClasspathLoader();
        loader.setPrefix("templates/console");
        loader.setSuffix(".peb");
        engine = new PebbleEngine.Builder()
                .loader(loader)
                .extension(new ConsoleFilters())
                .autoEscaping(true)
                .strictVariables(true)
                .build();
    }

    String render(String template, ConsoleLanguage language, Map<String, Object> values) {
        var context = new HashMap<String, Object>(values);
        var words = new HashMap<String, String>();
        language.words().forEach((key, word) -> words.put(key.replace('.', '_'), word));
        context.put("w", words);
        context.put(ConsoleFilters.LANGUAGE, language);
        context.put("lang", language.tag());
        context.put("version", version);
        var text = new StringWriter();
        try {
            engine.getTemplate(template).evaluate(text, context);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return text.toString();
    }
}
