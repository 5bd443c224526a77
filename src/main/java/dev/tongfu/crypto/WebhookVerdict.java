package dev.tongfu.crypto;

/** What a receiver finds out about a notification. */
public enum WebhookVerdict {
    VALID,
    /** A header has not its form: no id, the timestamp is no number, or too many signatures. */
    MALFORMED,
    /** Signed too long ago or too far ahead: possibly replayed. */
    OUT_OF_TIME,
    /** None of the signatures is made with one of our keys. */
    NO_MATCH;

    public boolean isValid() {
        return this == VALID;
    }
}
