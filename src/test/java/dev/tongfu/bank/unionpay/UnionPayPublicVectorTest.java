package dev.tongfu.bank.unionpay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tongfu.bank.BankQuery;
import dev.tongfu.bank.BankReply;
import dev.tongfu.crypto.Certificates;
import dev.tongfu.crypto.CryptoProviders;
import dev.tongfu.crypto.PublicCertificate;
import dev.tongfu.crypto.SignatureAlgorithm;
import dev.tongfu.money.Money;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A real notification of UnionPay's test environment, read where it lies beside the project; else skipped. */
class UnionPayPublicVectorTest {
    private static final Path VECTOR = Path.of("..", "shared", "vectors", "unionpay-notification-2017.txt");
    private static final Clock IN_2016 = Clock.fixed(Instant.parse("2016-06-06T02:20:00Z"), ZoneOffset.UTC);

    @BeforeEach
    void theVectorIsThere() {
        assumeTrue(Files.exists(VECTOR), "no public vectors here");
    }

    @Test
    void aRealNotificationIsHashedAndVerifiesAsItStands() throws Exception {
        // Given
        var message = message();
        var certificate = certificate(message);
        var crypto = CryptoProviders.load();

        // Then
        assertThat(new String(UnionPayEnvelope.signedBytes(message), StandardCharsets.US_ASCII))
                .isEqualTo("2eaf471e1fcac89a215a7565abaa5f412cddf594b2da748cdaf3d91a493f655c");
        assertThat(certificate.subjectCommonName().split("@")[2]).isEqualTo("00040000:SIGN");
        assertThat(certificate.expiredAt(IN_2016.instant())).isFalse();
        var signature = UnionPayEnvelope.base64(message.text("signature").orElseThrow());
        assertThat(crypto.verifier(SignatureAlgorithm.SHA256_WITH_RSA, certificate.publicKey())
                        .verify(UnionPayEnvelope.signedBytes(message), signature.orElseThrow()))
                .isTrue();
    }

    @Test
    void itIsReadAsPaidButNotBelievedBelowOtherRoots() throws Exception {
        // Given
        var message = message();
        var bank = new UnionPayTestBank();

        // When
        var reply =
                new UnionPayReplies(UnionPayTestBank.config(), IN_2016).state(message, BankQuery.Kind.PURCHASE, "resp");

        // Then
        assertThat(reply)
                .isEqualTo(new BankReply.Paid(new BankReply.Receipt(
                        "848116053990002",
                        Money.cny(3800),
                        "201706061017522973458",
                        LocalDate.of(2017, 6, 6),
                        Instant.parse("2017-06-06T02:17:52Z"))));
        assertThat(bank.trust(IN_2016).objection(message)).contains(UnionPayTrust.BAD_CERTIFICATE);
    }

    @Test
    void throughAFormItComesOutTheSame() throws Exception {
        assertThat(UnionPayMessage.form(message().body().toString())).contains(message());
    }

    private static PublicCertificate certificate(UnionPayMessage message) {
        byte[] pem = message.text("signPubKeyCert").orElseThrow().getBytes(StandardCharsets.US_ASCII);
        return new Certificates(CryptoProviders.load()).read(pem).get(0);
    }

    private static UnionPayMessage message() throws IOException {
        String text = Files.readString(VECTOR).strip().replace("\\r\\n", "\r\n");
        return UnionPayMessage.answer(text).orElseThrow();
    }
}
