package dev.tongfu.payment;

import java.util.Locale;

/**
 * The life of a batch.
 *
 * <pre>
 * accepted → processing   (something of it was sent)
 * accepted, processing → completed   (all items are final)
 * </pre>
 *
 * An item that proves otherwise later moves the counters of a completed batch and nothing else.
 */
public enum BatchStatus {
    ACCEPTED,
    PROCESSING,
    COMPLETED;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static BatchStatus of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
