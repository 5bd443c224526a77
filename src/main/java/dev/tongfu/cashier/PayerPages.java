package dev.tongfu.cashier;

import io.pebbletemplates.pebble.PebbleEngine;
import io.pebbletemplates.pebble.loader.ClasspathLoader;
import io.pebbletemplates.pebble.template.PebbleTemplate;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.text.MessageFormat;
import java.util.HashMap;
import java.util.Map;

/** Renders the payer's pages from templates read once at start; every value is escaped. */
final class PayerPages {
    private final PebbleTemplate cashier;
    private final PebbleTemplate result;
    private final PebbleTemplate post;

    PayerPages() {
        var loader = new ClasspathLoader();
        loader.setPrefix("templates");
        loader.setSuffix(".peb");
        var engine = new PebbleEngine.Builder()
                .loader(loader)
                .autoEscaping(true)
                .strictVariables(true)
                .build();
        cashier = engine.getTemplate("cashier");
        result = engine.getTemplate("result");
        post = engine.getTemplate("post");
    }

    String cashier(Language language, Map<String, Object> values) {
        return render(cashier, language, values);
    }

    String result(Language language, Map<String, Object> values) {
        return render(result, language, values);
    }

    /** A page that posts a form by itself, with a button for browsers without script. */
    String post(Language language, String action, Map<String, String> fields, String button) {
        return render(post, language, Map.of("action", action, "fields", fields, "button", button));
    }

    static String words(Language language, String key, Object... values) {
        return MessageFormat.format(language.words().getString(key), values);
    }

    private static String render(PebbleTemplate template, Language language, Map<String, Object> values) {
        var context = new HashMap<String, Object>(values);
        var words = new HashMap<String, String>();
        language.words().keySet().forEach(key -> words.put(key.replace('.', '_'), words(language, key, "")));
        context.put("w", words);
        context.put("lang", language.tag());
        context.put("otherLang", language.other().tag());
        var text = new StringWriter();
        try {
            template.evaluate(text, context);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return text.toString();
    }
}
