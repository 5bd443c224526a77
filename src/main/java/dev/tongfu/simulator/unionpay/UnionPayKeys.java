package dev.tongfu.simulator.unionpay;

import dev.tongfu.crypto.CryptoProviders;
import dev.tongfu.crypto.Digests;
import dev.tongfu.crypto.PrivateKeys;
import dev.tongfu.crypto.SignatureAlgorithm;
import dev.tongfu.crypto.Signer;
import dev.tongfu.crypto.Verifier;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/**
 * The bank's signing key, the two certificates it shows, and those of its merchants.
 *
 * <p>A signature is SHA256withRSA over the lower-case hex of the text's SHA-256, so that the text is digested twice.
 */
final class UnionPayKeys {
    private static final byte[] LINE_END = {'\r', '\n'};

    private final Signer bank;
    private final String signing;
    private final String encryption;
    private final Map<String, Merchant> merchants;

    private record Merchant(String certId, Verifier verifier) {}

    private UnionPayKeys(Signer bank, String signing, String encryption, Map<String, Merchant> merchants) {
        this.bank = bank;
        this.signing = signing;
        this.encryption = encryption;
        this.merchants = Map.copyOf(merchants);
    }

    /** Reads all key files once. */
    static Future<UnionPayKeys> read(Vertx vertx, CryptoProviders providers, SimulatedUnionPayConfig config) {
        return vertx.executeBlocking(() -> {
            var merchants = new HashMap<String, Merchant>();
            for (var merchant : config.merchants()) {
                var certificate = certificate(file(vertx, merchant.certificateFile()));
                merchants.put(merchant.merchantNo(), merchant(providers, certificate));
            }
            var key = new PrivateKeys(providers)
                    .fromPem(file(vertx, config.bankKeyFile()).toString(StandardCharsets.US_ASCII));
            return new UnionPayKeys(
                    providers.signer(SignatureAlgorithm.SHA256_WITH_RSA, key),
                    pem(certificate(file(vertx, config.bankCertificateFile()))),
                    pem(certificate(file(vertx, config.encryptionCertificateFile()))),
                    merchants);
        });
    }

    /** The certificate every signed message carries: PEM whose lines end in CR and LF, the last one without. */
    String signing() {
        return signing;
    }

    /** The certificate merchants encrypt card data for, in the same form. */
    String encryption() {
        return encryption;
    }

    String sign(byte[] text) {
        return Base64.getEncoder().encodeToString(bank.sign(hex(text)));
    }

    boolean verifies(String merchantNo, String certId, byte[] text, String signature) {
        var merchant = merchants.get(merchantNo);
        try {
            return merchant != null
                    && merchant.certId().equals(certId)
                    && merchant.verifier().verify(hex(text), Base64.getDecoder().decode(signature));
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }

    private static byte[] hex(byte[] text) {
        return Digests.sha256Hex(text).getBytes(StandardCharsets.US_ASCII);
    }

    private static Merchant merchant(CryptoProviders providers, X509Certificate certificate) {
        return new Merchant(
                certificate.getSerialNumber().toString(),
                providers.verifier(SignatureAlgorithm.SHA256_WITH_RSA, certificate.getPublicKey()));
    }

    private static X509Certificate certificate(Buffer file) throws CertificateException {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(file.getBytes()));
    }

    private static String pem(X509Certificate certificate) throws CertificateException {
        var lines = Base64.getMimeEncoder(64, LINE_END).encodeToString(certificate.getEncoded());
        return "-----BEGIN CERTIFICATE-----\r\n" + lines + "\r\n-----END CERTIFICATE-----";
    }

    private static Buffer file(Vertx vertx, String path) {
        return vertx.fileSystem().readFileBlocking(path);
    }

    @Override
    public String toString() {
        return "UnionPayKeys[" + merchants.keySet() + "]";
    }
}
