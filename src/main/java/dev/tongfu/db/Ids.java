package dev.tongfu.db;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Makes identifiers that order by time: 48 bits of milliseconds and 80 random bits in Crockford's base 32.
 *
 * <p>26 characters {@code 0-9A-Z} without I, L, O, U. They identify, they do not protect: whatever must be
 * unguessable carries a keyed digest beside the id.
 */
public final class Ids {
    private static final char[] ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ".toCharArray();
    private static final long SALT = new SecureRandom().nextLong();

    private final Clock clock;

    public Ids(Clock clock) {
        this.clock = clock;
    }

    /** An id with its prefix, such as {@code pay_01KAQ5TQ7C9D4N1XB2M3P4R5S6}. */
    public String next(String prefix) {
        return prefix + "_" + next();
    }

    /** 26 characters, upper case letters and digits; fits every bank's order number. */
    public String next() {
        var random = ThreadLocalRandom.current();
        var text = new char[26];
        write(text, 0, 10, clock.millis());
        write(text, 10, 8, random.nextLong() ^ SALT);
        write(text, 18, 8, random.nextLong() ^ SALT);
        return new String(text);
    }

    /** The lowest id with this prefix that may have been made at that moment; for windows of time over ids. */
    public static String lowest(String prefix, Instant at) {
        var text = new char[26];
        Arrays.fill(text, '0');
        write(text, 0, 10, Math.max(0, at.toEpochMilli()));
        return prefix + "_" + new String(text);
    }

    private static void write(char[] text, int from, int length, long bits) {
        for (int i = length - 1; i >= 0; i--) {
            text[from + i] = ALPHABET[(int) (bits & 31)];
            bits >>>= 5;
        }
    }
}
