package dev.tongfu.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * HMAC-SHA-256 for one purpose: tokens that prove we made them, and digests that can't be guessed back.
 *
 * <p>The first key makes, every key is tried when checking; comparisons take constant time.
 */
public final class KeyedDigest {
    private static final int TOKEN_BYTES = 16;

    private final List<byte[]> keys;

    KeyedDigest(List<byte[]> keys) {
        this.keys = List.copyOf(keys);
    }

    /** All 32 bytes as lower-case hex, for values that are looked up, such as a card number. */
    public String hex(String text) {
        return HexFormat.of().formatHex(hmac(keys.get(0), text.getBytes(UTF_8)));
    }

    /** The hex under every key, the current one first: what to look for while keys change. */
    public List<String> hexUnderEveryKey(String text) {
        return keys.stream()
                .map(key -> HexFormat.of().formatHex(hmac(key, text.getBytes(UTF_8))))
                .toList();
    }

    /** 128 bits as 22 characters that may stand in a URL. */
    public String token(String text) {
        return token(keys.get(0), text);
    }

    public boolean matches(String text, String token) {
        boolean found = false;
        for (byte[] key : keys) {
            found |= Digests.same(token(key, text), token);
        }
        return found;
    }

    static byte[] derive(byte[] key, String purpose) {
        return hmac(key, ("tongfu purpose " + purpose).getBytes(UTF_8));
    }

    static byte[] hmac(byte[] key, byte[]... parts) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JVM has HmacSHA256", impossible);
        }
    }

    private static String token(byte[] key, String text) {
        byte[] cut = Arrays.copyOf(hmac(key, text.getBytes(UTF_8)), TOKEN_BYTES);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(cut);
    }

    @Override
    public String toString() {
        return "KeyedDigest[" + keys.size() + " keys]";
    }
}
