package dev.tongfu.payment;

import java.util.Locale;

/** How the merchant learns the result: through the payer's page, or by a call of our server as well. */
public enum ResultMode {
    PAGE,
    SERVER;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static ResultMode of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
