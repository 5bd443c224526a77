package dev.tongfu.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Messages of the banks' test environments that were published, checked where their folder is at hand.
 *
 * <p>They are not ours to carry, so without the folder (property {@code tongfu.vectors}) these tests are skipped.
 */
class PublicVectorsTest {
    private static final CryptoProviders PROVIDERS = CryptoProviders.load();
    private static final Path FOLDER = Path.of(System.getProperty(
            "tongfu.vectors", Path.of("..", "shared", "vectors").toString()));

    @BeforeEach
    void folderIsThere() {
        assumeTrue(Files.isDirectory(FOLDER), "no folder of public vectors");
    }

    @Test
    void abcAnswerVerifiesOverItsGbkBytesAndNotOverUtf8() throws IOException {
        // Given
        String message = text("abc-response-2021.message.json");
        byte[] signature = Base64.getDecoder()
                .decode(text("abc-response-2021.signature.b64").strip());
        var key = new PublicKeys(PROVIDERS).fromPem(text("abc-test-environment.pub.pem"));

        // When
        var verifier = PROVIDERS.verifier(SignatureAlgorithm.SHA1_WITH_RSA, key);

        // Then
        assertThat(verifier.verify(message.getBytes(Charset.forName("GBK")), signature))
                .isTrue();
        assertThat(verifier.verify(message.getBytes(UTF_8), signature)).isFalse();
    }

    @Test
    void unionPayNotificationVerifiesWithTheCertificateItCarries() throws IOException {
        // Given
        var fields = new TreeMap<String, String>();
        for (String pair : text("unionpay-notification-2017.txt").strip().split("&")) {
            int equals = pair.indexOf('=');
            fields.put(pair.substring(0, equals), pair.substring(equals + 1).replace("\\r\\n", "\r\n"));
        }
        byte[] signature = Base64.getDecoder().decode(fields.remove("signature"));
        String pem = fields.getOrDefault("signPubKeyCert", "");
        var certificate = new Certificates(PROVIDERS).read(pem.getBytes(UTF_8)).get(0);
        var pairs = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + field.getValue())
                .toList();

        // When
        byte[] signed = Digests.sha256Hex(String.join("&", pairs)).getBytes(UTF_8);
        var verifier = PROVIDERS.verifier(SignatureAlgorithm.SHA256_WITH_RSA, certificate.publicKey());

        // Then
        assertThat(verifier.verify(signed, signature)).isTrue();
        assertThat(certificate.subjectCommonName()).isEqualTo("041@Z12@00040000:SIGN@00000062");
    }

    private static String text(String file) throws IOException {
        return Files.readString(FOLDER.resolve(file));
    }
}
