package dev.tongfu.crypto;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tells whether a certificate that came in a message hangs below roots we were handed out of band.
 *
 * <p>PKIX by the JDK, for the path certificate, middle, root; the caller says at which instant. Revocation is not
 * looked up: the banks publish no list that a gateway could rely on, and no message may wait for one.
 */
public final class CertificateChain {
    private final CertificateFactory factory;
    private final List<X509Certificate> middles;
    private final Set<TrustAnchor> roots;

    public CertificateChain(List<PublicCertificate> middles, List<PublicCertificate> roots) {
        if (roots.isEmpty()) {
            throw new UnreadableKeyException("at least one root certificate must be trusted");
        }
        try {
            this.factory = CertificateFactory.getInstance("X.509");
        } catch (CertificateException impossible) {
            throw new IllegalStateException("every JVM reads X.509", impossible);
        }
        this.middles = middles.stream().map(this::own).toList();
        this.roots = roots.stream()
                .map(this::own)
                .map(root -> new TrustAnchor(root, null))
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * A certificate whose path was found valid.
     *
     * @param from the last of its path to begin
     * @param until the first of its path to end
     */
    public record Trusted(PublicCertificate certificate, Instant from, Instant until) {
        /** Asked again each time a remembered certificate is used. */
        public boolean validAt(Instant instant) {
            return !instant.isBefore(from) && !instant.isAfter(until);
        }
    }

    /** Empty when no path to a root is valid at the instant. */
    public Optional<Trusted> trusted(PublicCertificate certificate, Instant at) {
        X509Certificate leaf = own(certificate);
        return Stream.concat(
                        middles.stream()
                                .filter(middle ->
                                        middle.getSubjectX500Principal().equals(leaf.getIssuerX500Principal()))
                                .map(middle -> List.of(leaf, middle)),
                        Stream.of(List.of(leaf)))
                .filter(path -> valid(path, at))
                .findFirst()
                .map(path -> new Trusted(certificate, from(path), until(path)));
    }

    /** Middle and root certificates to warn of: expired, or expiring before the given instant. */
    public List<PublicCertificate> expiringBefore(Instant instant) {
        return Stream.concat(middles.stream(), roots.stream().map(TrustAnchor::getTrustedCert))
                .map(PublicCertificate::new)
                .filter(certificate -> certificate.expiredAt(instant))
                .toList();
    }

    private boolean valid(List<X509Certificate> path, Instant at) {
        try {
            var parameters = new PKIXParameters(roots);
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(at));
            return CertPathValidator.getInstance("PKIX").validate(factory.generateCertPath(path), parameters) != null;
        } catch (CertPathValidatorException | CertificateException untrusted) {
            return false;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JVM validates paths", impossible);
        }
    }

    /** The same certificate as the JDK's own object, whoever read it. */
    private X509Certificate own(PublicCertificate certificate) {
        try {
            if (factory.generateCertificate(new ByteArrayInputStream(certificate.der()))
                    instanceof X509Certificate x509) {
                return x509;
            }
        } catch (CertificateException failure) {
            throw new UnreadableKeyException("the certificate is broken", failure);
        }
        throw new UnreadableKeyException("this is no X.509 certificate");
    }

    private static Instant from(List<X509Certificate> path) {
        return path.stream()
                .map(certificate -> certificate.getNotBefore().toInstant())
                .max(Instant::compareTo)
                .orElseThrow();
    }

    private static Instant until(List<X509Certificate> path) {
        return path.stream()
                .map(certificate -> certificate.getNotAfter().toInstant())
                .min(Instant::compareTo)
                .orElseThrow();
    }
}
