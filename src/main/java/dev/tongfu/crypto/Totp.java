package dev.tongfu.crypto;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Time-based one-time passwords (RFC 6238): SHA-1, 30 seconds, 6 digits, as every authenticator app makes them.
 *
 * <p>Accepted one step early or late. The accepted step is returned so that the caller can refuse it a second time.
 */
public final class Totp {
    private static final int STEP_SECONDS = 30;
    private static final int DIGITS_MODULUS = 1_000_000;
    private static final Pattern CODE = Pattern.compile("[0-9]{6}");

    private final byte[] secret;

    public Totp(byte[] secret) {
        this.secret = secret.clone();
    }

    public static Totp fromBase32(String text) {
        return new Totp(Base32.decode(text.toUpperCase(Locale.ROOT)));
    }

    public String base32() {
        return Base32.encode(secret);
    }

    /** The link an authenticator app reads as a QR code. */
    public String enrolmentUri(String operator) {
        return "otpauth://totp/Tongfu:" + operator + "?secret=" + base32() + "&issuer=Tongfu";
    }

    public String codeAt(Instant instant) {
        return code(step(instant));
    }

    /** The first code that is accepted now after this step was used; empty: none before the next step. */
    public Optional<String> codeAfter(Instant now, long lastUsedStep) {
        long current = step(now);
        long next = Math.max(current, lastUsedStep + 1);
        return next > current + 1 ? Optional.empty() : Optional.of(code(next));
    }

    /** The step whose code this is, when it is later than the last one used; empty = refused. */
    public OptionalLong accept(String code, Instant now, long lastUsedStep) {
        if (!CODE.matcher(code).matches()) {
            return OptionalLong.empty();
        }
        long current = step(now);
        for (long step = Math.max(current - 1, lastUsedStep + 1); step <= current + 1; step++) {
            if (Digests.same(code(step), code)) {
                return OptionalLong.of(step);
            }
        }
        return OptionalLong.empty();
    }

    private static long step(Instant instant) {
        return Math.floorDiv(instant.getEpochSecond(), STEP_SECONDS);
    }

    private String code(long step) {
        byte[] mac = hmacSha1(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
        int offset = mac[mac.length - 1] & 0xf;
        int bits = ByteBuffer.wrap(mac).getInt(offset) & 0x7fff_ffff;
        return String.format(Locale.ROOT, "%06d", bits % DIGITS_MODULUS);
    }

    private byte[] hmacSha1(byte[] counter) {
        try {
            var mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(secret, "HmacSHA1"));
            return mac.doFinal(counter);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JVM has HmacSHA1", impossible);
        }
    }

    @Override
    public String toString() {
        return "Totp[secret]";
    }
}
