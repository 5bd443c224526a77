package dev.tongfu.console;

import io.pebbletemplates.pebble.PebbleEngine;
import io.pebbletemplates.pebble.loader.ClasspathLoader;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Renders the console's pages; every value is escaped, and a value or word that is missing is a failure. */
final class ConsolePages {
    /** Read at once, so that no request waits for a file, and none that is faulty waits for its first visitor. */
    private static final List<String> ALL = List.of(
            "login",
            "broken",
            "message",
            "today",
            "payments",
            "payment",
            "reconciliation",
            "run",
            "statement",
            "breaks",
            "break",
            "proposals",
            "settlements",
            "settlement",
            "payouts",
            "ledger",
            "accounts",
            "transfers",
            "audit");

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
        ALL.forEach(engine::getTemplate);
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
