package dev.tongfu.http;

import static dev.tongfu.http.RequestSignatureOutcome.Reason.DIGEST_MISMATCH;
import static dev.tongfu.http.RequestSignatureOutcome.Reason.MALFORMED_REQUEST;
import static dev.tongfu.http.RequestSignatureOutcome.Reason.SIGNATURE_EXPIRED;
import static dev.tongfu.http.RequestSignatureOutcome.Reason.SIGNATURE_INVALID;
import static dev.tongfu.http.RequestSignatureOutcome.Reason.SIGNATURE_MALFORMED;
import static dev.tongfu.http.RequestSignatureOutcome.Reason.SIGNATURE_MISSING;
import static dev.tongfu.http.RequestSignatureOutcome.Reason.UNKNOWN_KEY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tongfu.crypto.CryptoProviders;
import dev.tongfu.crypto.PublicKeys;
import dev.tongfu.crypto.SignatureAlgorithm;
import dev.tongfu.crypto.SignatureVectors;
import dev.tongfu.http.RequestSignatureOutcome.Reason;
import dev.tongfu.http.RequestSignatureOutcome.Refused;
import dev.tongfu.http.RequestSignatureOutcome.Verified;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The worked examples of the merchant API's signature, and everything that must be refused. */
class RequestSignaturesTest {
    private static final CryptoProviders PROVIDERS = CryptoProviders.load();
    private static final String INPUT = "sig1=" + SignatureVectors.parameters("example-ed25519");
    private static final String SIGNATURE = "sig1=:" + SignatureVectors.ED25519_SIGNATURE + ":";
    private static final Map<String, RequestSignatureKey> KEYS = Map.of(
            "example-ed25519", key("m_1", SignatureAlgorithm.ED25519, SignatureVectors.ED25519_PUBLIC, false),
            "example-p256", key("m_1", SignatureAlgorithm.ECDSA_P256_SHA256, SignatureVectors.P256_PUBLIC, false),
            "example-sm2", key("m_2", SignatureAlgorithm.SM2_SM3, SignatureVectors.SM2_PUBLIC, false),
            "revoked", key("m_1", SignatureAlgorithm.ED25519, SignatureVectors.ED25519_PUBLIC, true));

    private final SignedRequest example = request(
            "POST",
            "/v1/payments",
            SignatureVectors.body(),
            "Content-Digest",
            SignatureVectors.CONTENT_DIGEST,
            "Signature-Input",
            INPUT,
            "Signature",
            SIGNATURE);

    @ParameterizedTest
    @CsvSource({
        "example-ed25519, m_1, " + SignatureVectors.ED25519_SIGNATURE,
        "example-p256, m_1, " + SignatureVectors.P256_SIGNATURE,
        "example-sm2, m_2, " + SignatureVectors.SM2_SIGNATURE
    })
    void exampleRequestVerifiesUnderEveryAlgorithm(String keyId, String merchant, String signature) {
        // Given
        var request = with("Signature-Input", "sig1=" + SignatureVectors.parameters(keyId));
        request = with(request, "Signature", "sig1=:" + signature + ":");

        // When
        var outcome = verify(request);

        // Then
        assertThat(outcome).isEqualTo(new Verified(merchant, keyId));
    }

    @Test
    void exampleWithoutABodyVerifies() {
        // Given
        var request = request(
                "GET",
                "/v1/payments?order_no=A20261123-0001",
                new byte[0],
                "Signature-Input",
                "sig1=(\"@method\" \"@path\" \"@query\");created=1795584000;keyid=\"example-ed25519\"",
                "Signature",
                "sig1=:" + SignatureVectors.GET_SIGNATURE + ":");

        // When / Then
        assertThat(verify(request)).isEqualTo(new Verified("m_1", "example-ed25519"));
        assertThat(reason(verify(new SignedRequest(
                        "GET", "/v1/payments?order_no=A20261123-0002", request.headers(), Buffer.buffer()))))
                .isEqualTo(SIGNATURE_INVALID);
    }

    static Stream<Arguments> otherRequests() {
        byte[] body = SignatureVectors.body();
        byte[] other = body.clone();
        other[30] ^= 1;
        return Stream.of(
                Arguments.of("PUT", "/v1/payments", body, SIGNATURE_INVALID),
                Arguments.of("post", "/v1/payments", body, SIGNATURE_INVALID),
                Arguments.of("POST", "/v1/refunds", body, SIGNATURE_INVALID),
                Arguments.of("POST", "/v1/payments/", body, SIGNATURE_INVALID),
                Arguments.of("POST", "/v1/payments?", body, null),
                Arguments.of("POST", "/v1/payments?a=b", body, SIGNATURE_INVALID),
                Arguments.of("POST", "/v1/payments??", body, SIGNATURE_INVALID),
                Arguments.of("POST", "/v1/payments", other, DIGEST_MISMATCH),
                Arguments.of("POST", "/v1/payments", new byte[0], DIGEST_MISMATCH));
    }

