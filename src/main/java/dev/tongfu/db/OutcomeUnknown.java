package dev.tongfu.db;

/** Nobody can tell yet whether the item was stored; submitting it again under the same key is safe and will tell. */
public final class OutcomeUnknown extends RuntimeException {
    OutcomeUnknown(String key, Throwable cause) {
        super("the outcome of " + key + " is unknown", cause, false, false);
    }
}
