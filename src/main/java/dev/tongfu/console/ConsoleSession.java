package dev.tongfu.console;

import dev.tongfu.audit.Operator;
import dev.tongfu.crypto.Digests;
import org.jspecify.annotations.Nullable;

/**
 * An operator at the console.
 *
 * @param secret the cookie's value, 256 random bits; only its hash is stored
 * @param notice what the last act said, to be shown once
 */
record ConsoleSession(
        String secret, Operator operator, @Nullable String notice) {
    /** What each form of this session carries; whoever knows the cookie can make it, a foreign page can't. */
    String csrf() {
        return Digests.sha256Hex("tongfu console form " + secret);
    }

    boolean owns(@Nullable String csrf) {
        return csrf != null && Digests.same(csrf(), csrf);
    }

    @Override
    public String toString() {
        return "ConsoleSession[" + operator.name() + "]";
    }
}
