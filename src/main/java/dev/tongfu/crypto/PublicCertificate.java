package dev.tongfu.crypto;

import java.security.PublicKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;

/**
 * An X.509 certificate with the facts banks and operators ask of it.
 *
 * <p>Two are equal when their bytes are.
 */
public record PublicCertificate(X509Certificate x509) {

    public PublicKey publicKey() {
        return x509.getPublicKey();
    }

    /** The last CN of the subject, or empty text where it has none. */
    public String subjectCommonName() {
        var names = X500Name.getInstance(x509.getSubjectX500Principal().getEncoded())
                .getRDNs(BCStyle.CN);
        return names.length == 0
                ? ""
                : names[names.length - 1].getFirst().getValue().toString();
    }

    /** The serial number in decimal, as UnionPay's {@code certId} wants it. */
    public String serialDecimal() {
        return x509.getSerialNumber().toString();
    }

    public Instant notBefore() {
        return x509.getNotBefore().toInstant();
    }

    public Instant notAfter() {
        return x509.getNotAfter().toInstant();
    }

    public boolean expiredAt(Instant instant) {
        return instant.isAfter(notAfter());
    }

    /** SHA-256 over the DER bytes, lower-case hex. */
    public String fingerprint() {
        return Digests.sha256Hex(der());
    }

    public byte[] der() {
        try {
            return x509.getEncoded();
        } catch (CertificateEncodingException failure) {
            throw new UnreadableKeyException("the certificate can't be encoded", failure);
        }
    }

    public String toPem() {
        return PemBlocks.write("CERTIFICATE", der());
    }

    @Override
    public String toString() {
        return "PublicCertificate[" + subjectCommonName() + ", serial " + serialDecimal() + ", until " + notAfter()
                + "]";
    }
}
