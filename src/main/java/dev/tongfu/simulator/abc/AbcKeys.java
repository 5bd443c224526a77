package dev.tongfu.simulator.abc;

import dev.tongfu.crypto.CryptoProviders;
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
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** The bank's signing key and the certificates of its merchants; {@code SHA1withRSA} is all this protocol knows. */
final class AbcKeys {
    static final String ALGORITHM = "SHA1withRSA";

    private final Signer bank;
    private final Map<String, Verifier> merchants;

    private AbcKeys(Signer bank, Map<String, Verifier> merchants) {
        this.bank = bank;
        this.merchants = Map.copyOf(merchants);
    }

    /** Reads all key files once. */
    static Future<AbcKeys> read(Vertx vertx, CryptoProviders providers, SimulatedAbcConfig config) {
        return vertx.executeBlocking(() -> {
            var merchants = new HashMap<String, Verifier>();
            for (var merchant : config.merchants()) {
                var certificate = file(vertx, merchant.certificateFile());
                merchants.put(merchant.merchantNo(), verifier(providers, certificate));
            }
            var key = new PrivateKeys(providers)
                    .fromPem(file(vertx, config.bankKeyFile()).toString(StandardCharsets.US_ASCII));
            return new AbcKeys(providers.signer(SignatureAlgorithm.SHA1_WITH_RSA, key), merchants);
        });
    }

    String sign(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bank.sign(bytes));
    }

    boolean verifies(String merchantNo, byte[] bytes, String signature) {
        var verifier = merchants.get(merchantNo);
        try {
            return verifier != null
                    && verifier.verify(bytes, Base64.getDecoder().decode(signature));
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }

    private static Verifier verifier(CryptoProviders providers, Buffer certificate) throws CertificateException {
        var key = CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(certificate.getBytes()))
                .getPublicKey();
        return providers.verifier(SignatureAlgorithm.SHA1_WITH_RSA, key);
    }

    private static Buffer file(Vertx vertx, String path) {
        return vertx.fileSystem().readFileBlocking(path);
    }

    @Override
    public String toString() {
        return "AbcKeys[" + merchants.keySet() + "]";
    }
}
