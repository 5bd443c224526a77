package dev.tongfu.load.stand;

import java.util.Locale;

/** The bench's printed lines, the same in every locale. */
public final class Say {
    private Say() {}

    public static void line(String format, Object... values) {
        System.out.println(text(format, values));
    }

    public static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
