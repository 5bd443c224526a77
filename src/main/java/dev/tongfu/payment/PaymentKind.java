package dev.tongfu.payment;

import java.util.Locale;

/** How the payer pays; the word in the API and in the database is the lower-case name. */
public enum PaymentKind {
    PURCHASE,
    PREAUTH,
    KCODE,
    DEBIT;

    /** True where the payer pays on the bank's own page and may try again there after a refusal. */
    boolean onBankPage() {
        return this == PURCHASE || this == PREAUTH;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static PaymentKind of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
