package dev.tongfu.bank.abc;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A JSON object in the bank's own dialect: compact, in insertion order, every value a string.
 *
 * <p>Nothing is escaped, because whether the bank un-escapes is unconfirmed and its parser counts braces; text that
 * would need it is refused.
 */
final class AbcObject {
    private final Map<String, String> members = new LinkedHashMap<>();

    AbcObject text(String name, String value) {
        if (!plain(value)) {
            throw new IllegalArgumentException(name + " has a quote, a backslash, a brace or a control character");
        }
        return put(name, '"' + value + '"');
    }

    AbcObject object(String name, AbcObject value) {
        return put(name, value.toString());
    }

    AbcObject list(String name, List<AbcObject> values) {
        return put(name, values.stream().map(AbcObject::toString).collect(Collectors.joining(",", "[", "]")));
    }

    /** Whether text can be sent as it is. */
    static boolean plain(String text) {
        return text.chars().noneMatch(c -> c == '"' || c == '\\' || c == '{' || c == '}' || Character.isISOControl(c));
    }

    /** The text to sign and to send. */
    @Override
    public String toString() {
        return members.entrySet().stream()
                .map(member -> '"' + member.getKey() + "\":" + member.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }

    private AbcObject put(String name, String json) {
        if (members.put(name, json) != null) {
            throw new IllegalStateException(name + " is there already");
        }
        return this;
    }
}
