package dev.tongfu.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tongfu.crypto.CryptoProviders;
import dev.tongfu.crypto.HttpMessageSigner;
import dev.tongfu.crypto.KeyPairs;
import dev.tongfu.crypto.PublicKeys;
import dev.tongfu.crypto.SignatureAlgorithm;
import dev.tongfu.crypto.SignatureVectors;
import dev.tongfu.crypto.Signer;
import dev.tongfu.http.RequestSignatureOutcome.Reason;
import dev.tongfu.http.RequestSignatureOutcome.Refused;
import dev.tongfu.http.RequestSignatureOutcome.Verified;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.security.KeyPair;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class RequestSignatureRoundTripTest {
    private static final CryptoProviders PROVIDERS = CryptoProviders.load();
    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochSecond(1_800_000_000L), ZoneOffset.UTC);
    private static final KeyPair PAIR = new KeyPairs(PROVIDERS).ed25519();
    private static final Signer SIGNER = PROVIDERS.signer(SignatureAlgorithm.ED25519, PAIR.getPrivate());
    private static final HttpMessageSigner MERCHANT = new HttpMessageSigner("key-1", SIGNER, CLOCK);
    private static final RequestSignatureKey KEY =
            new RequestSignatureKey("m_1", PROVIDERS.verifier(SignatureAlgorithm.ED25519, PAIR.getPublic()), false);

    @Property(tries = 200)
    void whatAMerchantSignsVerifies(
            @ForAll @AlphaChars @StringLength(max = 20) String path,
            @ForAll @AlphaChars @StringLength(max = 20) String query,
            @ForAll @Size(max = 200) byte[] body) {
        // Given
        String target = "/v1/" + path + (query.isEmpty() ? "" : "?q=" + query);
        var request = signed("POST", target, "", body);

        // When
        var outcome = gateway(List.of(), false).verify(request);

        // Then
        assertThat(outcome).isEqualTo(new Verified("m_1", "key-1"));
    }

    @Property(tries = 500)
    void noTextOfTheFieldsBreaksTheCheckOrPassesIt(
            @ForAll @StringLength(max = 60) String input, @ForAll @StringLength(max = 60) String signature) {
        var request = RequestSignaturesTest.request(
                "GET", "/v1/payments", new byte[0], "signature-input", input, "signature", signature);
        assertThat(gateway(List.of(), false).verify(request)).isInstanceOf(Refused.class);
    }

    @Property(tries = 500)
    void anyChangedCharacterOfTheFieldsIsRefused(@ForAll int where, @ForAll boolean inSignature) {
        // Given
        var request = signed("POST", "/v1/payments", "", new byte[] {'{', '}'});
        String field = inSignature ? "signature" : "signature-input";
        String value = request.headers().get(field);
        int at = Math.floorMod(where, value.length());
        char changed = value.charAt(at) == 'x' ? 'y' : 'x';

        // When
        request.headers().set(field, value.substring(0, at) + changed + value.substring(at + 1));
        var outcome = gateway(List.of(), false).verify(request);

        // Then
        assertThat(outcome).isInstanceOf(Refused.class);
    }

    @Test
    void coveredAuthorityMustBeANameOfOurs() {
        var gateway = gateway(List.of("Pay.Example.com", "127.0.0.1:8080"), false);
        assertThat(gateway.verify(signed("GET", "/v1/x", "pay.example.com", new byte[0])))
                .isInstanceOf(Verified.class);
        assertThat(gateway.verify(signed("GET", "/v1/x", "127.0.0.1:8080", new byte[0])))
                .isInstanceOf(Verified.class);
        assertThat(gateway.verify(signed("GET", "/v1/x", "evil.example.com", new byte[0])))
                .isInstanceOf(Refused.class);
        assertThat(gateway.verify(signed("GET", "/v1/x", "", new byte[0]))).isInstanceOf(Verified.class);
    }

    @Test
    void hostIsComparedInLowerCaseAndWithoutItsDefaultPort() {
        // Given
        var request = signed("GET", "/v1/x", "pay.example.com", new byte[0]);
        request.headers().set("host", "PAY.example.com:443");

        // When
        var outcome = gateway(List.of("pay.example.com"), true).verify(request);

        // Then
        assertThat(outcome).isInstanceOf(Verified.class);
    }

    @Test
    void hostOtherThanTheSignedOneIsRefusedAlsoWhenItIsOurs() {
        // Given
        var request = signed("GET", "/v1/x", "pay.example.com", new byte[0]);
        request.headers().set("host", "pay2.example.com");

        // When
        var outcome =
                gateway(List.of("pay.example.com", "pay2.example.com"), true).verify(request);

        // Then
        assertThat(((Refused) outcome).reason()).isEqualTo(Reason.SIGNATURE_INVALID);
    }

    @Test
    void uncoveredAuthorityIsRefusedWhereItIsRequired() {
        var outcome = gateway(List.of("pay.example.com"), true).verify(signed("GET", "/v1/x", "", new byte[0]));
        assertThat(((Refused) outcome).reason()).isEqualTo(Reason.SIGNATURE_MALFORMED);
        assertThatThrownBy(() -> new RequestSignatureConfig(300, List.of(), true))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void componentsMayComeInAnyOrderWithPlainFieldsThatWereSentOnce() {
        // Given
        String parameters = "(\"x-note\" \"@query\" \"@path\" \"@method\");keyid=\"key-1\";alg=\"ed25519\""
                + ";nonce=\"a\\\"b\";tag=\"t\";expires=1800000001; created=1800000000";
        String base = "\"x-note\": two  words\n\"@query\": ?\n\"@path\": /v1/x\n\"@method\": GET\n"
                + "\"@signature-params\": " + parameters;
        String signature = Base64.getEncoder().encodeToString(SIGNER.sign(base.getBytes(US_ASCII)));
        var request = RequestSignaturesTest.request(
                "GET",
                "/v1/x",
                new byte[0],
                "X-Note",
                " two  words\t",
                "Signature-Input",
                "any.label=" + parameters,
                "Signature",
                "any.label=:" + signature + ":");

        // When
        var outcome = gateway(List.of(), false).verify(request);

        // Then
        assertThat(outcome).isInstanceOf(Verified.class);
        request.headers().add("X-Note", "three");
        assertThat(gateway(List.of(), false).verify(request)).isInstanceOf(Refused.class);
    }

    @Test
    void digestSentWithoutABodyMustBeThatOfNothing() {
        // Given
        var request = signed("GET", "/v1/x", "", new byte[0]);
        request.headers().set("content-digest", ContentDigest.of(new byte[0]));

        // When / Then
        assertThat(gateway(List.of(), false).verify(request)).isInstanceOf(Verified.class);
        request.headers().set("content-digest", ContentDigest.of(new byte[1]));
        assertThat(gateway(List.of(), false).verify(request)).isInstanceOf(Refused.class);
    }

    /** RFC 9421 B.2.6: our policy refuses it (no {@code @query}), so its base is checked by itself. */
    @Test
    void signatureBaseOfTheStandardsExampleIsReproduced() {
        // Given
        String input = "sig-b26=(\"date\" \"@method\" \"@path\" \"@authority\" \"content-type\" \"content-length\")"
                + ";created=1618884473;keyid=\"test-key-ed25519\"";
        byte[] signature = Base64.getDecoder()
                .decode("wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==");
        var request = RequestSignaturesTest.request(
                "POST",
                "/foo?param=Value&Pet=dog",
                "{\"hello\": \"world\"}".getBytes(US_ASCII),
                "Host",
                "example.com",
                "Date",
                "Tue, 20 Apr 2021 02:07:55 GMT",
                "Content-Type",
                "application/json",
                "Content-Length",
                "18");
        var key = new PublicKeys(PROVIDERS).fromBase64(SignatureVectors.ED25519_PUBLIC);

        // When
        byte[] base = new RequestSignatureBase(
                        request, RequestSignatureTarget.split(request.target()), RequestSignatureInput.read(input))
                .bytes();

        // Then
        assertThat(PROVIDERS.verifier(SignatureAlgorithm.ED25519, key).verify(base, signature))
                .isTrue();
    }

    private static SignedRequest signed(String method, String target, String authority, byte[] body) {
        var headers = MultiMap.caseInsensitiveMultiMap();
        headers.addAll(MERCHANT.sign(method, target, authority, body));
        if (!authority.isEmpty()) {
            headers.set("host", authority);
        }
        return new SignedRequest(method, target, headers, Buffer.buffer(body));
    }

    private static RequestSignatures gateway(List<String> authorities, boolean required) {
        return new RequestSignatures(
                keyId -> keyId.equals("key-1") ? Optional.of(KEY) : Optional.empty(),
                CLOCK,
                new RequestSignatureConfig(300, authorities, required));
    }
}
