package dev.tongfu.console;

import java.util.Map;

/**
 * What a page is made of.
 *
 * @param template its name; empty: there is no such thing to show
 * @param values what the template speaks of
 */
record ConsolePage(String template, Map<String, Object> values) {
    static ConsolePage of(String template, Map<String, Object> values) {
        return new ConsolePage(template, values);
    }

    static ConsolePage missing() {
        return new ConsolePage("", Map.of());
    }
}
