package dev.tongfu.bank;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How the payer's browser gets to the bank: by a link, or by posting a form.
 *
 * @param url where the browser goes
 * @param fields the fields of a form to post, in order; empty for a plain link
 */
public record PayerForward(String url, Map<String, String> fields) {
    public PayerForward {
        fields = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    public static PayerForward link(String url) {
        return new PayerForward(url, Map.of());
    }
}
