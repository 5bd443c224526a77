package dev.tongfu.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Locale;

/**
 * Builds the bytes that were signed (RFC 9421 2.5): one line for each covered component, in the order received.
 *
 * <p>A header field may be covered when it was sent exactly once; its characters are the bytes on the wire.
 */
record RequestSignatureBase(SignedRequest request, RequestSignatureTarget target, RequestSignatureInput input) {

    byte[] bytes() {
        var base = new StringBuilder(512);
        for (String component : input.components()) {
            base.append('"').append(component).append("\": ");
            base.append(value(component)).append('\n');
        }
        base.append("\"@signature-params\": ").append(input.received());
        return base.toString().getBytes(ISO_8859_1);
    }

    private String value(String component) {
        return switch (component) {
            case "@method" -> request.method();
            case "@path" -> target.path();
            case "@query" -> target.query();
            case "@authority" -> authority(onlyField(request.headers(), "host"));
            default -> onlyField(request.headers(), component);
        };
    }

    /** Host in lower case, without a default port (RFC 9421 2.2.3). */
    static String authority(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        int colon = lower.lastIndexOf(':');
        String port = colon < 0 ? "" : lower.substring(colon + 1);
        return port.equals("443") || port.equals("80") ? lower.substring(0, colon) : lower;
    }

    static String onlyField(MultiMap headers, String name) {
        List<String> values = headers.getAll(name);
        if (values.size() != 1) {
            throw RequestSignatureFault.malformed(
                    "The field " + name + " must be sent exactly once, it was " + values.size() + " times.");
        }
        return RequestSignatureCursor.trimmed(values.get(0));
    }
}
