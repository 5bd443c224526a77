package dev.tongfu.bank.unionpay;

import dev.tongfu.crypto.CertificateChain;
import dev.tongfu.crypto.Certificates;
import dev.tongfu.crypto.CryptoProviders;
import dev.tongfu.crypto.PublicCertificate;
import dev.tongfu.crypto.SignatureAlgorithm;
import dev.tongfu.crypto.UnreadableKeyException;
import dev.tongfu.crypto.Verifier;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a message is UnionPay's, by the certificate it brings along and the roots we hold, bank-protocols B2.2.
 *
 * <p>Valid certificates are remembered by their text, a bounded number of them, and their dates are looked at again
 * each time. May be called from any thread.
 */
final class UnionPayTrust {
    /** The reason a human must look at: the keys don't fit, or somebody answers in UnionPay's place. */
    static final String BAD_SIGNATURE = "bad signature";

    static final String BAD_CERTIFICATE = "the signing certificate is not UnionPay's, or not valid now";

    private static final String OWNER = "中国银联股份有限公司";
    private static final String TEST_OWNER = "00040000:SIGN";
    private static final int OWNER_PART = 2;

    private final CryptoProviders crypto;
    private final Certificates certificates;
    private final CertificateChain chain;
    private final boolean cnCheck;
    private final Clock clock;
    private final Map<String, Known> known;

    UnionPayTrust(CryptoProviders crypto, CertificateChain chain, UnionPayConfig config, Clock clock) {
        this.crypto = crypto;
        this.certificates = new Certificates(crypto);
        this.chain = chain;
        this.cnCheck = config.trust().cnCheck();
        this.clock = clock;
        this.known = new Recent(config.limits().certificatesMax());
    }

    /** Why a message is not to be believed; empty when it is UnionPay's. */
    Optional<String> objection(UnionPayMessage message) {
        if (!message.says("version", UnionPayEnvelope.VERSION)
                || !message.says("signMethod", UnionPayEnvelope.SIGN_METHOD)) {
            return Optional.of("another version or sign method");
        }
        if (!message.text("encoding")
                .map(UnionPayEnvelope.ENCODING::equalsIgnoreCase)
                .orElse(true)) {
            return Optional.of("another encoding");
        }
        Optional<String> certificate = message.text("signPubKeyCert");
        Optional<String> signature = message.text(UnionPayMessage.SIGNATURE);
        if (certificate.isEmpty() || signature.isEmpty()) {
            return Optional.of("unsigned");
        }
        Optional<Verifier> verifier = verifier(certificate.get());
        if (verifier.isEmpty()) {
            return Optional.of(BAD_CERTIFICATE);
        }
        boolean valid = UnionPayEnvelope.base64(signature.get())
                .map(bytes -> verifier.get().verify(UnionPayEnvelope.signedBytes(message), bytes))
                .orElse(false);
        return valid ? Optional.empty() : Optional.of(BAD_SIGNATURE);
    }

    /** The one certificate of a PEM text, when its chain is valid now; whom it names is not looked at. */
    Optional<PublicCertificate> chained(String pem) {
        return path(pem).map(CertificateChain.Trusted::certificate);
    }

    private Optional<Verifier> verifier(String pem) {
        Instant now = clock.instant();
        synchronized (known) {
            Known before = known.get(pem);
            if (before != null && before.path().validAt(now)) {
                return Optional.of(before.verifier());
            }
            known.remove(pem);
        }
        Optional<Known> fresh =
                path(pem).filter(path -> ofUnionPay(path.certificate())).flatMap(this::known);
        synchronized (known) {
            fresh.ifPresent(found -> known.put(pem, found));
        }
        return fresh.map(Known::verifier);
    }

    private Optional<CertificateChain.Trusted> path(String pem) {
        try {
            var found = certificates.read(pem.getBytes(StandardCharsets.ISO_8859_1));
            return found.size() == 1 ? chain.trusted(found.get(0), clock.instant()) : Optional.empty();
        } catch (UnreadableKeyException broken) {
            return Optional.empty();
        }
    }

    private Optional<Known> known(CertificateChain.Trusted path) {
        try {
            var key = path.certificate().publicKey();
            return Optional.of(new Known(path, crypto.verifier(SignatureAlgorithm.SHA256_WITH_RSA, key)));
        } catch (UnreadableKeyException otherKind) {
            return Optional.empty();
        }
    }

    /** Such as {@code 041@8310000000083040@中国银联股份有限公司@00016495}: the third part is the owner. */
    private boolean ofUnionPay(PublicCertificate certificate) {
        String[] parts = certificate.subjectCommonName().split("@", -1);
        return parts.length > OWNER_PART
                && (parts[OWNER_PART].equals(OWNER) || (!cnCheck && parts[OWNER_PART].equals(TEST_OWNER)));
    }

    private record Known(CertificateChain.Trusted path, Verifier verifier) {}

    /** Forgets what was not used for longest. */
    private static final class Recent extends LinkedHashMap<String, Known> {
        private static final long serialVersionUID = 1L;
        private static final float LOAD = 0.75f;
        private final int max;

        Recent(int max) {
            super(max, LOAD, true);
            this.max = max;
        }

        @Override
        protected boolean removeEldestEntry(Map.@Nullable Entry<String, Known> eldest) {
            return size() > max;
        }
    }
}
