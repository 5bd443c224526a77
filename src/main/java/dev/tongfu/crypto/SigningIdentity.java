package dev.tongfu.crypto;

import java.security.PrivateKey;

/**
 * A private key with the certificate that names its owner, as a merchant's PKCS#12 file holds them.
 *
 * <p>Prints its certificate only.
 */
public record SigningIdentity(PrivateKey privateKey, PublicCertificate certificate) {
    @Override
    public String toString() {
        return "SigningIdentity[" + certificate + "]";
    }
}
