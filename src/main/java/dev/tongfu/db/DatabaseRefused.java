package dev.tongfu.db;

import org.jspecify.annotations.Nullable;

/** The database cannot be used as it is; the message is one sentence for the person who started the program. */
public final class DatabaseRefused extends RuntimeException {
    DatabaseRefused(String sentence) {
        this(sentence, null);
    }

    DatabaseRefused(String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
    }
}
