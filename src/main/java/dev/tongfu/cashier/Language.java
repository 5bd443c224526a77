package dev.tongfu.cashier;

import java.util.Locale;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/** The languages of the payer's pages; Chinese unless the payer asked for English. */
@SuppressWarnings("ImmutableEnumChecker") // a bundle of words is read only
enum Language {
    ZH("zh-CN"),
    EN("en");

    private static final int WISHES_MAX = 8;

    private final String tag;
    private final ResourceBundle words;

    Language(String tag) {
        this.tag = tag;
        this.words = ResourceBundle.getBundle(
                "templates.payer",
                Locale.forLanguageTag(tag),
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    /** The choice made on the page wins over what the browser says, which names its languages in order of liking. */
    static Language of(@Nullable String chosen, @Nullable String acceptLanguage) {
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

    ResourceBundle words() {
        return words;
    }

    Language other() {
        return this == ZH ? EN : ZH;
    }
}
