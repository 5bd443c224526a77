package dev.tongfu.notification;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CustomerUrlTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"customer_url\":\"https://shop.example/thanks?o=1\"}",
                " {\"ok\":true,\"customer_url\":\"https://shop.example/thanks?o=1\"}\n",
                "<URL>https://shop.example/thanks?o=1</URL>",
                "<html><body>OK <URL> https://shop.example/thanks?o=1 </URL></body></html>"
            })
    void answerNamesWhereThePayerGoes(String answer) {
        assertThat(CustomerUrl.find(answer)).contains("https://shop.example/thanks?o=1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "OK",
                "{",
                "{}",
                "{\"customer_url\":7}",
                "{\"customer_url\":null}",
                "[\"https://a.example/\"]",
                "{\"customer_url\":\"javascript:alert(1)\"}",
                "{\"customer_url\":\"https://u:p@shop.example/\"}",
                "{\"customer_url\":\"//shop.example/\"}",
                "{\"customer_url\":\"https://shop.example/\\r\\nX: y\"}",
                "<URL></URL>",
                "<URL>data:text/html,x</URL>",
                "<URL>https://shop.example/"
            })
    void whateverIsNoPlainAddressIsIgnored(String answer) {
        assertThat(CustomerUrl.find(answer)).isEmpty();
    }

    @Test
    void longAddressIsIgnored() {
        assertThat(CustomerUrl.find("<URL>https://shop.example/" + "a".repeat(200) + "</URL>"))
                .isEmpty();
    }
}
