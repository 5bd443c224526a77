package dev.tongfu.bank.abc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tongfu.bank.BankOrder;
import dev.tongfu.bank.BankReply;
import dev.tongfu.bank.PayerForward;
import dev.tongfu.crypto.CryptoProviders;
import dev.tongfu.crypto.PublicKeys;
import dev.tongfu.crypto.SignatureAlgorithm;
import dev.tongfu.crypto.Verifier;
import dev.tongfu.money.Money;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A real answer of the bank's test environment, read where it lies beside the project; skipped where it does not. */
class AbcPublicVectorTest {
    private static final Path VECTORS = Path.of("..", "shared", "vectors");
    private static final String ORDER_NO = "ON2021456440301001";
    private static final String MERCHANT_NO = "103882200000958";

    @BeforeEach
    void theVectorsAreThere() {
        assumeTrue(Files.isDirectory(VECTORS), "no public vectors here");
    }

    @Test
    void aRealAnswerVerifiesOverItsGbkBytesAndReads() {
        // When
        var opened = AbcEnvelope.open(envelope(message().getBytes(GbkScanner.GBK)), bank()::verify);

        // Then
        assertThat(opened).isInstanceOf(AbcEnvelope.Opened.Trusted.class);
        var order = new BankOrder(
                "abc-1",
                ORDER_NO,
                BankOrder.Kind.PURCHASE,
                Money.cny(100),
                "",
                AbcTestBank.ORDERED_AT,
                AbcTestBank.ORDERED_AT,
                BankOrder.NoticeMode.SERVER,
                "",
                "",
                null);
        var reply = AbcTestBank.replies(AbcCodes.standard())
                .order(((AbcEnvelope.Opened.Trusted) opened).answer(), order, MERCHANT_NO);
        assertThat(reply)
                .isEqualTo(new BankReply.Accepted(
                        PayerForward.link("https://pay.test.abchina.com/perbankold/PaymentModeNewAct.ebf"
                                + "?TOKEN=16124277721648016933")));
    }

    @Test
    void theSameAnswerInUtf8IsNotTrusted() {
        assertThat(AbcEnvelope.open(envelope(message().getBytes(StandardCharsets.UTF_8)), bank()::verify))
                .isEqualTo(new AbcEnvelope.Opened.Untrusted("bad signature"));
    }

    private static Verifier bank() {
        var crypto = CryptoProviders.load();
        var key = new PublicKeys(crypto).fromPem(text("abc-test-environment.pub.pem"));
        return crypto.verifier(SignatureAlgorithm.SHA1_WITH_RSA, key);
    }

    private static String message() {
        return text("abc-response-2021.message.json");
    }

    private static Buffer envelope(byte[] message) {
        return Buffer.buffer("{\"MSG\":{\"Message\":")
                .appendBytes(message)
                .appendString(",\"Signature-Algorithm\":\"SHA1withRSA\",\"Signature\":\""
                        + text("abc-response-2021.signature.b64") + "\"}}");
    }

    private static String text(String name) {
        return new String(AbcTestBank.bytes(VECTORS.resolve(name)), StandardCharsets.UTF_8).strip();
    }
}
