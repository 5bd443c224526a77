package dev.tongfu.bank.abc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tongfu.bank.abc.AbcEnvelope.Opened;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AbcEnvelopeTest {
    private static final String ACCEPTED = AbcTestBank.flat("0000", "交易成功", ",\"OrderNo\":\"A1\"");

    private final AbcTestBank bank = new AbcTestBank();

    @Test
    void bytesBeforeTheFrameAndLineBreaksWithinAreSkipped() {
        // Given
        Buffer answer = bank.signed(ACCEPTED);
        Buffer broken = Buffer.buffer("\r\n noise \u0000 ")
                .appendBuffer(answer.getBuffer(0, 30))
                .appendString("\r\n")
                .appendBuffer(answer.getBuffer(30, answer.length()))
                .appendString("\r\n");

        // Then
        assertThat(open(broken)).isInstanceOfSatisfying(Opened.Trusted.class, trusted -> {
            assertThat(trusted.answer().text("OrderNo")).contains("A1");
            assertThat(trusted.answer().text("ErrorMessage")).contains("交易成功");
            assertThat(trusted.answer().merchantNo()).contains(AbcTestBank.MERCHANT_NO);
        });
    }

    @Test
    void secondBytesThatLookLikeBracesBackslashesOrQuotesAreNoSuchThing() {
        // Given: characters whose second byte in GBK is one of } { \ |
        String text = new String(
                new byte[] {(byte) 0x81, '}', (byte) 0x81, '{', (byte) 0x81, '\\', (byte) 0x82, '}'}, GbkScanner.GBK);
        assertThat(text).hasSize(4).doesNotContain("}", "{", "\\");

        // Then
        assertThat(open(bank.signed(AbcTestBank.nested("9999", text, ""))))
                .isInstanceOfSatisfying(
                        Opened.Trusted.class,
                        trusted -> assertThat(trusted.answer().text("ErrorMessage"))
                                .contains(text));
    }

    @Test
    void bracesAndEscapedQuotesWithinStringsDoNotEndTheMessage() {
        assertThat(open(bank.signed(AbcTestBank.flat("9999", "a } b { c \\\" d", ""))))
                .isInstanceOfSatisfying(
                        Opened.Trusted.class,
                        trusted -> assertThat(trusted.answer().text("ErrorMessage"))
                                .contains("a } b { c \" d"));
    }

    @Test
    void unsignedForgedAndOtherwiseSignedAnswersAreNotTrusted() {
        assertThat(open(bank.unsigned(ACCEPTED))).isEqualTo(new Opened.Untrusted("unsigned"));
        assertThat(open(bank.badlySigned(ACCEPTED))).isEqualTo(new Opened.Untrusted(AbcEnvelope.BAD_SIGNATURE));
        assertThat(open(replaced(bank.signed(ACCEPTED), "SHA1withRSA", "NONE")))
                .isEqualTo(new Opened.Untrusted("another signature algorithm"));
    }

    @Test
    void answerInUtf8IsNotTrusted() {
        // Given
        Buffer utf8 = Buffer.buffer(bank.signed(ACCEPTED).toString(GbkScanner.GBK));

        // Then
        assertThat(open(utf8)).isInstanceOf(Opened.Untrusted.class);
    }

    @Test
    void memberNamedTwiceIsNotTrusted() {
        // Given: which of two messages was signed would be a matter of taste
        Buffer twice = replaced(bank.signed(ACCEPTED), "{\"MSG\":{", "{\"MSG\":{\"Message\":{},");

        // Then
        assertThat(open(twice)).isEqualTo(new Opened.Untrusted("unreadable frame"));
        assertThat(open(bank.signed(AbcTestBank.flat("0000", "", ",\"ReturnCode\":\"0000\""))))
                .isEqualTo(new Opened.Untrusted("signed, but not readable"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{\"MSG\"",
                "{\"MSG\":",
                "{\"MSG\":{",
                "{\"MSG\":{}}",
                "{\"MSG\":[]}",
                "{\"MSG\":\"text\"}",
                "{\"MSG\":{\"Message\":{\"a\":\"b\"",
                "{\"MSG\":{\"Message\":{\"a\":\"b},\"Signature\":\"\"}}",
                "{\"MSG\":{\"Message\":{},}}",
                "{\"MSG\":{\"Message\":{}\"Signature\":\"\"}}",
                "{\"MSG\":{\"Message\":{},\"Signature-Algorithm\":\"SHA1withRSA\",\"Signature\":7}}",
                "<html>502 Bad Gateway</html>"
            })
    void brokenFramesAreNotTrusted(String frame) {
        assertThat(open(Buffer.buffer(frame))).isInstanceOf(Opened.Untrusted.class);
    }

    @Test
    void everyCutOfAnAnswerIsNotTrusted() {
        Buffer answer = bank.signed(ACCEPTED);
        for (int length = 0; length < answer.length() - 2; length++) {
            assertThat(open(answer.getBuffer(0, length))).as("%d bytes", length).isInstanceOf(Opened.Untrusted.class);
        }
    }

    @Test
    void signatureIsOverTheVeryBytesSent() {
        // Given
        var messages = new AbcMessages(AbcTestBank.config());
        var message = AbcEnvelope.message("EBUS", AbcTestBank.MERCHANT_NO, messages.payRequest(AbcTestBank.order()));

        // When
        String sealed = AbcEnvelope.seal(message, bank.merchant).toString(StandardCharsets.UTF_8);

        // Then
        assertThat(sealed)
                .startsWith(
                        "{\"Message\":" + message.json() + ",\"Signature-Algorithm\":\"SHA1withRSA\",\"Signature\":\"")
                .endsWith("\"}")
                .doesNotContain("\n", "\r");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\"b", "a\\b", "a{b", "a}b", "a\nb", "a\u0000b", "a\u007fb", "a\u0085b"})
    void textThatWouldNeedEscapesIsRefused(String text) {
        assertThat(AbcObject.plain(text)).isFalse();
        assertThatThrownBy(() -> new AbcObject().text("OrderDesc", text)).isInstanceOf(IllegalArgumentException.class);
    }

    private Opened open(Buffer answer) {
        return AbcEnvelope.open(answer, bank.pinned::verify);
    }

    private static Buffer replaced(Buffer answer, String old, String fresh) {
        return Buffer.buffer(
                answer.toString(StandardCharsets.ISO_8859_1).replace(old, fresh).getBytes(StandardCharsets.ISO_8859_1));
    }
}
