package dev.tongfu.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class WebhookSignatureTest {
    private static final CryptoProviders PROVIDERS = CryptoProviders.load();
    private static final WebhookSecret SECRET = WebhookSecret.parse("whsec_JRCZTucKqBtPSc30A+S+GQwxMAPkEVri");
    private static final String ID = "ntf_01KAQ5V0Z3T8M6W2";
    private static final String TIMESTAMP = "1795584005";
    private static final Instant AT = Instant.ofEpochSecond(1795584005L);
    private static final byte[] BODY = ("{\"type\":\"payment.succeeded\",\"timestamp\":\"2026-11-25T05:20:05Z\","
                    + "\"data\":{\"id\":\"pay_01KAQ5TQ7C9D4N1X\",\"order_no\":\"A20261123-0001\","
                    + "\"status\":\"succeeded\",\"amount\":12345,\"currency\":\"CNY\",\"sequence\":3}}")
            .getBytes(UTF_8);
    private static final String V1 = "v1,8yilKSJR0012rejNKIgY6nnS84bg6qcYM8Jd+XZ6gsQ=";
    private static final String V1A =
            "v1a,PZfQLLlct1bxggjFP3Ynhb5WO57WJWbS/4VO+xO6HPQJ1THLKKif8wtpjwDsMulAr5/ZYmeuKzdJwdVlgGsYDw==";
    private static final String WHPK = "whpk_JrQLj5P/89iXES9+vFgrIy29clF9CC/oPPsw3c5D0bs=";

    private final WebhookKeys keys = new WebhookKeys(PROVIDERS);

    @Test
    void publishedVectorOfStandardWebhooksIsReproduced() {
        // Given
        var secret = WebhookSecret.parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        byte[] body = "{\"test\": 2432232314}".getBytes(UTF_8);

        // When
        String header = new WebhookSigner(List.of(secret), List.of())
                .sign("msg_p5jXN8AQM9LWM0D4loKWxJek", Instant.ofEpochSecond(1614265330L), body);

        // Then
        assertThat(header).isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void exampleNotificationIsSignedWithSecretAndKey() {
        // When
        String header = new WebhookSigner(List.of(SECRET), List.of(ed25519Signer())).sign(ID, AT, BODY);

        // Then
        assertThat(header).isEqualTo(V1 + " " + V1A);
    }

    @Test
    void receiverVerifiesWithWhicheverKeyItHolds() {
        assertThat(verifier(List.of(SECRET), List.of()).verify(ID, TIMESTAMP, V1, BODY))
                .isEqualTo(WebhookVerdict.VALID);
        assertThat(verifier(List.of(SECRET), List.of()).verify(ID, TIMESTAMP, V1A + " " + V1, BODY))
                .isEqualTo(WebhookVerdict.VALID);
        assertThat(verifier(List.of(), List.of(keys.verifier(WHPK))).verify(ID, TIMESTAMP, V1 + " " + V1A, BODY))
                .isEqualTo(WebhookVerdict.VALID);
    }

    @Test
    void duringAChangeOfSecretTheOldAndTheNewOneBothVerify() {
        // Given
        var next = WebhookSecret.generate(new Tokens());

        // When
        String header = new WebhookSigner(List.of(SECRET, next), List.of()).sign(ID, AT, BODY);

        // Then
        assertThat(header.split(" ")).hasSize(2).contains(V1);
        for (var secret : List.of(SECRET, next, WebhookSecret.parse(next.reveal()))) {
            assertThat(verifier(List.of(secret), List.of())
                            .verify(ID, TIMESTAMP, header, BODY)
                            .isValid())
                    .isTrue();
        }
    }

    @Test
    void sm2SignedNotificationVerifiesWithTheSm2Key() {
        // Given
        var pair = new KeyPairs(PROVIDERS).sm2();
        var signer = PROVIDERS.signer(SignatureAlgorithm.SM2_SM3, pair.getPrivate());
        var key = PROVIDERS.verifier(SignatureAlgorithm.SM2_SM3, pair.getPublic());

        // When
        String header = new WebhookSigner(List.of(), List.of(signer)).sign(ID, AT, BODY);

        // Then
        assertThat(header).startsWith("v1sm2,");
        assertThat(verifier(List.of(), List.of(key)).verify(ID, TIMESTAMP, header, BODY))
                .isEqualTo(WebhookVerdict.VALID);
        assertThat(verifier(List.of(), List.of(keys.verifier(WHPK))).verify(ID, TIMESTAMP, header, BODY))
                .isEqualTo(WebhookVerdict.NO_MATCH);
    }

    @Test
    void anyOtherIdTimeBodyOrSecretDoesNotVerify() {
        var verifier = verifier(List.of(SECRET), List.of());
        byte[] other = BODY.clone();
        other[20] ^= 1;
        assertThat(verifier.verify("ntf_other", TIMESTAMP, V1, BODY)).isEqualTo(WebhookVerdict.NO_MATCH);
        assertThat(verifier.verify(ID, "1795584006", V1, BODY)).isEqualTo(WebhookVerdict.NO_MATCH);
        assertThat(verifier.verify(ID, TIMESTAMP, V1, other)).isEqualTo(WebhookVerdict.NO_MATCH);
        assertThat(verifier.verify(ID, TIMESTAMP, "", BODY)).isEqualTo(WebhookVerdict.NO_MATCH);
        assertThat(verifier.verify(ID, TIMESTAMP, "v1,%%% v2,AAAA v1", BODY)).isEqualTo(WebhookVerdict.NO_MATCH);
        assertThat(verifier(List.of(WebhookSecret.generate(new Tokens())), List.of())
                        .verify(ID, TIMESTAMP, V1, BODY))
                .isEqualTo(WebhookVerdict.NO_MATCH);
        assertThat(verifier.verify(ID, "1795583704", V1, BODY)).isEqualTo(WebhookVerdict.OUT_OF_TIME);
        assertThat(verifier.verify(ID, "1795584306", V1, BODY)).isEqualTo(WebhookVerdict.OUT_OF_TIME);
        assertThat(verifier.verify(ID, "1795584005.0", V1, BODY)).isEqualTo(WebhookVerdict.MALFORMED);
        assertThat(verifier.verify("", TIMESTAMP, V1, BODY)).isEqualTo(WebhookVerdict.MALFORMED);
        assertThat(verifier.verify(ID, TIMESTAMP, (V1 + " ").repeat(9), BODY)).isEqualTo(WebhookVerdict.MALFORMED);
    }

    @Test
    void ed25519KeysTravelInTheFormOfTheStandard() {
        // Given
        var pair = new KeyPairs(PROVIDERS).ed25519();

        // When
        var signer = keys.signer(keys.privateText(pair.getPrivate()));
        var key = keys.verifier(keys.publicText(pair.getPublic()));

        // Then
        assertThat(key.verify(BODY, signer.sign(BODY))).isTrue();
        assertThat(keys.publicText(new PublicKeys(PROVIDERS).fromBase64(SignatureVectors.ED25519_PUBLIC)))
                .isEqualTo(WHPK);
    }

    @Test
    void brokenKeysAreRefusedAndSecretsNeverPrinted() {
        for (String text : List.of("", "whsec_", "whsec_AAAA", "whsec_***", "JRCZTucKqBtPSc30A+S+GQwxMAPkEVri")) {
            assertThatThrownBy(() -> WebhookSecret.parse(text)).isInstanceOf(UnreadableKeyException.class);
        }
        assertThatThrownBy(() -> keys.verifier("whpk_AAAA")).isInstanceOf(UnreadableKeyException.class);
        assertThatThrownBy(() -> keys.signer(WHPK)).isInstanceOf(UnreadableKeyException.class);
        var rsa = PROVIDERS.signer(
                SignatureAlgorithm.RSA_V1_5_SHA256,
                new KeyPairs(PROVIDERS).rsa(2048).getPrivate());
        assertThatThrownBy(() -> new WebhookSigner(List.of(), List.of(rsa))).isInstanceOf(UnreadableKeyException.class);
        assertThatThrownBy(() -> new WebhookSigner(List.of(), List.of())).isInstanceOf(UnreadableKeyException.class);
        assertThat(SECRET.toString()).doesNotContain("JRCZ");
    }

    private Signer ed25519Signer() {
        byte[] pkcs8 = Base64.getDecoder().decode(SignatureVectors.ED25519_PRIVATE);
        return PROVIDERS.signer(SignatureAlgorithm.ED25519, new PrivateKeys(PROVIDERS).fromDer(pkcs8));
    }

    private static WebhookVerifier verifier(List<WebhookSecret> secrets, List<Verifier> verifiers) {
        return new WebhookVerifier(secrets, verifiers, Clock.fixed(AT, ZoneOffset.UTC), 300);
    }
}
