package dev.tongfu.http;

import dev.tongfu.http.RequestSignatureOutcome.Reason;

/**
 * A request target split at its first question mark, neither decoded nor normalised.
 *
 * <p>A path that is not in its normal form (RFC 3986 6.2.2, and without doubled slashes) is refused: the router could
 * read another path than the one that was signed.
 *
 * @param query with its question mark, which stands alone where there is no query
 */
record RequestSignatureTarget(String path, String query) {
    private static final String UNRESERVED_MARKS = "-._~";
    private static final String PATH_MARKS = "-._~!$&'()*+,;=:@/";

    static RequestSignatureTarget split(String target) {
        int question = target.indexOf('?');
        String path = question < 0 ? target : target.substring(0, question);
        String query = question < 0 ? "?" : target.substring(question);
        if (!isNormal(path)) {
            throw new RequestSignatureFault(Reason.MALFORMED_REQUEST, "The path is not in its normal form.");
        }
        if (!isVisible(query)) {
            throw new RequestSignatureFault(Reason.MALFORMED_REQUEST, "The query holds characters it may not.");
        }
        return new RequestSignatureTarget(path, query);
    }

    private static boolean isNormal(String path) {
        if (!path.startsWith("/") || path.contains("//")) {
            return false;
        }
        for (String segment : path.split("/", -1)) {
            if (segment.equals(".") || segment.equals("..")) {
                return false;
            }
        }
        for (int i = 0; i < path.length(); i++) {
            char next = path.charAt(i);
            if (next == '%' ? !isNormalEscape(path, i) : !isLetterOrDigit(next) && PATH_MARKS.indexOf(next) < 0) {
                return false;
            }
        }
        return true;
    }

    /** Upper-case hex, of a character that needs escaping. */
    private static boolean isNormalEscape(String path, int percent) {
        if (percent + 2 >= path.length()) {
            return false;
        }
        int high = hex(path.charAt(percent + 1));
        int low = hex(path.charAt(percent + 2));
        char escaped = (char) (high * 16 + low);
        return high >= 0 && low >= 0 && !isLetterOrDigit(escaped) && UNRESERVED_MARKS.indexOf(escaped) < 0;
    }

    private static int hex(char digit) {
        return "0123456789ABCDEF".indexOf(digit);
    }

    private static boolean isLetterOrDigit(char next) {
        return (next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z') || (next >= '0' && next <= '9');
    }

    private static boolean isVisible(String query) {
        return query.chars().allMatch(next -> next > 0x20 && next < 0x7f && next != '#');
    }
}
