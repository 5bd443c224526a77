package dev.tongfu.bank.abc;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Optional;

/**
 * The fields of a message whose signature has been verified.
 *
 * <p>Releases of the bank's platform put the fields into {@code Message.TrxResponse} or directly into
 * {@code Message}; a field is looked up in the first, then in the second. Only strings count.
 */
record AbcAnswer(JsonNode message) {
    static final String SUCCESS = "0000";

    private static final ObjectReader STRICT = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .reader();

    /** Reads a JSON object strictly; anything else is empty. */
    static Optional<AbcAnswer> parse(String json) {
        try {
            JsonNode node = STRICT.readTree(json);
            return node.isObject() ? Optional.of(new AbcAnswer(node)) : Optional.empty();
        } catch (JsonProcessingException broken) {
            return Optional.empty();
        }
    }

    Optional<String> text(String field) {
        Optional<String> inner = string(message.path("TrxResponse").path(field));
        return inner.isPresent() ? inner : string(message.path(field));
    }

    /** The bank-side merchant number the message is for. */
    Optional<String> merchantNo() {
        Optional<String> own = text("MerchantID");
        return own.isPresent() ? own : string(message.path("Merchant").path("MerchantID"));
    }

    /** True unless the field is there and says something else. */
    boolean agrees(String field, String expected) {
        return text(field).map(expected::equals).orElse(true);
    }

    private static Optional<String> string(JsonNode node) {
        return node.isTextual() ? Optional.of(node.textValue()) : Optional.empty();
    }
}
