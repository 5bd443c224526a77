package dev.tongfu.bank.unionpay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnionPayMessageTest {
    @Test
    void anAnswerIsNotDecoded() {
        // When
        var answer = UnionPayMessage.answer("signature=a+b/c==&respMsg=100%25&orderId=1&cert=x\r\ny")
                .orElseThrow();

        // Then
        assertThat(answer.fields())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("signature", "a+b/c==", "respMsg", "100%25", "orderId", "1", "cert", "x\r\ny"));
    }

    @Test
    void anAmpersandWithinBracesSeparatesNothing() {
        // When
        var answer = UnionPayMessage.answer("a={x=1&y={p=2&q=3}&z=4}&b=5").orElseThrow();

        // Then
        assertThat(answer.fields()).isEqualTo(Map.of("a", "{x=1&y={p=2&q=3}&z=4}", "b", "5"));
    }

    @Test
    void emptyFieldsAreNotThere() {
        // When
        var answer = UnionPayMessage.answer("a=&b=1&").orElseThrow();

        // Then
        assertThat(answer.fields()).isEqualTo(Map.of("b", "1"));
        assertThat(UnionPayMessage.form("a=&b=1&").orElseThrow()).isEqualTo(answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a={x=1&b=2", "a=1&a=2", "nothing", "=1", "<html>{{{"})
    void whatIsNotFieldsIsNoAnswer(String text) {
        assertThat(UnionPayMessage.answer(text)).isEmpty();
    }

    @Test
    void aFormIsDecodedOnce() {
        // When
        var form = UnionPayMessage.form("signature=a%2Bb%2Fc%3D%3D&respMsg=%E6%88%90%E5%8A%9F+%2525&c=x%0D%0Ay")
                .orElseThrow();

        // Then
        assertThat(form.fields()).isEqualTo(Map.of("signature", "a+b/c==", "respMsg", "成功 %25", "c", "x\r\ny"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=1&a=2", "a=%zz", "a=%", "%3D=1", "=1"})
    void whatIsNotAFormIsNotRead(String text) {
        assertThat(UnionPayMessage.form(text)).isEmpty();
    }

    /** Joined, both would be signed alike: the value of one field must not be able to become another field. */
    @Test
    void aFieldHiddenInAnothersValueIsRefused() {
        assertThat(UnionPayMessage.form("orderId=1&respCode=00")).isPresent();
        assertThat(UnionPayMessage.form("orderId=1%26respCode%3D00")).isEmpty();
        assertThat(UnionPayMessage.form("orderId=1&reserved=%7Ba%3D1%26b%3D2%7D"))
                .isPresent();
    }

    @Test
    void signedIsEverythingButTheSignatureInOrderOfNames() {
        // When
        var message = UnionPayMessage.of(Map.of("b", "2", "a", "1+/=", "signature", "s", "B", "0", "c", ""));

        // Then
        assertThat(message.signedText()).isEqualTo("B=0&a=1+/=&b=2");
        assertThat(message.sent().keySet()).containsExactly("B", "a", "b", "signature");
    }

    @Test
    void aMessagePrintsNoValue() {
        assertThat(UnionPayMessage.of(Map.of("accNo", "6226090000000048"))).hasToString("UnionPayMessage[accNo]");
    }
}
