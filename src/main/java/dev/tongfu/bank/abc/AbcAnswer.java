package dev.tongfu.bank.abc;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tongfu.money.CurrencyCode;
import dev.tongfu.money.Money;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The fields of a message whose signature has been verified.
 *
 * <p>Releases of the bank's platform put the fields into {@code Message.TrxResponse} or directly into
 * {@code Message}; a field is looked up in the first, then in the second. Only strings count.
 *
 * @param secrets card data of the request, which the bank's words may not give back
 */
record AbcAnswer(JsonNode message, List<String> secrets) {
    static final String SUCCESS = "0000";

    /** A statement is one long string; how long an answer may be is decided where it is received. */
    private static final StreamReadConstraints LONG_STRINGS =
            StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build();

    private static final ObjectReader STRICT = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(LONG_STRINGS)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .reader();

    /** Reads a JSON object strictly; anything else is empty. */
    static Optional<AbcAnswer> parse(String json) {
        try {
            JsonNode node = STRICT.readTree(json);
            return node.isObject() ? Optional.of(new AbcAnswer(node, List.of())) : Optional.empty();
        } catch (JsonProcessingException broken) {
            return Optional.empty();
        }
    }

    Optional<String> text(String field) {
        Optional<String> inner = string(message.path("TrxResponse").path(field));
        return inner.isPresent() ? inner : string(message.path(field));
    }

    /** The text of a field unless it is missing or blank. */
    Optional<String> filled(String field) {
        return text(field).filter(text -> !text.isBlank());
    }

    Optional<Money> money(String field) {
        return text(field).flatMap(text -> Money.parseDecimal(text, CurrencyCode.CNY));
    }

    /** The objects of a list; anything else in it makes the whole unreadable. */
    Optional<List<AbcAnswer>> list(String field) {
        JsonNode inner = message.path("TrxResponse").path(field);
        JsonNode list = inner.isArray() ? inner : message.path(field);
        List<AbcAnswer> objects = new ArrayList<>();
        for (JsonNode element : list) {
            if (element.isObject()) {
                objects.add(new AbcAnswer(element, secrets));
            }
        }
        return list.isArray() && objects.size() == list.size() ? Optional.of(objects) : Optional.empty();
    }

    /** The same answer to a request that held card data. */
    AbcAnswer to(List<String> requestSecrets) {
        return new AbcAnswer(message, List.copyOf(requestSecrets));
    }

    String code() {
        return text("ReturnCode").orElse("");
    }

    /** What the bank says of its code. */
    String words() {
        return AbcSecrets.echoes(text("ErrorMessage").orElse(""), secrets);
    }

    /** The bank-side merchant number the message is for. */
    Optional<String> merchantNo() {
        Optional<String> own = text("MerchantID");
        return own.isPresent() ? own : string(message.path("Merchant").path("MerchantID"));
    }

    /** True when the field is there and says this. */
    boolean says(String field, String expected) {
        return text(field).map(expected::equals).orElse(false);
    }

    /** True unless the field is there and says something else. */
    boolean agrees(String field, String expected) {
        return text(field).map(expected::equals).orElse(true);
    }

    @Override
    public String toString() {
        return "AbcAnswer[" + code() + "]";
    }

    private static Optional<String> string(JsonNode node) {
        return node.isTextual() ? Optional.of(node.textValue()) : Optional.empty();
    }
}
