package dev.tongfu.crypto;

import java.security.SecureRandom;
import java.util.Base64;

/**
 * Random text nobody can guess: API tokens of operators, single-purpose links.
 *
 * <p>A token has 256 random bits, so what is stored is its plain SHA-256: there is nothing to guess that a slow hash
 * would protect. The token itself is shown once.
 */
public final class Tokens {
    private static final int TOKEN_BYTES = 32;

    private final SecureRandom random = new SecureRandom();

    /** 43 characters that may stand in a URL. */
    public String next() {
        byte[] bytes = nextBytes(TOKEN_BYTES);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    public byte[] nextBytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    /** What is stored in place of the token. */
    public static String hash(String token) {
        return Digests.sha256Hex(token);
    }

    public static boolean matches(String token, String storedHash) {
        return Digests.same(hash(token), storedHash);
    }
}
