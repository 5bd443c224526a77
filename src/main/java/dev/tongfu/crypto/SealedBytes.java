package dev.tongfu.crypto;

import java.util.Base64;

/**
 * Encrypted bytes with the id of the key that opens them: nonce, ciphertext and tag in one.
 *
 * <p>As text: {@code keyId:base64}.
 */
public final class SealedBytes {
    private final String keyId;
    private final byte[] bytes;

    public SealedBytes(String keyId, byte[] bytes) {
        this.keyId = keyId;
        this.bytes = bytes.clone();
    }

    /** Reads what {@link #toText()} wrote. */
    public static SealedBytes fromText(String text) {
        int colon = text.indexOf(':');
        if (colon < 1) {
            throw new UnreadableKeyException("the sealed text names no key");
        }
        try {
            return new SealedBytes(text.substring(0, colon), Base64.getDecoder().decode(text.substring(colon + 1)));
        } catch (IllegalArgumentException failure) {
            throw new UnreadableKeyException("the sealed text is not base64", failure);
        }
    }

    public String keyId() {
        return keyId;
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    public String toText() {
        return keyId + ":" + Base64.getEncoder().encodeToString(bytes);
    }

    @Override
    public String toString() {
        return "SealedBytes[" + keyId + ", " + bytes.length + " bytes]";
    }
}
