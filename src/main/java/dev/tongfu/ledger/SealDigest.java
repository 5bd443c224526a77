package dev.tongfu.ledger;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The seal of a day: SHA-256 over its rows in order of transfer id, then the book's previous seal.
 *
 * <p>Every field goes in with its length before it, so no two different rows give the same bytes.
 */
final class SealDigest {
    private static final int ABSENT = -1;

    private final MessageDigest digest;

    SealDigest() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException failure) {
            throw new IllegalStateException("every Java has SHA-256", failure);
        }
    }

    void add(List<@Nullable String> fields) {
        fields.forEach(this::add);
    }

    private void add(@Nullable String field) {
        if (field == null) {
            digest.update(length(ABSENT));
            return;
        }
        var bytes = field.getBytes(StandardCharsets.UTF_8);
        digest.update(length(bytes.length));
        digest.update(bytes);
    }

    /** In hexadecimal; the digest begins anew. */
    String seal(String previousSeal) {
        digest.update(HexFormat.of().parseHex(previousSeal));
        return HexFormat.of().formatHex(digest.digest());
    }

    private static byte[] length(int length) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(length).array();
    }
}