    @ParameterizedTest
    @MethodSource("otherRequests")
    void anyOtherMethodPathQueryOrBodyIsRefused(
            String method, String target, byte[] body, @org.jspecify.annotations.Nullable Reason reason) {
        var outcome = verify(new SignedRequest(method, target, example.headers(), Buffer.buffer(body)));
        assertThat(outcome instanceof Refused refused ? refused.reason() : null).isEqualTo(reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*",
                "v1/payments",
                "http://localhost/v1/payments",
                "//v1/payments",
                "/v1//payments",
                "/v1/./payments",
                "/v1/x/../payments",
                "/v1/payments/..",
                "/v1/%70ayments",
                "/v1/pay%2dments",
                "/v1/pay%2fments",
                "/v1/pay%2",
                "/v1/pay%zz",
                "/v1/payments#x",
                "/v1/支付",
                "/v1/pay ments",
                "/v1\\payments",
                "/v1/payments?a=支",
                "/v1/payments?a#b",
                "/v1/payments?a b"
            })
    void targetThatIsNotInItsNormalFormIsRefusedAsMalformed(String target) {
        assertThat(reason(verify(new SignedRequest("POST", target, example.headers(), example.body()))))
                .isEqualTo(MALFORMED_REQUEST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/v1/a%2Fb", "/v1/a-b._~", "/v1/%E6%94%AF", "/v1/...", "/v1/a:b@c;d=e", "/v1/x?y=%zz/../"})
    void targetInNormalFormIsTakenAsItIs(String target) {
        assertThat(reason(verify(new SignedRequest("POST", target, example.headers(), example.body()))))
                .isEqualTo(SIGNATURE_INVALID);
    }

    @ParameterizedTest
    @CsvSource({"-301, false", "-300, true", "0, true", "300, true", "301, false"})
    void createdMayBeThreeHundredSecondsFromOurClockAndNoMore(long offset, boolean accepted) {
        // Given
        var clock = Clock.fixed(Instant.ofEpochSecond(SignatureVectors.CREATED + offset), ZoneOffset.UTC);

        // When
        var outcome = signatures(clock, List.of(), false).verify(example);

        // Then
        if (accepted) {
            assertThat(outcome).isInstanceOf(Verified.class);
        } else {
            assertThat(reason(outcome)).isEqualTo(SIGNATURE_EXPIRED);
        }
    }

    @ParameterizedTest
    @MethodSource("brokenInputs")
    void signatureInputThatIsNotExactlyWhatTheRulesAllowIsRefused(String from, String to, Reason reason) {
        // Given
        var broken = INPUT.replace(from, to);
        assertThat(broken).isNotEqualTo(INPUT);

        // When
        var outcome = verify(with("Signature-Input", broken));

        // Then
        assertThat(reason(outcome)).isEqualTo(reason);
    }

    static Stream<Arguments> brokenInputs() {
        return Stream.of(
                Arguments.of(";created=1795584000", "", SIGNATURE_MALFORMED),
                Arguments.of(";created=1795584000", ";created=\"1795584000\"", SIGNATURE_MALFORMED),
                Arguments.of(";created=1795584000", ";created=1795584000.0", SIGNATURE_MALFORMED),
                Arguments.of(";created=1795584000", ";created=-1795584000", SIGNATURE_MALFORMED),
                Arguments.of(";created=1795584000", ";created", SIGNATURE_MALFORMED),
                Arguments.of(";created=1795584000", ";created=9999999999999999", SIGNATURE_MALFORMED),
                Arguments.of(";created=1795584000", ";created=1795584000;created=1795584000", SIGNATURE_MALFORMED),
                Arguments.of(";created=1795584000", ";created=1795584000;expires=1795583999", SIGNATURE_EXPIRED),
                Arguments.of(";created=1795584000", ";created=1795584000;unknown=1", SIGNATURE_MALFORMED),
                Arguments.of(";created=1795584000", ";created=1795584000;alg=\"ed25519\"", SIGNATURE_INVALID),
                Arguments.of(";created=1795584000", ";created=1795584000;alg=\"rsa-v1_5-sha256\"", SIGNATURE_MALFORMED),
                Arguments.of(";created=1795584000", ";created=1795584000;nonce=\"n\";tag=\"t\"", SIGNATURE_INVALID),
                Arguments.of(";keyid=\"example-ed25519\"", "", SIGNATURE_MALFORMED),
                Arguments.of("\"example-ed25519\"", "\"\"", SIGNATURE_MALFORMED),
                Arguments.of("\"example-ed25519\"", "\"nobody\"", UNKNOWN_KEY),
                Arguments.of("\"example-ed25519\"", "\"revoked\"", UNKNOWN_KEY),
                Arguments.of("\"example-ed25519\"", "\"example-sm2\"", SIGNATURE_INVALID),
                Arguments.of("\"example-ed25519\"", "example-ed25519", SIGNATURE_MALFORMED),
                Arguments.of("\"example-ed25519\"", "\"example-ed25519", SIGNATURE_MALFORMED),
                Arguments.of("\"@method\" ", "", SIGNATURE_MALFORMED),
                Arguments.of("\"@path\" ", "", SIGNATURE_MALFORMED),
                Arguments.of("\"@query\" ", "", SIGNATURE_MALFORMED),
                Arguments.of(" \"content-digest\"", "", SIGNATURE_MALFORMED),
                Arguments.of("\"@method\"", "\"@method\" \"@method\"", SIGNATURE_MALFORMED),
                Arguments.of("\"@method\"", "\"@method\" \"@target-uri\"", SIGNATURE_MALFORMED),
                Arguments.of("\"@method\"", "\"@method\" \"@status\"", SIGNATURE_MALFORMED),
                Arguments.of("\"@method\"", "\"@method\" \"@signature-params\"", SIGNATURE_MALFORMED),
                Arguments.of("\"@method\"", "\"@method\" \"signature\"", SIGNATURE_MALFORMED),
                Arguments.of("\"@method\"", "\"@method\" \"Date\"", SIGNATURE_MALFORMED),
                Arguments.of("\"@method\"", "\"@method\" \"date\"", SIGNATURE_MALFORMED),
                Arguments.of("\"@method\"", "\"@method\" \"\"", SIGNATURE_MALFORMED),
                Arguments.of("\"@method\"", "@method", SIGNATURE_MALFORMED),
                Arguments.of("\"@method\" ", "\"@method\"", SIGNATURE_MALFORMED),
                Arguments.of("\"@method\"", "\"@method\";req", SIGNATURE_MALFORMED),
                Arguments.of("\"content-digest\"", "\"content-digest\";sf", SIGNATURE_MALFORMED),
                Arguments.of("\"content-digest\"", "\"content-digest\";bs", SIGNATURE_MALFORMED),
                Arguments.of("\"content-digest\"", "\"content-digest\";tr", SIGNATURE_MALFORMED),
                Arguments.of("sig1=", "sig1", SIGNATURE_MALFORMED),
                Arguments.of("sig1=", "Sig1=", SIGNATURE_MALFORMED),
                Arguments.of("sig1=", "other=", SIGNATURE_MALFORMED),
                Arguments.of("sig1=", "", SIGNATURE_MALFORMED),
                Arguments.of("sig1=", "sig0=(), sig1=", SIGNATURE_MALFORMED),
                Arguments.of("(", "((", SIGNATURE_MALFORMED),
                Arguments.of(")", "", SIGNATURE_MALFORMED),
                Arguments.of("keyid=\"example-ed25519\"", "keyid=\"example-ed25519\", sig2=()", SIGNATURE_MALFORMED),
                Arguments.of("keyid=\"example-ed25519\"", "keyid=\"example-ed25519\";", SIGNATURE_MALFORMED),
                Arguments.of("keyid=\"example-ed25519\"", "keyid=\"example\\-ed25519\"", SIGNATURE_MALFORMED),
                Arguments.of("keyid=\"example-ed25519\"", "keyid=\"" + "x".repeat(5000) + "\"", SIGNATURE_MALFORMED));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sig1",
                "sig1=",
                "sig1=::",
                "sig1=:AAAA",
                "sig1=:A A=:",
                "sig1=:AAA:",
                "sig2=:AAAA:",
                "sig1=\"AAAA\"",
                "sig1=:AAAA:;a=1",
                "sig1=:AAAA:, sig1=:AAAA:"
            })
    void signatureFieldOfAnotherFormIsRefused(String value) {
        assertThat(reason(verify(with("Signature", value)))).isIn(SIGNATURE_MALFORMED, SIGNATURE_INVALID);
    }

    @Test
    void signatureHasOneTextOnly() {
        // Given
        String strayBits = SIGNATURE.replace("CQ==:", "CR==:");
        String unpadded = SIGNATURE.replace("==:", ":");

        // When / Then
        assertThat(reason(verify(with("Signature", strayBits)))).isEqualTo(SIGNATURE_MALFORMED);
        assertThat(reason(verify(with("Signature", unpadded)))).isEqualTo(SIGNATURE_MALFORMED);
    }

    @Test
    void signatureThatIsMissingInPartOrSentTwiceIsRefused() {
        assertThat(reason(verify(without("Signature")))).isEqualTo(SIGNATURE_MISSING);
        assertThat(reason(verify(without("Signature-Input")))).isEqualTo(SIGNATURE_MISSING);
        assertThat(reason(verify(without("Content-Digest")))).isEqualTo(SIGNATURE_MALFORMED);
        for (String field : List.of("Signature-Input", "Signature", "Content-Digest")) {
            var headers = copy(example.headers());
            headers.add(field, headers.get(field));
            assertThat(reason(verify(new SignedRequest("POST", "/v1/payments", headers, example.body()))))
                    .isEqualTo(SIGNATURE_MALFORMED);
        }
    }

    @ParameterizedTest
    @MethodSource("digests")
    void contentDigestIsCheckedWholeAndStrictly(UnaryOperator<String> change, Reason reason) {
        var request = with("Content-Digest", change.apply(SignatureVectors.CONTENT_DIGEST));
        assertThat(reason(verify(request))).isEqualTo(reason);
    }

    static Stream<Arguments> digests() {
        String sha512 = "sha-512=:" + "A".repeat(86) + "==:";
        return Stream.of(
                Arguments.of(change(digest -> digest + ", " + sha512), DIGEST_MISMATCH),
                Arguments.of(change(digest -> sha512), DIGEST_MISMATCH),
                Arguments.of(change(digest -> digest.replace("1q4v", "1q4w")), DIGEST_MISMATCH),
                Arguments.of(change(digest -> digest + "," + digest), SIGNATURE_MALFORMED),
                Arguments.of(change(digest -> digest + ","), SIGNATURE_MALFORMED),
                Arguments.of(change(digest -> digest + " x"), SIGNATURE_MALFORMED),
                Arguments.of(change(digest -> digest + ", md5=:AAAA:"), SIGNATURE_MALFORMED),
                Arguments.of(change(digest -> digest.replace("sha-256", "SHA-256")), SIGNATURE_MALFORMED),
                Arguments.of(change(digest -> digest.replace(":", "")), SIGNATURE_MALFORMED),
                Arguments.of(change(digest -> ""), SIGNATURE_MALFORMED));
    }

    @Test
    void refusalNeverRepeatsWhatWasSent() {
        var outcome = verify(with("Signature-Input", INPUT.replace("example-ed25519", "<script>")));
        assertThat(((Refused) outcome).detail()).doesNotContain("script");
    }

    @Test
    void ownerOfAKeyIsKnownWithoutProofUnlessItIsRevoked() {
        var signatures = signatures(clock(), List.of(), false);
        assertThat(signatures.merchantOf("example-sm2")).contains("m_2");
        assertThat(signatures.merchantOf("revoked")).isEmpty();
        assertThat(signatures.merchantOf("nobody")).isEmpty();
    }

    private static UnaryOperator<String> change(UnaryOperator<String> change) {
        return change;
    }

    private SignedRequest with(String field, String value) {
        return with(example, field, value);
    }

    private static SignedRequest with(SignedRequest request, String field, String value) {
        return new SignedRequest(
                request.method(), request.target(), copy(request.headers()).set(field, value), request.body());
    }

    private SignedRequest without(String field) {
        return new SignedRequest("POST", "/v1/payments", copy(example.headers()).remove(field), example.body());
    }

    static MultiMap copy(MultiMap headers) {
        return MultiMap.caseInsensitiveMultiMap().addAll(headers);
    }

    static SignedRequest request(String method, String target, byte[] body, String... fields) {
        var headers = MultiMap.caseInsensitiveMultiMap();
        for (int i = 0; i < fields.length; i += 2) {
            headers.add(fields[i], fields[i + 1]);
        }
        return new SignedRequest(method, target, headers, Buffer.buffer(body));
    }

    private static RequestSignatureKey key(
            String merchant, SignatureAlgorithm algorithm, String publicKey, boolean revoked) {
        var key = new PublicKeys(PROVIDERS).fromBase64(publicKey);
        return new RequestSignatureKey(merchant, PROVIDERS.verifier(algorithm, key), revoked);
    }

    private static RequestSignatureOutcome verify(SignedRequest request) {
        return signatures(clock(), List.of(), false).verify(request);
    }

    private static Clock clock() {
        return Clock.fixed(Instant.ofEpochSecond(SignatureVectors.CREATED), ZoneOffset.UTC);
    }

    private static RequestSignatures signatures(Clock clock, List<String> authorities, boolean required) {
        return new RequestSignatures(
                keyId -> Optional.ofNullable(KEYS.get(keyId)),
                clock,
                new RequestSignatureConfig(300, authorities, required));
    }

    private static Reason reason(RequestSignatureOutcome outcome) {
        assertThat(outcome).isInstanceOf(Refused.class);
        return ((Refused) outcome).reason();
    }
}
