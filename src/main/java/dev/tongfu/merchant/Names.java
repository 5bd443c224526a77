package dev.tongfu.merchant;

import java.util.Locale;

/** Constants as the database writes them: in lower case. */
final class Names {
    private Names() {}

    static String constant(String stored) {
        return stored.toUpperCase(Locale.ROOT);
    }

    static String stored(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
