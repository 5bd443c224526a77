package dev.tongfu.simulator.frame;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Unguessable names for payers' pages. */
final class Tokens {
    private static final int BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Tokens() {}

    static String next() {
        var token = new byte[BYTES];
        RANDOM.nextBytes(token);
        return HexFormat.of().formatHex(token);
    }
}
