package dev.tongfu.payment;

import java.util.Locale;

/**
 * The life of a chunk at its bank.
 *
 * <pre>
 * created → sent → accepted → finished
 *           sent → unknown → accepted | refused     (its answer was lost; never sent again)
 *           sent, accepted → refused                (its items fail)
 *           sent → created                          (provably not sent: it is sent again)
 * accepted → unknown                                (the bank counts something else: items are asked after one by one)
 * </pre>
 *
 * Where a bank takes items one by one: created → sent with the first of them → finished with the last.
 */
enum ChunkStatus {
    CREATED,
    SENT,
    ACCEPTED,
    UNKNOWN,
    REFUSED,
    FINISHED;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static ChunkStatus of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
