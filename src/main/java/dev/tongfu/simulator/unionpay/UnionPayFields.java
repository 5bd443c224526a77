package dev.tongfu.simulator.unionpay;

import io.vertx.core.buffer.Buffer;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The fields of a message, and the two ways they are written.
 *
 * <p>A form is percent-encoded; an answer is the same {@code k=v&k=v} as it stands. What is signed is always the
 * plain text, sorted, without empty values and without the signature itself.
 */
final class UnionPayFields {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]{1,64}");
    private static final int FIELDS_MAX = 128;
    private static final char BROKEN_UTF8 = '\uFFFD';

    private UnionPayFields() {}

    /**
     * Reads a form in UTF-8. Empty where it is none, where a name comes twice, and where a value is empty: those
     * are left out before signing, so whoever sends one signs something else than what he sends.
     */
    static Optional<SortedMap<String, String>> parseForm(Buffer body) {
        var fields = new TreeMap<String, String>();
        var parts = body.toString(StandardCharsets.ISO_8859_1).split("&", -1);
        if (parts.length > FIELDS_MAX) {
            return Optional.empty();
        }
        for (var part : parts) {
            int equals = part.indexOf('=');
            var name = equals < 0 ? part : part.substring(0, equals);
            var value = equals < 0 ? "" : decoded(part.substring(equals + 1));
            if (!NAME.matcher(name).matches() || value.isEmpty() || fields.put(name, value) != null) {
                return Optional.empty();
            }
        }
        return Optional.of(fields);
    }

    static byte[] signedText(Map<String, String> fields) {
        var signed = new TreeMap<>(fields);
        signed.remove("signature");
        signed.values().removeIf(String::isEmpty);
        return plain(signed).getBytes(StandardCharsets.UTF_8);
    }

    static String plain(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + field.getValue())
                .collect(Collectors.joining("&"));
    }

    /** Empty where the text is not percent-encoded UTF-8. */
    private static String decoded(String text) {
        try {
            var value = URLDecoder.decode(text, StandardCharsets.UTF_8);
            return value.indexOf(BROKEN_UTF8) < 0 ? value : "";
        } catch (IllegalArgumentException notEncoded) {
            return "";
        }
    }
}
