package dev.tongfu.console;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The languages of the console; Chinese unless the operator asked for English. */
@SuppressWarnings("ImmutableEnumChecker") // the words are read only
enum ConsoleLanguage {
    ZH("zh-CN"),
    EN("en");

    private static final int WISHES_MAX = 8;

    private final String tag;
    private final Map<String, String> words;

    ConsoleLanguage(String tag) {
        this.tag = tag;
        var all = new HashMap<String, String>();
        all.putAll(bundle("words", tag));
        all.putAll(bundle("terms", tag));
        this.words = Map.copyOf(all);
    }

    private static Map<String, String> bundle(String name, String tag) {
        var bundle = ResourceBundle.getBundle(
                "templates.console." + name,
                Locale.forLanguageTag(tag),
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
        return bundle.keySet().stream().collect(Collectors.toMap(key -> key, bundle::getString));
    }

    /** The choice made on a page wins over what the browser says, which names its languages in order of liking. */
    static ConsoleLanguage of(@Nullable String chosen, @Nullable String acceptLanguage) {
        String wishes = chosen != null ? chosen : acceptLanguage == null ? "" : acceptLanguage;
        for (String wish : wishes.toLowerCase(Locale.ROOT).split(",", WISHES_MAX)) {
            if (wish.strip().startsWith("en")) {
                return EN;
            }
            if (wish.strip().startsWith("zh")) {
                return ZH;
            }
        }
        return ZH;
    }

    String tag() {
        return tag;
    }

    ConsoleLanguage other() {
        return this == ZH ? EN : ZH;
    }

    /** All words by key; a page that asks for a key that is not there does not come up. */
    Map<String, String> words() {
        return words;
    }

    String word(String key) {
        return words.getOrDefault(key, key);
    }

    /** The word for a value of the database; the value itself where there is none. */
    String word(String kind, String value) {
        return words.getOrDefault(kind + "." + value, value);
    }
}
