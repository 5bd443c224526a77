package dev.tongfu.payment;

import java.util.Locale;

/**
 * The life of an identity check; its edges are in {@link IdentityCheckTable}.
 *
 * <pre>
 * created → pending → matched | mismatched | expired     (on the bank's page)
 * created → matched | mismatched | unknown               (by one call)
 * </pre>
 *
 * {@code unknown} is final: the bank answers no question about a check; the merchant asks again under a new number.
 */
public enum IdentityCheckStatus {
    CREATED,
    PENDING,
    MATCHED,
    MISMATCHED,
    UNKNOWN,
    EXPIRED;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static IdentityCheckStatus of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
