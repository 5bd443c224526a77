package dev.tongfu.crypto;

import java.security.GeneralSecurityException;
import java.security.interfaces.RSAPublicKey;
import javax.crypto.Cipher;

/**
 * Encrypts small values for the owner of a certificate: RSA with the padding of PKCS#1 v1.5, as the banks ask for it.
 *
 * <p>The padding is random, so the same value never looks the same; may be called from any thread.
 */
public final class CertificateCipher {
    private static final String TRANSFORMATION = "RSA/ECB/PKCS1Padding";
    private static final int PADDING_BYTES = 11;

    private final PublicCertificate certificate;
    private final RSAPublicKey key;

    public CertificateCipher(PublicCertificate certificate) {
        if (!(certificate.publicKey() instanceof RSAPublicKey rsa)) {
            throw new UnreadableKeyException("the certificate to encrypt for has no RSA key");
        }
        this.certificate = certificate;
        this.key = rsa;
    }

    public PublicCertificate certificate() {
        return certificate;
    }

    /** How many bytes one value may have. */
    public int bytesMax() {
        return key.getModulus().bitLength() / Byte.SIZE - PADDING_BYTES;
    }

    public byte[] encrypt(byte[] value) {
        if (value.length > bytesMax()) {
            throw new IllegalArgumentException("the value is longer than " + bytesMax() + " bytes");
        }
        try {
            var cipher = Cipher.getInstance(TRANSFORMATION);
            cipher.init(Cipher.ENCRYPT_MODE, key);
            return cipher.doFinal(value);
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("encrypting with RSA failed", failure);
        }
    }
}
