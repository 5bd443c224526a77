package dev.tongfu.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CertificateChainTest {
    private static final Path FOLDER = Path.of("src", "test", "resources", "dev", "tongfu", "bank", "unionpay");
    private static final Instant NOW = Instant.parse("2026-11-22T20:30:00Z");

    private final Certificates certificates = new Certificates(CryptoProviders.portable());
    private final PublicCertificate root = read("test-root.cer");
    private final PublicCertificate middle = read("test-middle.cer");
    private final PublicCertificate leaf = read("test-bank.cer");
    private final CertificateChain chain = new CertificateChain(List.of(middle), List.of(root));

    @Test
    void aCertificateBelowMiddleAndRootIsTrustedWithinItsDates() {
        // When
        var trusted = chain.trusted(leaf, NOW).orElseThrow();

        // Then: the middle one began before, the root is trusted whatever its dates
        assertThat(trusted.certificate()).isEqualTo(leaf);
        assertThat(trusted.from()).isEqualTo(leaf.notBefore());
        assertThat(trusted.until()).isEqualTo(leaf.notAfter());
        assertThat(trusted.validAt(leaf.notAfter())).isTrue();
        assertThat(trusted.validAt(leaf.notAfter().plusSeconds(1))).isFalse();
        assertThat(trusted.validAt(leaf.notBefore().minusSeconds(1))).isFalse();
    }

    @Test
    void dateAndPathAreThoseOfTheInstantAskedFor() {
        assertThat(chain.trusted(leaf, leaf.notBefore().minusSeconds(1))).isEmpty();
        assertThat(chain.trusted(leaf, leaf.notAfter().plusSeconds(1))).isEmpty();
        var expired = read("test-bank-expired.cer");
        assertThat(chain.trusted(expired, NOW)).isEmpty();
        assertThat(chain.trusted(expired, Instant.parse("2016-06-06T00:00:00Z")))
                .isPresent();
    }

    @Test
    void anIssuerOfTheSameNameIsNotTheIssuer() {
        assertThat(chain.trusted(read("test-forged.cer"), NOW)).isEmpty();
    }

    @Test
    void withoutTheMiddleThereIsNoPath() {
        assertThat(new CertificateChain(List.of(), List.of(root)).trusted(leaf, NOW))
                .isEmpty();
        assertThat(new CertificateChain(List.of(), List.of(root)).trusted(middle, NOW))
                .isPresent();
    }

    @Test
    void severalMiddlesMakeAChangeSeamless() {
        var several = new CertificateChain(List.of(leaf, middle), List.of(leaf, root));
        assertThat(several.trusted(leaf, NOW)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"test-merchant.cer", "test-enc.cer"})
    void whoIsNamedIsNotTheChainsQuestion(String name) {
        assertThat(chain.trusted(read(name), NOW)).isPresent();
    }

    @Test
    void thoseThatExpireAreNamed() {
        assertThat(chain.expiringBefore(NOW)).isEmpty();
        assertThat(chain.expiringBefore(root.notAfter().plusSeconds(1))).containsExactly(middle, root);
    }

    @Test
    void withoutARootNothingStarts() {
        assertThatThrownBy(() -> new CertificateChain(List.of(middle), List.of()))
                .isInstanceOf(UnreadableKeyException.class)
                .hasMessage("at least one root certificate must be trusted");
    }

    private PublicCertificate read(String name) {
        try {
            return certificates.read(Files.readAllBytes(FOLDER.resolve(name))).get(0);
        } catch (IOException failure) {
            throw new AssertionError(name, failure);
        }
    }
}
