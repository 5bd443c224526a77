package dev.tongfu.simulator.frame;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Unguessable names for payers' pages, and numbers for what a bank numbers itself. */
final class Tokens {
    private static final int BYTES = 16;
    private static final long NUMBER_MIN = 1_000_000_000_000_000L;
    private static final long NUMBER_SPAN = 9_000_000_000_000_000L;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Tokens() {}

    static String next() {
        var token = new byte[BYTES];
        RANDOM.nextBytes(token);
        return HexFormat.of().formatHex(token);
    }

    /** Sixteen digits. */
    static String number() {
        return Long.toString(NUMBER_MIN + RANDOM.nextLong(NUMBER_SPAN));
    }
}
