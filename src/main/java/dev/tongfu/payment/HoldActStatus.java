package dev.tongfu.payment;

import java.util.Locale;

/**
 * The life of a capture or a cancel; its edges are in {@link HoldTable}.
 *
 * <pre>
 * created → submitted → processing → succeeded | failed
 *           submitted, processing → unknown → succeeded | failed;  failed → succeeded when proven executed
 * </pre>
 */
public enum HoldActStatus {
    CREATED,
    SUBMITTED,
    PROCESSING,
    UNKNOWN,
    SUCCEEDED,
    FAILED;

    public boolean open() {
        return this == CREATED || this == SUBMITTED || this == PROCESSING || this == UNKNOWN;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static HoldActStatus of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
