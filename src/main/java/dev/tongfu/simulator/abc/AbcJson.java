package dev.tongfu.simulator.abc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.UncheckedIOException;

/** The bank's own details as they are kept in the books. */
final class AbcJson {
    private static final JsonMapper MAPPER = new JsonMapper();

    private AbcJson() {}

    static <T> T read(String text, Class<T> type) {
        try {
            return MAPPER.readValue(text, type);
        } catch (JsonProcessingException broken) {
            throw new UncheckedIOException("a detail in the books", broken);
        }
    }

    static String write(Object detail) {
        try {
            return MAPPER.writeValueAsString(detail);
        } catch (JsonProcessingException broken) {
            throw new UncheckedIOException("a detail for the books", broken);
        }
    }
}
