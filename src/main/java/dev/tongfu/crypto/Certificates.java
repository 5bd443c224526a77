package dev.tongfu.crypto;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import org.bouncycastle.util.io.pem.PemObject;

/** Reads X.509 certificates from files of the banks: one as DER, or one or more as PEM. */
public final class Certificates {
    private final CryptoProviders providers;

    public Certificates(CryptoProviders providers) {
        this.providers = providers;
    }

    /** All certificates of a file; never empty. */
    public List<PublicCertificate> read(byte[] derOrPem) {
        if (PemBlocks.looksLikeDer(derOrPem)) {
            return List.of(fromDer(derOrPem));
        }
        var found = PemBlocks.read(PemBlocks.text(derOrPem)).stream()
                .filter(block -> block.getType().equals("CERTIFICATE"))
                .map(PemObject::getContent)
                .map(this::fromDer)
                .toList();
        if (found.isEmpty()) {
            throw new UnreadableKeyException("the file holds no certificate, neither DER nor PEM");
        }
        return found;
    }

    public PublicCertificate fromDer(byte[] der) {
        try {
            var factory = CertificateFactory.getInstance("X.509", providers.bouncyCastle());
            if (factory.generateCertificate(new ByteArrayInputStream(der)) instanceof X509Certificate x509) {
                return new PublicCertificate(x509);
            }
            throw new UnreadableKeyException("the file holds no X.509 certificate");
        } catch (CertificateException failure) {
            throw new UnreadableKeyException("the certificate is broken", failure);
        }
    }
}
