package dev.tongfu.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS8EncryptedPrivateKeyInfoBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KeyFilesTest {
    private static final CryptoProviders PROVIDERS = CryptoProviders.load();
    private static final KeyPairs KEYS = new KeyPairs(PROVIDERS);
    private static final KeyPair RSA = KEYS.rsa(2048);
    private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant UNTIL = Instant.parse("2026-12-31T23:59:59Z");
    private static final byte[] DATA = "data".getBytes(US_ASCII);

    private final PublicKeys publicKeys = new PublicKeys(PROVIDERS);
    private final PrivateKeys privateKeys = new PrivateKeys(PROVIDERS);
    private final SelfSignedCertificates issuing = new SelfSignedCertificates(PROVIDERS);

    static Stream<KeyPair> everyKind() {
        return Stream.of(RSA, KEYS.ed25519(), KEYS.p256(), KEYS.sm2());
    }

    @ParameterizedTest
    @MethodSource("everyKind")
    void keysOfEveryKindReadBackFromPem(KeyPair pair) {
        // When
        var publicKey = publicKeys.fromPem(publicKeys.toPem(pair.getPublic()).replace("\n", "\r\n"));
        var privateKey = privateKeys.fromPem(privateKeys.toPem(pair.getPrivate()));

        // Then
        assertBelongTogether(privateKey, publicKey);
    }

    @ParameterizedTest
    @MethodSource("everyKind")
    void encryptedPemOpensWithItsPasswordOnly(KeyPair pair) throws Exception {
        // Given
        var encryptor = new JceOpenSSLPKCS8EncryptorBuilder(NISTObjectIdentifiers.id_aes256_CBC)
                .setProvider(PROVIDERS.bouncyCastle())
                .setRandom(new SecureRandom())
                .setPassword("geheim".toCharArray())
                .build();
        var encrypted = new JcaPKCS8EncryptedPrivateKeyInfoBuilder(pair.getPrivate()).build(encryptor);
        String pem = PemBlocks.write("ENCRYPTED PRIVATE KEY", encrypted.getEncoded());

        // When
        var opened = privateKeys.fromPem(pem, "geheim".toCharArray());

        // Then
        assertBelongTogether(opened, pair.getPublic());
        assertThatThrownBy(() -> privateKeys.fromPem(pem, "falsch".toCharArray()))
                .isInstanceOf(UnreadableKeyException.class)
                .hasMessageNotContaining("falsch");
        assertThatThrownBy(() -> privateKeys.fromPem(pem)).isInstanceOf(UnreadableKeyException.class);
    }

    @ParameterizedTest
    @MethodSource("everyKind")
    void pkcs12FileGivesTheKeyItsCertificateAndTheDecimalSerial(KeyPair pair) {
        // Given
        var identity = issuing.issue("EBUS.merchant.1", new BigInteger("1039308534"), pair, FROM, UNTIL);
        byte[] pfx = issuing.toPkcs12(identity, "123456".toCharArray());

        // When
        var opened = privateKeys.fromPkcs12(pfx, "123456".toCharArray());

        // Then
        assertBelongTogether(opened.privateKey(), opened.certificate().publicKey());
        assertThat(opened.certificate().serialDecimal()).isEqualTo("1039308534");
        assertThat(opened.certificate().subjectCommonName()).isEqualTo("EBUS.merchant.1");
        assertThat(opened.certificate()).isEqualTo(identity.certificate());
        assertThat(opened.certificate().notAfter()).isEqualTo(UNTIL);
        assertThat(opened.certificate().fingerprint()).matches("[0-9a-f]{64}");
        assertThat(opened.toString()).doesNotContain("Private");
        assertThatThrownBy(() -> privateKeys.fromPkcs12(pfx, "654321".toCharArray()))
                .isInstanceOf(UnreadableKeyException.class)
                .hasMessageNotContaining("654321");
    }

    @Test
    void pkcs12FileWithTheOldCiphersOfTheBanksOpensToo() throws Exception {
        // Given
        var identity = issuing.issue("old ciphers", BigInteger.TEN, RSA, FROM, UNTIL);
        var store = KeyStore.getInstance("PKCS12", PROVIDERS.bouncyCastle());
        store.load(null, null);
        store.setKeyEntry("k", identity.privateKey(), "pw".toCharArray(), new Certificate[] {
            identity.certificate().x509()
        });
        var bytes = new ByteArrayOutputStream();
        store.store(bytes, "pw".toCharArray());

        // When
        var opened = privateKeys.fromPkcs12(bytes.toByteArray(), "pw".toCharArray());

        // Then
        assertThat(opened.certificate()).isEqualTo(identity.certificate());
    }

    @Test
    void certificatesReadFromDerAndFromAPemOfSeveral() {
        // Given
        var first = issuing.issue("first", BigInteger.ONE, KEYS.rsa(1024), FROM, UNTIL)
                .certificate();
        var second = issuing.issue("041@机构@中国银联股份有限公司@1", BigInteger.TWO, KEYS.sm2(), FROM, UNTIL)
                .certificate();
        var reading = new Certificates(PROVIDERS);

        // When
        var one = reading.read(first.der());
        var both = reading.read((first.toPem() + second.toPem()).getBytes(US_ASCII));

        // Then
        assertThat(one).containsExactly(first);
        assertThat(both).containsExactly(first, second);
        assertThat(both.get(1).subjectCommonName()).isEqualTo("041@机构@中国银联股份有限公司@1");
        assertThatThrownBy(() -> reading.read("nothing".getBytes(UTF_8))).isInstanceOf(UnreadableKeyException.class);
        assertThatThrownBy(() -> reading.read(new byte[] {0x30, 1})).isInstanceOf(UnreadableKeyException.class);
    }

    @Test
    void anyPinnedCertificateVerifiesAlsoAnExpiredOneAndNoOther() {
        // Given
        var old = issuing.issue("old", BigInteger.ONE, KEYS.rsa(1024), FROM, UNTIL);
        var next = issuing.issue("next", BigInteger.TWO, RSA, FROM, UNTIL.plusSeconds(1000));
        var stranger = issuing.issue("stranger", BigInteger.TEN, KEYS.rsa(1024), FROM, UNTIL);
        var pinned = new PinnedCertificates(
                PROVIDERS, SignatureAlgorithm.SHA1_WITH_RSA, List.of(old.certificate(), next.certificate()));

        // When / Then
        assertThat(pinned.signedBy(DATA, sha1Rsa(old))).contains(old.certificate());
        assertThat(pinned.signedBy(DATA, sha1Rsa(next))).contains(next.certificate());
        assertThat(pinned.verify(DATA, sha1Rsa(stranger))).isFalse();
        assertThat(pinned.expiringBefore(UNTIL.plusSeconds(500))).containsExactly(old.certificate());
        assertThat(pinned.expiringBefore(UNTIL)).isEmpty();
    }

    @Test
    void textThatIsNoKeyIsRefusedInASentence() {
        for (String text : List.of("", "abc", SignatureVectors.ED25519_PRIVATE, "MCowBQYDK2VwAyEA", "MAA=")) {
            assertThatThrownBy(() -> publicKeys.fromBase64(text)).isInstanceOf(UnreadableKeyException.class);
        }
        String twice = publicKeys
                .toPem(publicKeys.fromBase64(SignatureVectors.P256_PUBLIC))
                .repeat(2);
        assertThatThrownBy(() -> publicKeys.fromPem(twice)).isInstanceOf(UnreadableKeyException.class);
        assertThatThrownBy(() -> privateKeys.fromPem("no key")).isInstanceOf(UnreadableKeyException.class);
        assertThatThrownBy(() -> privateKeys.fromPkcs12(DATA, new char[0])).isInstanceOf(UnreadableKeyException.class);
    }

    @Test
    void pointOffItsCurveIsRefused() {
        for (String key : List.of(SignatureVectors.P256_PUBLIC, SignatureVectors.SM2_PUBLIC)) {
            SignatureVectors.everyProvider().forEach(providers -> {
                byte[] der = Base64.getDecoder().decode(key);
                der[der.length - 1] ^= 1;
                assertThatThrownBy(() -> new PublicKeys(providers).fromDer(der))
                        .isInstanceOf(UnreadableKeyException.class);
            });
        }
    }

    private static byte[] sha1Rsa(SigningIdentity identity) {
        return PROVIDERS
                .signer(SignatureAlgorithm.SHA1_WITH_RSA, identity.privateKey())
                .sign(DATA);
    }

    private static void assertBelongTogether(PrivateKey privateKey, PublicKey publicKey) {
        var algorithm = SignatureAlgorithm.forMerchantKey(PROVIDERS.kindOf(publicKey));
        byte[] signature = PROVIDERS.signer(algorithm, privateKey).sign(DATA);
        assertThat(PROVIDERS.verifier(algorithm, publicKey).verify(DATA, signature))
                .isTrue();
    }
}
