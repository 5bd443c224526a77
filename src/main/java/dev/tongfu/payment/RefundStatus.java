package dev.tongfu.payment;

import java.util.Locale;

/**
 * The life of a refund; its edges are in {@link RefundTable}.
 *
 * <pre>
 * created → submitted → processing → succeeded → returned
 *           submitted, processing → unknown → succeeded | failed
 *           created, submitted, processing → failed;  failed → succeeded when proven executed
 * </pre>
 */
public enum RefundStatus {
    CREATED,
    SUBMITTED,
    PROCESSING,
    UNKNOWN,
    SUCCEEDED,
    FAILED,
    RETURNED;

    /** The amount is still reserved. */
    public boolean open() {
        return this == CREATED || this == SUBMITTED || this == PROCESSING || this == UNKNOWN;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static RefundStatus of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
