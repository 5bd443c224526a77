package dev.tongfu.http;

import java.util.function.IntSupplier;

/**
 * How many calls wait for the database on the event loop that asks; while they are too many, none is added.
 *
 * @param max as many may wait
 * @param waiting how many do; asked once for each call, so it must be quick
 */
public record Backlog(int max, IntSupplier waiting) {
    boolean full() {
        return waiting.getAsInt() >= max;
    }
}
