package dev.tongfu.payment;

import java.util.Locale;

/** What the items of a batch are. */
public enum BatchKind {
    REFUND,
    DEBIT;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static BatchKind of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
