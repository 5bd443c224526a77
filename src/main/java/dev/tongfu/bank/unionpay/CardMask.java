package dev.tongfu.bank.unionpay;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Hides full card numbers in bytes that are kept.
 *
 * <p>UnionPay masks them itself unless a merchant number is allowed to see them; then the first 6 and last 4 digits
 * remain here, and the kept bytes no longer carry the signature of what was verified.
 */
final class CardMask {
    private static final Pattern NUMBER =
            Pattern.compile("((?:^|[&{])(?:accNo|payCardNo)=)(\\d{6})(\\d{3,9})(\\d{4})(?!\\d)");

    private CardMask() {}

    static Buffer masked(Buffer bytes) {
        // One character per byte, so that all others stay as they are.
        String text = bytes.toString(StandardCharsets.ISO_8859_1);
        var found = NUMBER.matcher(text);
        return found.find() ? Buffer.buffer(found.replaceAll(CardMask::masked), "ISO-8859-1") : bytes;
    }

    private static String masked(MatchResult number) {
        return number.group(1) + number.group(2) + "*".repeat(number.group(3).length()) + number.group(4);
    }
}
