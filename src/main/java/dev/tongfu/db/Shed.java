package dev.tongfu.db;

import org.jspecify.annotations.Nullable;

/** Overload: the item was certainly not stored, and may be submitted again later under the same key. */
public final class Shed extends RuntimeException {
    Shed(String reason) {
        this(reason, null);
    }

    Shed(String reason, @Nullable Throwable cause) {
        super(reason, cause, false, false);
    }
}
