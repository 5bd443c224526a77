package dev.tongfu.bank.abc;

import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the members of a JSON object in raw GBK bytes, so that a signature can be checked before anything is parsed.
 *
 * <p>The second byte of a GBK character may look like a brace or a backslash; characters are therefore stepped over
 * whole.
 */
final class GbkScanner {
    static final Charset GBK = Charset.forName("GBK");

    private static final int NONE = -1;
    private static final int LEAD_FIRST = 0x81;
    private static final int LEAD_LAST = 0xFE;

    private final byte[] bytes;

    GbkScanner(byte[] bytes) {
        this.bytes = bytes.clone();
    }

    /** A stretch of the bytes, from the first to behind the last. */
    record Span(int from, int to) {}

    /** The members of the object that begins at a position; empty when it is broken or names a member twice. */
    Optional<Map<String, Span>> members(int start) {
        Map<String, Span> found = new LinkedHashMap<>();
        int at = blanks(start);
        if (!is(at, '{')) {
            return Optional.empty();
        }
        at = blanks(at + 1);
        while (!is(at, '}')) {
            at = member(found, at);
            if (at == NONE) {
                return Optional.empty();
            }
        }
        return Optional.of(found);
    }

    byte[] raw(Span span) {
        return Arrays.copyOfRange(bytes, span.from, span.to);
    }

    String text(Span span) {
        return new String(bytes, span.from, span.to - span.from, GBK);
    }

    /** The text within the quotes of a string without escapes. */
    Optional<String> string(Span span) {
        String quoted = text(span);
        boolean string = quoted.length() > 1 && quoted.startsWith("\"") && quoted.endsWith("\"");
        return string ? Optional.of(quoted.substring(1, quoted.length() - 1)) : Optional.empty();
    }

    /** Reads one member and the comma behind it. */
    private int member(Map<String, Span> found, int at) {
        int keyEnd = stringEnd(at);
        int colon = keyEnd == NONE ? NONE : blanks(keyEnd);
        if (!is(colon, ':')) {
            return NONE;
        }
        int from = blanks(colon + 1);
        int to = valueEnd(from);
        if (to == NONE || found.put(text(new Span(at + 1, keyEnd - 1)), new Span(from, to)) != null) {
            return NONE;
        }
        int next = blanks(to);
        if (is(next, ',')) {
            int following = blanks(next + 1);
            return is(following, '"') ? following : NONE;
        }
        return is(next, '}') ? next : NONE;
    }

    private int valueEnd(int at) {
        if (is(at, '"')) {
            return stringEnd(at);
        }
        return is(at, '{') || is(at, '[') ? nestedEnd(at) : scalarEnd(at);
    }

    private int nestedEnd(int start) {
        int depth = 0;
        int at = start;
        while (at < bytes.length) {
            if (is(at, '"')) {
                at = stringEnd(at);
                if (at == NONE) {
                    return NONE;
                }
                continue;
            }
            if (is(at, '{') || is(at, '[')) {
                depth++;
            } else if (is(at, '}') || is(at, ']')) {
                depth--;
            }
            at += width(at);
            if (depth == 0) {
                return at;
            }
        }
        return NONE;
    }

    private int stringEnd(int start) {
        if (!is(start, '"')) {
            return NONE;
        }
        int at = start + 1;
        while (at < bytes.length) {
            if (is(at, '"')) {
                return at + 1;
            }
            at += is(at, '\\') ? 2 : width(at);
        }
        return NONE;
    }

    private int scalarEnd(int start) {
        int at = start;
        while (at < bytes.length && (Character.isLetterOrDigit(bytes[at]) || is(at, '-') || is(at, '.'))) {
            at++;
        }
        return at == start ? NONE : at;
    }

    private int blanks(int start) {
        int at = start;
        while (is(at, ' ') || is(at, '\t')) {
            at++;
        }
        return at;
    }

    private int width(int at) {
        int first = Byte.toUnsignedInt(bytes[at]);
        return first >= LEAD_FIRST && first <= LEAD_LAST ? 2 : 1;
    }

    private boolean is(int at, char wanted) {
        return at >= 0 && at < bytes.length && bytes[at] == wanted;
    }
}
