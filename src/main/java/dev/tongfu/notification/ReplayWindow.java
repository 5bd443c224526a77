package dev.tongfu.notification;

import java.time.Instant;
import java.util.Set;

/**
 * What a replay sends again.
 *
 * @param from inclusive
 * @param to exclusive
 * @param types none: all types
 */
public record ReplayWindow(Instant from, Instant to, Set<String> types) {
    public ReplayWindow {
        types = Set.copyOf(types);
    }
}
