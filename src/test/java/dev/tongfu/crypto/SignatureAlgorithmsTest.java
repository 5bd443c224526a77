package dev.tongfu.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyPair;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SignatureAlgorithmsTest {
    private static final CryptoProviders FAST = CryptoProviders.load();
    private static final CryptoProviders PORTABLE = CryptoProviders.portable();
    private static final byte[] DATA = "what is signed".getBytes(US_ASCII);

    static Stream<Arguments> vectors() {
        return Stream.of(FAST, PORTABLE)
                .flatMap(providers -> Stream.of(
                        Arguments.of(
                                providers,
                                SignatureAlgorithm.ED25519,
                                SignatureVectors.ED25519_PUBLIC,
                                "example-ed25519",
                                SignatureVectors.ED25519_SIGNATURE),
                        Arguments.of(
                                providers,
                                SignatureAlgorithm.ECDSA_P256_SHA256,
                                SignatureVectors.P256_PUBLIC,
                                "example-p256",
                                SignatureVectors.P256_SIGNATURE),
                        Arguments.of(
                                providers,
                                SignatureAlgorithm.SM2_SM3,
                                SignatureVectors.SM2_PUBLIC,
                                "example-sm2",
                                SignatureVectors.SM2_SIGNATURE)));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void publishedSignatureVerifiesAgainAndAgainAndAnAlteredOneNever(
            CryptoProviders providers, SignatureAlgorithm algorithm, String key, String keyId, String signature) {
        // Given
        var verifier = providers.verifier(algorithm, new PublicKeys(providers).fromBase64(key));
        byte[] data = SignatureVectors.base(keyId);
        byte[] good = Base64.getDecoder().decode(signature);
        byte[] bad = good.clone();
        bad[bad.length - 2] ^= 1;

        // When / Then
        assertThat(verifier.verify(data, good)).isTrue();
        assertThat(verifier.verify(data, bad)).isFalse();
        assertThat(verifier.verify(data, good)).isTrue();
        assertThat(verifier.verify(SignatureVectors.base("another"), good)).isFalse();
        for (byte[] malformed : List.of(new byte[0], new byte[] {0x30}, new byte[64], new byte[5000])) {
            assertThat(verifier.verify(data, malformed)).isFalse();
        }
        assertThat(verifier.verify(data, good)).isTrue();
    }

    static Stream<Arguments> pairs() {
        var keys = new KeyPairs(FAST);
        var rsa = keys.rsa(2048);
        return Stream.of(
                Arguments.of(SignatureAlgorithm.ED25519, keys.ed25519()),
                Arguments.of(SignatureAlgorithm.RSA_V1_5_SHA256, rsa),
                Arguments.of(SignatureAlgorithm.SHA1_WITH_RSA, keys.rsa(1024)),
                Arguments.of(SignatureAlgorithm.SHA256_WITH_RSA, rsa),
                Arguments.of(SignatureAlgorithm.ECDSA_P256_SHA256, keys.p256()),
                Arguments.of(SignatureAlgorithm.SM2_SM3, keys.sm2()));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void whatOneProviderSignsTheOtherVerifies(SignatureAlgorithm algorithm, KeyPair pair) {
        for (var signing : List.of(FAST, PORTABLE)) {
            for (var verifying : List.of(FAST, PORTABLE)) {
                // When
                byte[] signature = signing.signer(algorithm, pair.getPrivate()).sign(DATA);

                // Then
                assertThat(verifying.verifier(algorithm, pair.getPublic()).verify(DATA, signature))
                        .isTrue();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void oneVerifierAndOneSignerServeManyThreads(SignatureAlgorithm algorithm, KeyPair pair) throws Exception {
        // Given
        var signer = FAST.signer(algorithm, pair.getPrivate());
        var verifier = FAST.verifier(algorithm, pair.getPublic());
        var threads = Executors.newFixedThreadPool(4);
        Callable<Boolean> work = () -> IntStream.range(0, 20)
                .allMatch(i -> verifier.verify(new byte[] {(byte) i}, signer.sign(new byte[] {(byte) i}))
                        && !verifier.verify(new byte[] {(byte) (i + 1)}, signer.sign(new byte[] {(byte) i})));

        // When
        var results = threads.invokeAll(List.of(work, work, work, work));

        // Then
        threads.shutdown();
        for (Future<Boolean> result : results) {
            assertThat(result.get()).isTrue();
        }
    }

    @Test
    void ecdsaSignatureOnTheWireIsTheRawSixtyFourBytes() {
        var pair = new KeyPairs(FAST).p256();
        for (var providers : List.of(FAST, PORTABLE)) {
            assertThat(providers
                            .signer(SignatureAlgorithm.ECDSA_P256_SHA256, pair.getPrivate())
                            .sign(DATA))
                    .hasSize(64);
        }
    }

    @Test
    void ed25519SigningReproducesTheExampleRequest() {
        SignatureVectors.everyProvider().forEach(providers -> {
            // Given
            byte[] pkcs8 = Base64.getDecoder().decode(SignatureVectors.ED25519_PRIVATE);
            var signer = providers.signer(SignatureAlgorithm.ED25519, new PrivateKeys(providers).fromDer(pkcs8));

            // When
            byte[] signature = signer.sign(SignatureVectors.base("example-ed25519"));

            // Then
            assertThat(Base64.getEncoder().encodeToString(signature)).isEqualTo(SignatureVectors.ED25519_SIGNATURE);
        });
    }

    @Test
    void keyOfAnotherKindOrTooShortIsRefusedForAnAlgorithm() {
        var keys = new KeyPairs(FAST);
        var p256 = keys.p256();
        var sm2 = keys.sm2();
        var shortRsa = keys.rsa(1024);
        assertThatThrownBy(() -> FAST.verifier(SignatureAlgorithm.SM2_SM3, p256.getPublic()))
                .isInstanceOf(UnreadableKeyException.class)
                .hasMessageContaining("SM2");
        assertThatThrownBy(() -> FAST.verifier(SignatureAlgorithm.ECDSA_P256_SHA256, sm2.getPublic()))
                .isInstanceOf(UnreadableKeyException.class);
        assertThatThrownBy(() -> FAST.signer(SignatureAlgorithm.ED25519, sm2.getPrivate()))
                .isInstanceOf(UnreadableKeyException.class);
        assertThatThrownBy(() -> FAST.verifier(SignatureAlgorithm.RSA_V1_5_SHA256, shortRsa.getPublic()))
                .isInstanceOf(UnreadableKeyException.class)
                .hasMessageContaining("2048");
    }

    @Test
    void descriptionNamesAProviderForEveryAlgorithmAndNothingIsInstalledForTheJvm() {
        assertThat(PORTABLE.description()).contains("sm2-sm3=BC", "rsa-v1_5-sha256=SunRsaSign", "ed25519=BC");
        assertThat(FAST.description()).contains("sm2-sm3=BC").contains("SHA1withRSA=");
        assertThat(java.security.Security.getProvider("BC")).isNull();
        assertThat(java.security.Security.getProvider("AmazonCorrettoCryptoProvider"))
                .isNull();
    }
}
