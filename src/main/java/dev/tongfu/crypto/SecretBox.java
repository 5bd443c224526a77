package dev.tongfu.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals what we keep but must not be readable in the database: AES-256-GCM under the current key of a ring.
 *
 * <p>The key's id and the context (where the value belongs, such as {@code merchant m_1 webhook}) are authenticated
 * with it: a value moved to another row does not open. The nonce is random, 96 bits: change the key before four billion
 * seals.
 */
public final class SecretBox {
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final KeyRing ring;
    private final SecureRandom random = new SecureRandom();

    public SecretBox(KeyRing ring) {
        this.ring = ring;
    }

    public SealedBytes seal(byte[] clear, String context) {
        String keyId = ring.currentId();
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, ring.current(), nonce, keyId, context)
                    .doFinal(clear);
            return new SealedBytes(
                    keyId,
                    ByteBuffer.allocate(NONCE_BYTES + sealed.length)
                            .put(nonce)
                            .put(sealed)
                            .array());
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("sealing failed", failure);
        }
    }

    /**
     * The clear bytes.
     *
     * @throws UnreadableKeyException when the key is not in the ring, or the bytes or their context were changed
     */
    public byte[] open(SealedBytes sealed, String context) {
        byte[] key = ring.key(sealed.keyId())
                .orElseThrow(() -> new UnreadableKeyException("sealed under key " + sealed.keyId()
                        + ", which is not in the ring (current " + ring.currentId() + ")"));
        byte[] bytes = sealed.bytes();
        if (bytes.length < NONCE_BYTES + TAG_BITS / 8) {
            throw new UnreadableKeyException("the sealed bytes are cut short");
        }
        try {
            return cipher(Cipher.DECRYPT_MODE, key, bytes, sealed.keyId(), context)
                    .doFinal(bytes, NONCE_BYTES, bytes.length - NONCE_BYTES);
        } catch (GeneralSecurityException failure) {
            throw new UnreadableKeyException(
                    "the bytes sealed under key " + sealed.keyId() + " were changed or belong elsewhere", failure);
        }
    }

    public String sealText(String clear, String context) {
        return seal(clear.getBytes(UTF_8), context).toText();
    }

    public String openText(String sealed, String context) {
        return new String(open(SealedBytes.fromText(sealed), context), UTF_8);
    }

    private static Cipher cipher(int mode, byte[] key, byte[] nonce, String keyId, String context)
            throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce, 0, NONCE_BYTES));
        cipher.updateAAD((keyId + "\n" + context).getBytes(UTF_8));
        return cipher;
    }
}
