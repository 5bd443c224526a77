package dev.tongfu.crypto;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The bank's certificates we trust, handed over out of band; any one of them may have signed.
 *
 * <p>Several at once make a change of the bank's key seamless. Expiry is something to warn of, not to refuse: banks
 * keep signing with expired certificates, and the trust is in the pin.
 */
public final class PinnedCertificates {
    private final List<Pin> pins;

    public PinnedCertificates(
            CryptoProviders providers, SignatureAlgorithm algorithm, List<PublicCertificate> certificates) {
        if (certificates.isEmpty()) {
            throw new UnreadableKeyException("at least one bank certificate must be pinned");
        }
        this.pins = certificates.stream()
                .map(certificate -> new Pin(certificate, providers.verifier(algorithm, certificate.publicKey())))
                .toList();
    }

    public boolean verify(byte[] data, byte[] signature) {
        return signedBy(data, signature).isPresent();
    }

    /** The certificate whose key made this signature. */
    public Optional<PublicCertificate> signedBy(byte[] data, byte[] signature) {
        for (Pin pin : pins) {
            if (pin.verifier().verify(data, signature)) {
                return Optional.of(pin.certificate());
            }
        }
        return Optional.empty();
    }

    public List<PublicCertificate> certificates() {
        return pins.stream().map(Pin::certificate).toList();
    }

    /** Those to warn of: expired, or expiring before the given instant. */
    public List<PublicCertificate> expiringBefore(Instant instant) {
        return certificates().stream()
                .filter(certificate -> certificate.expiredAt(instant))
                .toList();
    }

    private record Pin(PublicCertificate certificate, Verifier verifier) {}
}
