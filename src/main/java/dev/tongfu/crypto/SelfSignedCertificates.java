package dev.tongfu.crypto;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Issues certificates to their own keys, for simulated banks and for the demo merchant's PKCS#12 file.
 *
 * <p>Never for real use: nobody vouches for them.
 */
public final class SelfSignedCertificates {
    private final CryptoProviders providers;

    public SelfSignedCertificates(CryptoProviders providers) {
        this.providers = providers;
    }

    public SigningIdentity issue(String commonName, BigInteger serial, KeyPair keys, Instant from, Instant until) {
        var name = new X500NameBuilder().addRDN(BCStyle.CN, commonName).build();
        var builder = new JcaX509v3CertificateBuilder(
                name, serial, Date.from(from), Date.from(until), name, keys.getPublic());
        try {
            var signer = new JcaContentSignerBuilder(signatureName(providers.kindOf(keys.getPublic())))
                    .setProvider(providers.bouncyCastle())
                    .build(keys.getPrivate());
            var certificate =
                    new Certificates(providers).fromDer(builder.build(signer).getEncoded());
            return new SigningIdentity(keys.getPrivate(), certificate);
        } catch (OperatorCreationException | IOException failure) {
            throw new IllegalStateException("the certificate can't be made", failure);
        }
    }

    /** A PKCS#12 file with the one key and its certificate. */
    public byte[] toPkcs12(SigningIdentity identity, char[] password) {
        try {
            // The JDK writes what it can't read, SM2 too, and derives the file's keys several times faster.
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("merchant", identity.privateKey(), password, new Certificate[] {
                identity.certificate().x509()
            });
            var bytes = new ByteArrayOutputStream();
            store.store(bytes, password);
            return bytes.toByteArray();
        } catch (GeneralSecurityException | IOException failure) {
            throw new IllegalStateException("the PKCS#12 file can't be written", failure);
        }
    }

    private static String signatureName(KeyKind kind) {
        return switch (kind) {
            case RSA -> "SHA256withRSA";
            case ED25519 -> "Ed25519";
            case P256 -> "SHA256withECDSA";
            case SM2 -> "SM3withSM2";
        };
    }
}
