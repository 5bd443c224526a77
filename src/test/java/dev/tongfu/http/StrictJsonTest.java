package dev.tongfu.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StrictJsonTest {
    private static final String GOOD = """
            {"order_no":"A1","amount":12345,"currency":"CNY","subject":"测试商品","result_mode":"server",\
            "notify_url":"https://shop.example/hooks"}""";

    private final StrictJson json = new StrictJson(TestGateway.JSON_LIMITS);

    static Stream<Arguments> malformed() {
        return Stream.of(
                arguments("empty-body", ""),
                arguments("not-an-object", " "),
                arguments("not-an-object", "[]"),
                arguments("not-an-object", "\"text\""),
                arguments("not-an-object", "null"),
                arguments("trailing-data", GOOD + "{}"),
                arguments("syntax", GOOD + "x"),
                arguments("syntax", "{"),
                arguments("syntax", "{\"order_no\":\"A1\""),
                arguments("syntax", "{\"order_no\":\"A1\",}"),
                arguments("syntax", "{\"order_no\" \"A1\"}"),
                arguments("syntax", "{'order_no':'A1'}"),
                arguments("syntax", "{order_no:\"A1\"}"),
                arguments("syntax", "{/* c */\"order_no\":\"A1\"}"),
                arguments("syntax", "{\"order_no\":\"A1\"}// c"),
                arguments("syntax", "{\"order_no\":\"A1\"}# c"),
                arguments("syntax", "{\"amount\":01}"),
                arguments("syntax", "{\"amount\":+1}"),
                arguments("syntax", "{\"amount\":.5}"),
                arguments("syntax", "{\"amount\":1.}"),
                arguments("syntax", "{\"amount\":0x10}"),
                arguments("syntax", "{\"amount\":NaN}"),
                arguments("syntax", "{\"amount\":Infinity}"),
                arguments("syntax", "{\"subject\":\"a\nb\"}"),
                arguments("syntax", "{\"subject\":\"a\u0000b\"}"),
                arguments("syntax", "{\"subject\":\"a\\xb\"}"),
                arguments("syntax", "{\"subject\":\"\\u12\"}"),
                arguments("syntax", "\ufeff" + GOOD),
                arguments("over-limit", "{\"metadata\":" + "[".repeat(33) + "]".repeat(33) + "}"),
                arguments("over-limit", "{\"amount\":" + "9".repeat(41) + "}"),
                arguments("over-limit", "{\"" + "n".repeat(129) + "\":1}"),
                arguments("over-limit", "{\"subject\":\"" + "s".repeat(5000) + "\"}"));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void whatIsNotStrictJsonIsRefusedWhole(String code, String body) {
        // When
        var reading = json.read(Buffer.buffer(body), Bodies.PAYMENT_CREATE);

        // Then
        var problem = ((StrictJson.Reading.Faulty) reading).problem();
        assertThat(problem.code()).isEqualTo(ProblemCode.MALFORMED_JSON);
        assertThat(problem.errors()).extracting(FieldError::code).containsExactly(code);
    }

    static Stream<byte[]> notUtf8() {
        return Stream.of(
                "{\"subject\":\"测试\"}".getBytes(Charset.forName("GBK")),
                "{\"subject\":\"a\"}".getBytes(StandardCharsets.UTF_16LE),
                "{\"subject\":\"a\"}".getBytes(Charset.forName("UTF-32BE")),
                new byte[] {'{', '"', (byte) 0xC0, (byte) 0xA2, ':', '1', '}'},
                new byte[] {'{', '"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"', ':', '1', '}'},
                new byte[] {'{', '"', (byte) 0xF5, '"', ':', '1', '}'});
    }

    @ParameterizedTest
    @MethodSource("notUtf8")
    void otherEncodingsAreRefused(byte[] body) {
        // When
        var reading = json.read(Buffer.buffer(body), Bodies.PAYMENT_CREATE);

        // Then
        var problem = ((StrictJson.Reading.Faulty) reading).problem();
        assertThat(problem.code()).isEqualTo(ProblemCode.MALFORMED_JSON);
        assertThat(problem.errors()).extracting(FieldError::code).containsAnyOf("not-utf-8", "syntax");
    }

    static Stream<Arguments> faultyFields() {
        return Stream.of(
                arguments("amount", "1.0", "not-an-integer"),
                arguments("amount", "1e2", "not-an-integer"),
                arguments("amount", "1E400", "not-an-integer"),
                arguments("amount", "0", "too-small"),
                arguments("amount", "-0", "too-small"),
                arguments("amount", "-1", "too-small"),
                arguments("amount", "1000000000000", "too-large"),
                arguments("amount", "9223372036854775808", "too-large"),
                arguments("amount", "18446744073709551621", "too-large"),
                arguments("amount", "-9223372036854775809", "too-small"),
                arguments("amount", "\"1\"", "wrong-type"),
                arguments("amount", "true", "wrong-type"),
                arguments("amount", "null", "null"),
                arguments("amount", "[1]", "wrong-type"),
                arguments("amount", "{\"a\":{\"b\":[1]}}", "wrong-type"),
                arguments("order_no", "\"\"", "bad-format"),
                arguments("order_no", "\"" + "A".repeat(65) + "\"", "bad-format"),
                arguments("order_no", "\"A 1\"", "bad-format"),
                arguments("order_no", "\"A1\\n\"", "control-character"),
                arguments("order_no", "\"订单\"", "bad-format"),
                arguments("order_no", "1", "wrong-type"),
                arguments("currency", "\"USD\"", "not-in-list"),
                arguments("currency", "\"cny\"", "not-in-list"),
                arguments("subject", "\"\"", "too-short"),
                arguments("subject", "\"a\\u0000b\"", "control-character"),
                arguments("subject", "\"a\\tb\"", "control-character"),
                arguments("subject", "\"a\\u0085b\"", "control-character"),
                arguments("subject", "\"a\\ud800b\"", "half-surrogate"),
                arguments("subject", "\"a\\udc00\"", "half-surrogate"),
                arguments("subject", "\"a\\\"b\"", "bad-format"),
                arguments("subject", "\"a\\\\b\"", "bad-format"),
                arguments("subject", "\"{a}\"", "bad-format"),
                arguments("subject", "\"" + "字".repeat(51) + "\"", "bad-value"),
                arguments("subject", "\"" + "a".repeat(101) + "\"", "too-long"),
                arguments("subject", "\"🍎\"", "bad-value"),
                arguments("subject", "\"ไทย\"", "bad-value"),
                arguments("notify_url", "\"shop.example/hooks\"", "bad-format"),
                arguments("notify_url", "\"ftp://shop.example/\"", "bad-format"),
                arguments("notify_url", "\"https://\"", "bad-format"),
                arguments("notify_url", "\"https:///x\"", "bad-value"),
                arguments("notify_url", "\"https://u:p@shop.example/\"", "bad-value"),
                arguments("notify_url", "\"https://shop.example:99999/\"", "bad-value"),
                arguments("notify_url", "\"https://shop.example/%zz\"", "bad-value"),
                arguments("notify_url", "\"https://商店.example/\"", "bad-format"),
                arguments("notify_url", "\"https://shop.example/" + "a".repeat(190) + "\"", "too-long"),
                arguments("expires_at", "\"2026-11-23\"", "bad-value"),
                arguments("expires_at", "\"2026-11-23T16:30:00\"", "bad-value"),
                arguments("expires_at", "\"2026-02-30T16:30:00Z\"", "bad-value"),
                arguments("expires_at", "1795584000", "wrong-type"),
                arguments("bank", "\"icbc\"", "not-in-list"),
                arguments("kind", "\"debit\"", "not-in-list"),
                arguments("metadata", "[]", "wrong-type"),
                arguments("card", "\"6228\"", "wrong-type"),
                arguments("unheard_of", "1", "unknown-field"),
                arguments("Amount", "1", "unknown-field"));
    }

    @ParameterizedTest
    @MethodSource("faultyFields")
    void aFaultyFieldIsNamedByItsPointer(String name, String value, String code) {
        // Given
        String body = with(name, value);

        // When
        var reading = json.read(Buffer.buffer(body), Bodies.PAYMENT_CREATE);

        // Then
        var problem = ((StrictJson.Reading.Faulty) reading).problem();
        assertThat(problem.code()).isEqualTo(ProblemCode.INVALID_FIELDS);
        assertThat(problem.errors())
                .extracting(FieldError::pointer, FieldError::code)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("/" + name, code));
    }

    @Test
    void aGoodBodyIsReadWithDefaultsInTheTablesOrder() {
        // When
        var body = ((StrictJson.Reading.Valid) json.read(Buffer.buffer(GOOD), Bodies.PAYMENT_CREATE)).body();

        // Then
        assertThat(body.text("kind")).isEqualTo("purchase");
        assertThat(body.number("amount")).isEqualTo(12345);
        assertThat(body.text("subject")).isEqualTo("测试商品");
        assertThat(body).hasToString("Body[order_no, kind, amount, currency, subject, result_mode, notify_url]");
    }

    @Test
    void allErrorsAreReportedTogether() {
        // Given
        String body = "{\"amount\":0,\"amount\":5,\"currency\":\"EUR\",\"x\":{\"y\":[{}]},\"subject\":7}";

        // When
        var reading = json.read(Buffer.buffer(body), Bodies.PAYMENT_CREATE);

        // Then
        assertThat(((StrictJson.Reading.Faulty) reading).problem().errors())
                .extracting(error -> error.pointer() + " " + error.code())
                .containsExactly(
                        "/amount too-small",
                        "/amount duplicate-key",
                        "/currency not-in-list",
                        "/x unknown-field",
                        "/subject wrong-type",
                        "/order_no required");
    }

    @Test
    void aBatchNamesItsFaultyItemsByIndex() {
        // Given
        String body = """
                {"batch_no":"B1","items":[
                {"refund_no":"R1","order_no":"A1","amount":1},
                {"refund_no":"R2","order_no":"A1","payment_id":"pay_01KAQ5TQ7C9D4N1XB2M3P4R5S6","amount":1},
                {"refund_no":"R3","order_no":"A1","amount":1.5},
                {"refund_no":"R4","amount":1},
                7]}""";

        // When
        var reading = json.read(Buffer.buffer(body), Bodies.REFUND_BATCH_CREATE);

        // Then
        assertThat(((StrictJson.Reading.Faulty) reading).problem().errors())
                .extracting(error -> error.pointer() + " " + error.code())
                .containsExactly(
                        "/items/1/payment_id one-of",
                        "/items/2/amount not-an-integer",
                        "/items/3/payment_id one-of",
                        "/items/4 wrong-type");
    }

    @Test
    void errorsOfABatchAreListedUpToTheLimitAndThenCounted() {
        // Given
        String items = String.join(",", java.util.Collections.nCopies(10_001, "{}"));

        // When
        var reading =
                json.read(Buffer.buffer("{\"batch_no\":\"B1\",\"items\":[" + items + "]}"), Bodies.REFUND_BATCH_CREATE);

        // Then
        List<FieldError> errors =
                ((StrictJson.Reading.Faulty) reading).problem().errors();
        assertThat(errors).hasSize(1001);
        assertThat(errors.get(1000).detail()).isEqualTo("19001 more errors are not listed");
    }

    @Test
    void rulesBetweenFieldsAreChecked() {
        // Given
        String pageWithoutReturn = "{\"order_no\":\"A1\",\"amount\":1,\"currency\":\"CNY\",\"subject\":\"a\","
                + "\"result_mode\":\"page\",\"kind\":\"kcode\"}";

        // When
        var reading = json.read(Buffer.buffer(pageWithoutReturn), Bodies.PAYMENT_CREATE);

        // Then
        assertThat(((StrictJson.Reading.Faulty) reading).problem().errors())
                .extracting(FieldError::pointer)
                .containsExactly("/return_url", "/card");
    }

    @Test
    void metadataIsLimited() {
        // Given
        String body = with(
                "metadata",
                "{\"a b\":\"x\",\"n\":1,\"d\":\"1\",\"d\":\"2\",\"l\":\"" + "x".repeat(257) + "\",\"o\":{\"p\":1}}");

        // When
        var reading = json.read(Buffer.buffer(body), Bodies.PAYMENT_CREATE);

        // Then
        assertThat(((StrictJson.Reading.Faulty) reading).problem().errors())
                .extracting(error -> error.pointer() + " " + error.code())
                .containsExactly(
                        "/metadata/a b bad-name",
                        "/metadata/n wrong-type",
                        "/metadata/d duplicate-key",
                        "/metadata/l too-long",
                        "/metadata/o wrong-type");
    }

    private static String with(String name, String value) {
        var body = new StringBuilder("{\"" + name + "\":" + value);
        for (String member : GOOD.substring(1, GOOD.length() - 1).split(",")) {
            if (!member.startsWith("\"" + name + "\":")) {
                body.append(',').append(member);
            }
        }
        return body.append('}').toString();
    }
}
