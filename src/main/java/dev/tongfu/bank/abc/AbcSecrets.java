package dev.tongfu.bank.abc;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Covers card data in what is kept: card numbers down to the first six and last four digits, everything else whole.
 *
 * <p>Covered are the fields that hold such data by their names, in the bank's JSON and XML, and what a request held
 * wherever it comes back. Bytes without any of it stay as they were.
 */
final class AbcSecrets {
    private static final int CARD_DIGITS_MIN = 13;
    private static final int CARD_HEAD = 6;
    private static final int CARD_TAIL = 4;

    /** Few digits, such as a CVV, are found by chance in times and amounts, so they count only by themselves. */
    private static final Pattern FEW = Pattern.compile("[0-9]{3,5}");

    private static final String NAMES = "CardNo|BankCardNo|AccNo|AcctNo|AccountNo|MobileNo|AccName|ClientName"
            + "|AccountName|CertificateNo|CertificateID|ExpDate|CardDueDate|CVV2|VerifyCode";

    private static final Pattern JSON = Pattern.compile("(\"(?:" + NAMES + ")\"[ \\t]*:[ \\t]*\")([^\"]*)");
    private static final Pattern XML = Pattern.compile("(<(" + NAMES + ")>)([^<]*)");

    private AbcSecrets() {}

    static String card(String number) {
        if (number.length() < CARD_DIGITS_MIN) {
            return hidden(number);
        }
        int tail = number.length() - CARD_TAIL;
        return number.substring(0, CARD_HEAD) + "*".repeat(tail - CARD_HEAD) + number.substring(tail);
    }

    static String hidden(String value) {
        return "*".repeat(value.length());
    }

    /** What may be kept of an answer to a request that held {@code secrets}. */
    static Buffer answer(Buffer received, List<String> secrets) {
        String text = received.toString(StandardCharsets.ISO_8859_1);
        List<String> raw = secrets.stream().map(AbcSecrets::raw).toList();
        String covered = cover(echoes(text, raw), JSON, 2);
        return covered.equals(text) ? received : Buffer.buffer(covered.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** The XML of a notice with its secrets covered; equal to the original where it has none. */
    static byte[] notice(byte[] xml) {
        return cover(new String(xml, StandardCharsets.ISO_8859_1), XML, 3).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** A text of the bank without what the request held. */
    static String echoes(String text, List<String> secrets) {
        String covered = text;
        for (String secret : secrets) {
            boolean few = FEW.matcher(secret).matches();
            covered = few
                    ? covered.replaceAll("(?<![0-9])(?<![0-9]\\.)" + secret + "(?![0-9])(?!\\.[0-9])", hidden(secret))
                    : covered.replace(secret, hidden(secret));
        }
        return covered;
    }

    /** A text as it looks in an answer of GBK whose bytes are taken one by one. */
    private static String raw(String text) {
        return new String(text.getBytes(GbkScanner.GBK), StandardCharsets.ISO_8859_1);
    }

    private static String cover(String text, Pattern fields, int valueGroup) {
        return fields.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(found.group(1) + hidden(found.group(valueGroup))));
    }
}
