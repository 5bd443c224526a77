package dev.tongfu.http;

import java.util.Base64;

/**
 * Reads the few structured-field shapes (RFC 8941) that signatures use, from left to right.
 *
 * <p>Strict: what these fields do not need is refused, so nothing has two readings.
 */
final class RequestSignatureCursor {
    private static final int TEXT_MAX = 4096;
    private static final int INTEGER_DIGITS_MAX = 15;

    private final String field;
    private final String text;
    private int at;

    RequestSignatureCursor(String field, String value) {
        this.field = field;
        this.text = trimmed(value);
        if (text.length() > TEXT_MAX) {
            throw fault("is too long");
        }
    }

    boolean atEnd() {
        return at == text.length();
    }

    /** What has not been read yet, as received. */
    String rest() {
        return text.substring(at);
    }

    boolean take(char wanted) {
        if (at < text.length() && text.charAt(at) == wanted) {
            at++;
            return true;
        }
        return false;
    }

    void require(char wanted) {
        if (!take(wanted)) {
            throw fault("lacks a '" + wanted + "' at character " + (at + 1));
        }
    }

    void requireEnd() {
        if (!atEnd()) {
            throw fault("holds more than it may, from character " + (at + 1));
        }
    }

    void skipSpaces() {
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
    }

    /** Blanks and tabs, which may stand around the comma between members. */
    void skipBlanks() {
        while (at < text.length() && isBlank(text.charAt(at))) {
            at++;
        }
    }

    /** A lower-case key: a letter or an asterisk, then letters, digits, {@code _ - . *}. */
    String key() {
        int from = at;
        while (at < text.length() && isKeyCharacter(text.charAt(at), at == from)) {
            at++;
        }
        if (at == from) {
            throw fault("lacks a name at character " + (at + 1));
        }
        return text.substring(from, at);
    }

    /** A quoted string, without its quotes and escapes. */
    String string() {
        require('"');
        var read = new StringBuilder();
        while (at < text.length()) {
            char next = text.charAt(at++);
            if (next == '"') {
                return read.toString();
            }
            if (next == '\\') {
                next = escaped();
            }
            if (next < 0x20 || next > 0x7e) {
                break;
            }
            read.append(next);
        }
        throw fault("holds a broken string");
    }

    long integer() {
        int from = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        if (at == from || at - from > INTEGER_DIGITS_MAX) {
            throw fault("lacks a whole number at character " + (from + 1));
        }
        return Long.parseLong(text.substring(from, at));
    }

    /** Base64 between colons, in its only form: padded, and without stray bits at its end. */
    byte[] bytes() {
        require(':');
        int end = text.indexOf(':', at);
        if (end < 0) {
            throw fault("holds broken base64");
        }
        String base64 = text.substring(at, end);
        at = end + 1;
        byte[] read = decoded(base64);
        if (!Base64.getEncoder().encodeToString(read).equals(base64)) {
            throw fault("holds broken base64");
        }
        return read;
    }

    private byte[] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException notBase64) {
            throw fault("holds broken base64");
        }
    }

    RequestSignatureFault fault(String what) {
        return RequestSignatureFault.malformed(field + " " + what + ".");
    }

    private char escaped() {
        if (at < text.length() && (text.charAt(at) == '"' || text.charAt(at) == '\\')) {
            return text.charAt(at++);
        }
        throw fault("holds a broken string");
    }

    private static boolean isKeyCharacter(char next, boolean first) {
        boolean always = (next >= 'a' && next <= 'z') || next == '*';
        return first ? always : always || (next >= '0' && next <= '9') || "_-.".indexOf(next) >= 0;
    }

    /** Without blanks and tabs at both ends, which are not part of a field's value. */
    static String trimmed(String value) {
        int from = 0;
        int to = value.length();
        while (from < to && isBlank(value.charAt(from))) {
            from++;
        }
        while (to > from && isBlank(value.charAt(to - 1))) {
            to--;
        }
        return value.substring(from, to);
    }

    private static boolean isBlank(char next) {
        return next == ' ' || next == '\t';
    }
}
