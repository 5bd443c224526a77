package dev.tongfu.cashier;

import io.pebbletemplates.pebble.PebbleEngine;
import io.pebbletemplates.pebble.loader.ClasspathLoader;
import io.pebbletemplates.pebble.template.PebbleTemplate;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.text.MessageFormat;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Renders the payer's pages from templates read once at start; every value is escaped. */
final class PayerPages {
    private final PebbleTemplate cashier;
    private final PebbleTemplate result;
    private final PebbleTemplate post;
    private final String version = Assets.load().version();

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

    /** Says that the address leads to no order. */
    String notFound(Language language) {
        return sentence(language, "error.not_found");
    }

    /** Says that the page can't be made just now. */
    String busy(Language language) {
        return sentence(language, "error.busy");
    }

    private String sentence(Language language, String key) {
        var values = new HashMap<String, Object>();
        values.put("order", null);
        values.put("payable", false);
        values.put("tone", "bad");
        values.put("message", words(language, key));
        values.put("resultUrl", "");
        values.put("fixed", false);
        values.put("auto", false);
        values.put("leftS", 0);
        values.put("banks", List.of());
        return cashier(language, values);
    }

    /** A page that posts a form by itself, with a button for browsers without script. */
    String post(Language language, String action, Map<String, String> fields, String button) {
        return render(post, language, Map.of("action", action, "fields", fields, "button", button));
    }

    static String words(Language language, String key, Object... values) {
        return MessageFormat.format(language.words().getString(key), values);
    }

    private String render(PebbleTemplate template, Language language, Map<String, Object> values) {
        var context = new HashMap<String, Object>(values);
        var words = new HashMap<String, String>();
        language.words().keySet().forEach(key -> words.put(key.replace('.', '_'), words(language, key, "")));
        context.put("w", words);
        context.put("version", version);
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
