package dev.tongfu.bank.abc;

import dev.tongfu.bank.Bank.Reading;
import dev.tongfu.bank.RawNotification;
import io.vertx.core.buffer.Buffer;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * Reads the result notification, bank-protocols A4: form field {@code MSG}, base64 of GBK XML.
 *
 * <p>The XML is naive: the signed bytes are those strictly between {@code <Message>} and {@code </Message>}, fields
 * are found by their tags, and only after the signature has been verified.
 */
final class AbcNotification {
    private static final String FIELD = "MSG=";

    private final AbcNoticeReader fields;
    private final int bytesMax;

    AbcNotification(AbcConfig config, Clock clock) {
        this.fields = new AbcNoticeReader(config, clock);
        this.bytesMax = config.limits().noticeBytesMax();
    }

    /** The bytes the message came in. */
    static Buffer source(RawNotification notification) {
        return notification.method().equals("GET") ? Buffer.buffer(notification.query()) : notification.body();
    }

    /** {@code bank} tells whether a signature (second) is the bank's over some bytes (first). */
    Reading read(RawNotification notification, BiPredicate<byte[], byte[]> bank) {
        Buffer source = source(notification);
        if (source.length() > bytesMax) {
            return new Reading.Rejected("larger than " + bytesMax + " bytes");
        }
        List<String> values = values(source);
        if (values.isEmpty()) {
            return new Reading.Empty();
        }
        if (values.size() > 1) {
            return new Reading.Rejected("more than one MSG");
        }
        return decode(values.get(0))
                .map(xml -> verified(xml, bank))
                .orElseGet(() -> new Reading.Rejected("MSG is not base64"));
    }

    /** What may be kept: the bytes it came in, or where they hold card data the decoded message with that covered. */
    static Buffer kept(RawNotification notification) {
        Buffer source = source(notification);
        List<String> values = values(source);
        Optional<byte[]> xml = values.size() == 1 ? decode(values.get(0)) : Optional.empty();
        return xml.map(AbcSecrets::notice)
                .filter(covered -> !Arrays.equals(covered, xml.get()))
                .map(Buffer::buffer)
                .orElse(source);
    }

    private static List<String> values(Buffer source) {
        return Arrays.stream(source.toString(StandardCharsets.ISO_8859_1).split("&"))
                .filter(pair -> pair.startsWith(FIELD))
                .map(pair -> pair.substring(FIELD.length()))
                .filter(value -> !value.isBlank())
                .toList();
    }

    /**
     * Undoes what forms do to base64: percent signs once or twice, a plus that became a blank, line breaks. A plus is
     * never taken for a blank, because base64 has none.
     */
    private static Optional<byte[]> decode(String value) {
        Optional<String> once = percentDecoded(value);
        Optional<String> twice = once.flatMap(AbcNotification::percentDecoded);
        return twice.flatMap(
                text -> AbcEnvelope.base64(AbcEnvelope.without(text, "\r\n").replace(' ', '+')));
    }

    private static Optional<String> percentDecoded(String text) {
        if (text.indexOf('%') < 0) {
            return Optional.of(text);
        }
        try {
            return Optional.of(URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.ISO_8859_1));
        } catch (IllegalArgumentException broken) {
            return Optional.empty();
        }
    }

    private Reading verified(byte[] xml, BiPredicate<byte[], byte[]> bank) {
        // One character per byte, so that positions are those of the bytes; no GBK character contains a '<'.
        String frame = new String(xml, StandardCharsets.ISO_8859_1);
        Optional<String> message = between(frame, "Message");
        if (message.isEmpty()) {
            return new Reading.Rejected("no message in MSG");
        }
        String rest = frame.substring(frame.indexOf("</Message>"));
        if (!between(rest, "Signature-Algorithm").equals(Optional.of(AbcEnvelope.ALGORITHM))) {
            return new Reading.Rejected("unsigned, or another signature algorithm");
        }
        byte[] signed = message.get().getBytes(StandardCharsets.ISO_8859_1);
        boolean valid = between(rest, "Signature")
                .flatMap(AbcEnvelope::base64)
                .map(signature -> bank.test(signed, signature))
                .orElse(false);
        if (!valid) {
            return new Reading.Rejected("bad signature");
        }
        String xmlFields = new String(signed, GbkScanner.GBK);
        return fields.read(name -> between(xmlFields, name));
    }

    /** What stands between a tag and its end; empty when the tag is missing or comes twice. */
    private static Optional<String> between(String xml, String tag) {
        String open = '<' + tag + '>';
        int start = xml.indexOf(open);
        int end = xml.indexOf("</" + tag + '>', start + open.length());
        boolean once = start >= 0 && end >= 0 && xml.indexOf(open, start + 1) < 0;
        return once ? Optional.of(xml.substring(start + open.length(), end)) : Optional.empty();
    }
}
