package dev.tongfu.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Where a page of a list ended, opaque to the caller: the key of its last row.
 *
 * <p>It only moves within what the caller may see anyway, since every list is asked by the caller's own id; a cursor of
 * another list, or one that somebody wrote himself badly, is refused.
 */
record Cursor(String list, List<String> key) {
    private static final String SEPARATOR = "\n";

    Cursor {
        key = List.copyOf(key);
    }

    String text() {
        String plain = list + SEPARATOR + String.join(SEPARATOR, key);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }

    /** Empty when the text is no cursor of this list with so many parts. */
    static Optional<Cursor> read(String text, String list, int parts) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        var plain = List.of(new String(bytes, StandardCharsets.UTF_8).split(SEPARATOR, -1));
        var cursor = new Cursor(list, plain.subList(1, plain.size()));
        boolean ours = plain.get(0).equals(list)
                && plain.size() == parts + 1
                && cursor.text().equals(text);
        return ours ? Optional.of(cursor) : Optional.empty();
    }
}
