package dev.tongfu.payment;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 over lines of fields; validated fields hold no control characters, so two contents never look the same. */
final class ContentDigest {
    private static final String SEPARATOR = "\u001f";

    private final MessageDigest digest;

    ContentDigest() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    void line(String... fields) {
        digest.update(String.join(SEPARATOR, fields).getBytes(StandardCharsets.UTF_8));
        digest.update((byte) '\n');
    }

    /** Lower-case hex; ends the digest. */
    String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
