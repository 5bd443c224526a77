package dev.tongfu.bank.abc;

import dev.tongfu.crypto.Signer;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * The signed frame around every message: {@code {"Message":M,"Signature-Algorithm":…,"Signature":…}}.
 *
 * <p>A request is signed over the very UTF-8 bytes that are sent. An answer is GBK, wrapped once more in
 * {@code {"MSG":…}}, and verified over its raw bytes before any of them is parsed; nothing is ever serialised again.
 */
final class AbcEnvelope {
    static final String ALGORITHM = "SHA1withRSA";

    /** The reason a human must look at: the bank's key does not fit, or somebody answers in its place. */
    static final String BAD_SIGNATURE = "bad signature";

    private static final String BLANKS = " \t\n\013\f\r";
    private static final byte[] START = "{\"MSG\"".getBytes(StandardCharsets.US_ASCII);

    private AbcEnvelope() {}

    /** What an answer's frame turned out to be. */
    sealed interface Opened {
        record Trusted(AbcAnswer answer) implements Opened {}

        /** Not authenticated: it moves nothing, whatever it says. */
        record Untrusted(String reason) implements Opened {}
    }

    /** The message M around one transaction. */
    static AbcObject message(String ecMerchantType, String merchantNo, AbcObject transaction) {
        var merchant = new AbcObject().text("ECMerchantType", ecMerchantType).text("MerchantID", merchantNo);
        return new AbcObject()
                .text("Version", "V3.0.0")
                .text("Format", "JSON")
                .object("Merchant", merchant)
                .object("TrxRequest", transaction);
    }

    /** Signs M and frames it; dear enough to be done off the event loop. */
    static Buffer seal(AbcObject message, Signer merchant) {
        byte[] signed = message.json().getBytes(StandardCharsets.UTF_8);
        String signature = Base64.getEncoder().encodeToString(merchant.sign(signed));
        return Buffer.buffer("{\"Message\":")
                .appendBytes(signed)
                .appendString(",\"Signature-Algorithm\":\"" + ALGORITHM + "\",\"Signature\":\"" + signature + "\"}");
    }

    /**
     * What may be kept of a request: the very bytes sent, or where it holds card data the message with that covered and
     * without its signature, against which guesses could be tried.
     */
    static Buffer kept(AbcObject message, Buffer sealed) {
        return message.secrets().isEmpty() ? sealed : Buffer.buffer("{\"Message\":" + message + "}");
    }

    /** Opens an answer; {@code bank} tells whether a signature (second) is the bank's over some bytes (first). */
    static Opened open(Buffer received, BiPredicate<byte[], byte[]> bank) {
        byte[] bytes = withoutLineBreaks(received.getBytes());
        var scanner = new GbkScanner(bytes);
        Optional<Map<String, GbkScanner.Span>> frame = scanner.members(start(bytes))
                .map(outer -> outer.get("MSG"))
                .flatMap(inner -> scanner.members(inner.from()));
        if (frame.isEmpty()) {
            return new Opened.Untrusted("unreadable frame");
        }
        GbkScanner.Span message = frame.get().get("Message");
        GbkScanner.Span signature = frame.get().get("Signature");
        if (message == null) {
            return new Opened.Untrusted("no message");
        }
        if (signature == null) {
            return new Opened.Untrusted("unsigned");
        }
        GbkScanner.Span algorithm = frame.get().get("Signature-Algorithm");
        if (algorithm == null || !scanner.text(algorithm).equals('"' + ALGORITHM + '"')) {
            return new Opened.Untrusted("another signature algorithm");
        }
        return verified(scanner, message, signature, bank);
    }

    /** Base64 of the standard alphabet; blanks and line breaks are dropped, anything else makes it empty. */
    static Optional<byte[]> base64(String text) {
        try {
            return Optional.of(Base64.getDecoder().decode(without(text, BLANKS)));
        } catch (IllegalArgumentException broken) {
            return Optional.empty();
        }
    }

    /** The text without any of these characters; most texts have none. */
    static String without(String text, String unwanted) {
        if (text.chars().noneMatch(character -> unwanted.indexOf(character) >= 0)) {
            return text;
        }
        var kept = new StringBuilder(text.length());
        text.chars().filter(character -> unwanted.indexOf(character) < 0).forEach(kept::appendCodePoint);
        return kept.toString();
    }

    private static Opened verified(
            GbkScanner scanner, GbkScanner.Span message, GbkScanner.Span signature, BiPredicate<byte[], byte[]> bank) {
        boolean valid = scanner.string(signature)
                .flatMap(AbcEnvelope::base64)
                .map(bytes -> bank.test(scanner.raw(message), bytes))
                .orElse(false);
        if (!valid) {
            return new Opened.Untrusted(BAD_SIGNATURE);
        }
        return AbcAnswer.parse(scanner.text(message))
                .<Opened>map(Opened.Trusted::new)
                .orElseGet(() -> new Opened.Untrusted("signed, but not readable"));
    }

    /** Where the frame begins: there may be bytes before it. */
    private static int start(byte[] bytes) {
        for (int at = 0; at <= bytes.length - START.length; at++) {
            if (Arrays.equals(bytes, at, at + START.length, START, 0, START.length)) {
                return at;
            }
        }
        return bytes.length;
    }

    /** The bank's own package drops them before it verifies; no second byte of a GBK character is one. */
    private static byte[] withoutLineBreaks(byte[] bytes) {
        var kept = new byte[bytes.length];
        int length = 0;
        for (byte one : bytes) {
            if (one != '\r' && one != '\n') {
                kept[length++] = one;
            }
        }
        return Arrays.copyOf(kept, length);
    }
}
