package dev.tongfu.audit;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;

/**
 * One link of the chain of records.
 *
 * <p>The hash is SHA-256 over the previous hash, the number, the microseconds since 1970 and the five texts in UTF-8,
 * each text with its length before it.
 *
 * @param seq counts from 1 without gaps
 * @param at to the microsecond
 * @param detail JSON, the very text that was written
 * @param previousHash hex; of the first entry: zeros
 * @param hash hex
 */
public record AuditEntry(
        long seq,
        Instant at,
        String actor,
        String action,
        String object,
        String reason,
        String detail,
        String previousHash,
        String hash) {
    /** What the first entry follows. */
    public static final String GENESIS = "0".repeat(64);

    static AuditEntry following(long previousSeq, String previousHash, Instant now, AuditAct act) {
        var entry = new AuditEntry(
                previousSeq + 1,
                now.truncatedTo(ChronoUnit.MICROS),
                act.actor(),
                act.action(),
                act.object(),
                act.reason(),
                act.detail().encode(),
                previousHash,
                "");
        return entry.sealed();
    }

    /** Whether the content is what was hashed. */
    public boolean intact() {
        return hash.equals(sealed().hash());
    }

    /** Whether this is the link after the other, or the first. */
    boolean follows(long previousSeq, String lastHash) {
        return seq == previousSeq + 1 && previousHash.equals(lastHash);
    }

    private AuditEntry sealed() {
        return new AuditEntry(seq, at, actor, action, object, reason, detail, previousHash, digest());
    }

    private String digest() {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.write(HexFormat.of().parseHex(previousHash));
            out.writeLong(seq);
            out.writeLong(ChronoUnit.MICROS.between(Instant.EPOCH, at));
            for (String text : new String[] {actor, action, object, reason, detail}) {
                byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
                out.writeInt(utf8.length);
                out.write(utf8);
            }
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
