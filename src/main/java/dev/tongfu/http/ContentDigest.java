package dev.tongfu.http;

import dev.tongfu.crypto.Digests;
import dev.tongfu.http.RequestSignatureOutcome.Reason;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;

/**
 * The {@code Content-Digest} field (RFC 9530): {@code sha-256} must be there, {@code sha-512} is checked when it is.
 *
 * <p>No other algorithm is accepted.
 */
final class ContentDigest {
    private static final String FIELD = "Content-Digest";
    private static final String SHA_256 = "sha-256";
    private static final String SHA_512 = "sha-512";

    private ContentDigest() {}

    /** The field's value for a body of ours. */
    static String of(byte[] body) {
        return SHA_256 + "=:" + Base64.getEncoder().encodeToString(Digests.sha256(body)) + ":";
    }

    static void check(String value, byte[] body) {
        var cursor = new RequestSignatureCursor(FIELD, value);
        Set<String> seen = new HashSet<>();
        do {
            cursor.skipBlanks();
            String algorithm = cursor.key();
            if (!seen.add(algorithm)) {
                throw cursor.fault("names an algorithm twice");
            }
            cursor.require('=');
            requireSame(cursor.bytes(), digest(algorithm, body, cursor));
            cursor.skipBlanks();
        } while (cursor.take(','));
        cursor.requireEnd();
        if (!seen.contains(SHA_256)) {
            throw cursor.fault("lacks " + SHA_256);
        }
    }

    private static byte[] digest(String algorithm, byte[] body, RequestSignatureCursor cursor) {
        return switch (algorithm) {
            case SHA_256 -> Digests.sha256(body);
            case SHA_512 -> Digests.sha512(body);
            default -> throw cursor.fault("names an algorithm that is not accepted");
        };
    }

    private static void requireSame(byte[] claimed, byte[] computed) {
        if (!Digests.same(claimed, computed)) {
            throw new RequestSignatureFault(
                    Reason.DIGEST_MISMATCH, "Content-Digest is not the digest of the body that arrived.");
        }
    }
}
