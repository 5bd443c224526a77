package dev.tongfu.http;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The one member of a {@code Signature-Input} field: what is covered, when and with which key it was signed.
 *
 * <p>{@code received} is the text after the label's equals sign; it goes into the signature base as it came, never
 * written anew.
 */
record RequestSignatureInput(
        String label,
        String received,
        List<String> components,
        OptionalLong created,
        OptionalLong expires,
        String keyId,
        String algorithm) {
    private static final String FIELD = "Signature-Input";
    private static final int COMPONENTS_MAX = 32;
    private static final Set<String> DERIVED = Set.of("@method", "@path", "@query", "@authority");
    private static final Set<String> NEVER_COVERED = Set.of("signature", "signature-input");
    private static final Pattern FIELD_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9a-z-]{1,64}");

    static RequestSignatureInput read(String value) {
        var cursor = new RequestSignatureCursor(FIELD, value);
        String label = cursor.key();
        cursor.require('=');
        String received = cursor.rest();
        List<String> components = components(cursor);
        var parameters = new Parameters();
        while (cursor.take(';')) {
            cursor.skipSpaces();
            parameters.read(cursor);
        }
        if (!cursor.atEnd()) {
            throw cursor.fault("must hold exactly one signature");
        }
        return parameters.input(label, received, components);
    }

    boolean covers(String component) {
        return components.contains(component);
    }

    private static List<String> components(RequestSignatureCursor cursor) {
        cursor.require('(');
        var components = new ArrayList<String>();
        var seen = new HashSet<String>();
        boolean separated = true;
        cursor.skipSpaces();
        while (!cursor.take(')')) {
            if (!separated) {
                throw cursor.fault("must list components apart by blanks and without parameters");
            }
            String component = component(cursor);
            if (!seen.add(component) || components.size() == COMPONENTS_MAX) {
                throw cursor.fault("lists a component twice, or too many");
            }
            components.add(component);
            separated = cursor.take(' ');
            cursor.skipSpaces();
        }
        return List.copyOf(components);
    }

    private static String component(RequestSignatureCursor cursor) {
        String name = cursor.string();
        boolean known = name.startsWith("@")
                ? DERIVED.contains(name)
                : FIELD_NAME.matcher(name).matches() && !NEVER_COVERED.contains(name);
        if (!known) {
            throw cursor.fault("lists a component that is not accepted");
        }
        return name;
    }

    /** The parameters after the list; each at most once, none beyond those of RFC 9421. */
    private static final class Parameters {
        private final Set<String> seen = new HashSet<>();
        private OptionalLong created = OptionalLong.empty();
        private OptionalLong expires = OptionalLong.empty();
        private @Nullable String keyId;
        private String algorithm = "";

        void read(RequestSignatureCursor cursor) {
            String name = cursor.key();
            if (!seen.add(name)) {
                throw cursor.fault("repeats a parameter");
            }
            cursor.require('=');
            switch (name) {
                case "created" -> created = OptionalLong.of(cursor.integer());
                case "expires" -> expires = OptionalLong.of(cursor.integer());
                case "keyid" -> keyId = cursor.string();
                case "alg" -> algorithm = cursor.string();
                // Part of the signed text, of no meaning to us: the order number makes a request happen once.
                case "nonce", "tag" -> {
                    var unused = cursor.string();
                }
                default -> throw cursor.fault("has a parameter that is not accepted");
            }
        }

        RequestSignatureInput input(String label, String received, List<String> components) {
            if (keyId == null || keyId.isEmpty()) {
                throw RequestSignatureFault.malformed(FIELD + " lacks keyid.");
            }
            return new RequestSignatureInput(label, received, components, created, expires, keyId, algorithm);
        }
    }
}
