package dev.tongfu.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperatorSecretsTest {
    private final Totp totp = new Totp("12345678901234567890".getBytes(US_ASCII));
    private final Instant now = Instant.ofEpochSecond(1_111_111_111L);

    /** RFC 6238 appendix B, SHA-1, the last six of its eight digits. */
    @ParameterizedTest
    @CsvSource({
        "59, 287082",
        "1111111109, 081804",
        "1111111111, 050471",
        "1234567890, 005924",
        "2000000000, 279037",
        "20000000000, 353130"
    })
    void codesAreThoseOfTheStandard(long second, String code) {
        assertThat(totp.codeAt(Instant.ofEpochSecond(second))).isEqualTo(code);
    }

    @Test
    void codeIsAcceptedOneStepEarlyOrLateAndNoFurther() {
        for (int seconds : new int[] {-30, 0, 30}) {
            assertThat(totp.accept(totp.codeAt(now.plusSeconds(seconds)), now, 0))
                    .isPresent();
        }
        for (int seconds : new int[] {-60, 60}) {
            assertThat(totp.accept(totp.codeAt(now.plusSeconds(seconds)), now, 0))
                    .isEmpty();
        }
        for (String wrong : new String[] {"", "12345", "1234567", "abcdef", "٠٥٠٤٧١"}) {
            assertThat(totp.accept(wrong, now, 0)).isEmpty();
        }
    }

    @Test
    void codeIsAcceptedOnce() {
        // Given
        String code = totp.codeAt(now);
        long used = totp.accept(code, now, 0).orElseThrow();

        // When
        var again = totp.accept(code, now, used);

        // Then
        assertThat(again).isEmpty();
    }

    @Test
    void secretTravelsAsBase32() {
        assertThat(totp.base32()).isEqualTo("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        assertThat(Totp.fromBase32("gezdgnbvgy3tqojqgezdgnbvgy3tqojq").codeAt(now))
                .isEqualTo("050471");
        assertThat(Base32.encode("fooba".getBytes(US_ASCII))).isEqualTo("MZXW6YTB");
        assertThat(Base32.encode("foobar".getBytes(US_ASCII))).isEqualTo("MZXW6YTBOI");
        assertThat(Base32.decode("MZXW6YTBOI")).asString(US_ASCII).isEqualTo("foobar");
        assertThat(totp.enrolmentUri("maker")).contains("secret=GEZD", "Tongfu:maker");
        assertThat(totp.toString()).doesNotContain("1234").doesNotContain("GEZD");
        assertThatThrownBy(() -> Totp.fromBase32("0189")).isInstanceOf(UnreadableKeyException.class);
    }

    @Test
    void apiTokenIsStoredAsADigestThatOnlyItMatches() {
        // Given
        var tokens = new Tokens();
        String token = tokens.next();

        // When
        String stored = Tokens.hash(token);

        // Then
        assertThat(token).matches("[A-Za-z0-9_-]{43}").isNotEqualTo(tokens.next());
        assertThat(stored).matches("[0-9a-f]{64}");
        assertThat(Tokens.matches(token, stored)).isTrue();
        assertThat(Tokens.matches(token + "x", stored)).isFalse();
        assertThat(Tokens.matches("", stored)).isFalse();
    }

    @Test
    void digestsAreThoseOfTheStandard() {
        assertThat(Digests.sha256Hex("abc"))
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assertThat(Digests.sha512("abc".getBytes(US_ASCII))).hasSize(64);
        assertThat(Digests.same("a", "a")).isTrue();
        assertThat(Digests.same("a", "b")).isFalse();
    }
}
