package dev.tongfu.bank.unionpay;

import io.vertx.core.buffer.Buffer;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The fields of one message, without the empty ones, sorted as they are signed.
 *
 * <p>A message comes in two ways that must not be confused (bank-protocols B2.2): an answer is {@code k=v&k=v} as it
 * stands, a notification is a form whose values are percent-encoded once. Prints the names of its fields only.
 */
record UnionPayMessage(SortedMap<String, String> fields) {
    static final String SIGNATURE = "signature";

    UnionPayMessage {
        var filled = new TreeMap<String, String>();
        fields.forEach((name, value) -> {
            if (!value.isEmpty()) {
                filled.put(name, value);
            }
        });
        fields = Collections.unmodifiableSortedMap(filled);
    }

    static UnionPayMessage of(Map<String, String> fields) {
        return new UnionPayMessage(new TreeMap<>(fields));
    }

    /** Reads an answer: nothing is decoded, and an ampersand within braces separates nothing. */
    static Optional<UnionPayMessage> answer(String text) {
        var fields = new TreeMap<String, String>();
        int depth = 0;
        int start = 0;
        for (int at = 0; at <= text.length(); at++) {
            char here = at == text.length() ? '&' : text.charAt(at);
            if (here == '{') {
                depth++;
            } else if (here == '}' && depth > 0) {
                depth--;
            } else if (here == '&' && depth == 0) {
                if (!put(fields, text.substring(start, at))) {
                    return Optional.empty();
                }
                start = at + 1;
            }
        }
        return depth == 0 ? Optional.of(new UnionPayMessage(fields)) : Optional.empty();
    }

    /**
     * Reads a posted form. Joined for the signature, fields lose their borders; a form that would be read otherwise
     * after joining is nobody's honest message.
     */
    static Optional<UnionPayMessage> form(String text) {
        var fields = new TreeMap<String, String>();
        for (String pair : text.split("&", -1)) {
            int equals = pair.indexOf('=');
            Optional<String> name = decoded(equals < 0 ? pair : pair.substring(0, equals));
            Optional<String> value = decoded(equals < 0 ? "" : pair.substring(equals + 1));
            boolean once = name.isPresent() && value.isPresent() && fields.putIfAbsent(name.get(), value.get()) == null;
            if (!once) {
                return Optional.empty();
            }
        }
        fields.remove("", "");
        var message = new UnionPayMessage(fields);
        return answer(message.joined(message.fields)).filter(message::equals);
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(fields.get(name));
    }

    /** Whether the field is there and says this. */
    boolean says(String name, String expected) {
        return expected.equals(fields.get(name));
    }

    /** True unless the field is there and says something else. */
    boolean agrees(String name, String expected) {
        return text(name).map(expected::equals).orElse(true);
    }

    /** What is hashed for the signature: everything but the signature itself, values as they are. */
    String signedText() {
        var signed = new TreeMap<>(fields);
        signed.remove(SIGNATURE);
        return joined(signed);
    }

    /** The fields as they are sent, the signature last. */
    Map<String, String> sent() {
        var sent = new LinkedHashMap<>(fields);
        text(SIGNATURE).ifPresent(signature -> {
            sent.remove(SIGNATURE);
            sent.put(SIGNATURE, signature);
        });
        return sent;
    }

    /** A form's body in UTF-8. */
    Buffer body() {
        return Buffer.buffer(sent().entrySet().stream()
                .map(field -> encoded(field.getKey()) + '=' + encoded(field.getValue()))
                .collect(Collectors.joining("&")));
    }

    @Override
    public String toString() {
        return "UnionPayMessage" + fields.keySet();
    }

    private String joined(SortedMap<String, String> some) {
        return some.entrySet().stream()
                .map(field -> field.getKey() + '=' + field.getValue())
                .collect(Collectors.joining("&"));
    }

    private static boolean put(Map<String, String> fields, String pair) {
        if (pair.isEmpty()) {
            return true;
        }
        int equals = pair.indexOf('=');
        return equals > 0 && fields.putIfAbsent(pair.substring(0, equals), pair.substring(equals + 1)) == null;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static Optional<String> decoded(String text) {
        try {
            return Optional.of(URLDecoder.decode(text, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException broken) {
            return Optional.empty();
        }
    }
}
