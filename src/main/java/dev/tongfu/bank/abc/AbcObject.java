package dev.tongfu.bank.abc;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A JSON object in the bank's own dialect: compact, in insertion order, every value a string.
 *
 * <p>Nothing is escaped, because whether the bank un-escapes is unconfirmed and its parser counts braces; text that
 * would need it is refused. It knows which of its values are card data, and shows them covered everywhere but in the
 * bytes that are signed and sent.
 */
final class AbcObject {
    private final Map<String, Member> members = new LinkedHashMap<>();
    private final List<String> secrets = new ArrayList<>();

    AbcObject text(String name, String value) {
        String quoted = quoted(name, value);
        return put(name, new Member(quoted, quoted));
    }

    /** A card number: kept with its first six and last four digits. */
    AbcObject card(String name, String value) {
        return covered(name, value, AbcSecrets.card(value));
    }

    /** Card data of which nothing is kept. */
    AbcObject secret(String name, String value) {
        return covered(name, value, AbcSecrets.hidden(value));
    }

    AbcObject object(String name, AbcObject value) {
        secrets.addAll(value.secrets);
        return put(name, new Member(value.json(), value.toString()));
    }

    AbcObject list(String name, List<AbcObject> values) {
        values.forEach(value -> secrets.addAll(value.secrets));
        String json = values.stream().map(AbcObject::json).collect(Collectors.joining(",", "[", "]"));
        String shown = secrets.isEmpty()
                ? json
                : values.stream().map(AbcObject::toString).collect(Collectors.joining(",", "[", "]"));
        return put(name, new Member(json, shown));
    }

    /** Whether text can be sent as it is. */
    static boolean plain(String text) {
        return text.chars().noneMatch(c -> c == '"' || c == '\\' || c == '{' || c == '}' || Character.isISOControl(c));
    }

    /** The text to sign and to send, and for nothing else. */
    String json() {
        return written(Member::json);
    }

    /** The card data in it, as it was given. */
    List<String> secrets() {
        return List.copyOf(secrets);
    }

    /** The same text with card data covered. */
    @Override
    public String toString() {
        return written(Member::shown);
    }

    private String written(Function<Member, String> form) {
        return members.entrySet().stream()
                .map(member -> '"' + member.getKey() + "\":" + form.apply(member.getValue()))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private AbcObject covered(String name, String value, String shown) {
        if (!value.isEmpty()) {
            secrets.add(value);
        }
        return put(name, new Member(quoted(name, value), '"' + shown + '"'));
    }

    private static String quoted(String name, String value) {
        if (!plain(value)) {
            throw new IllegalArgumentException(name + " has a quote, a backslash, a brace or a control character");
        }
        return '"' + value + '"';
    }

    private AbcObject put(String name, Member member) {
        if (members.put(name, member) != null) {
            throw new IllegalStateException(name + " is there already");
        }
        return this;
    }

    /** A value in JSON, as it is sent and as it may be shown. */
    private record Member(String json, String shown) {
        @Override
        public String toString() {
            return shown;
        }
    }
}
