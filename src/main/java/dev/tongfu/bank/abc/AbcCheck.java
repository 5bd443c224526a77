package dev.tongfu.bank.abc;

import dev.tongfu.money.CurrencyCode;
import dev.tongfu.money.Money;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds why something can't be asked of the bank, by the limits of bank-protocols A7; the first reason counts.
 *
 * <p>A reason names the field and never its value.
 */
record AbcCheck(Optional<String> objection) {
    private static final int ORDER_NO_BYTES_MAX = 60;
    private static final int URL_BYTES_MAX = 200;
    private static final int SUBJECT_BYTES_MAX = 100;

    AbcCheck() {
        this(Optional.empty());
    }

    AbcCheck that(boolean holds, String reason) {
        return holds || objection.isPresent() ? this : new AbcCheck(Optional.of(reason));
    }

    AbcCheck number(String bankOrderNo) {
        return plain(bankOrderNo)
                .that(
                        !bankOrderNo.isEmpty() && utf8(bankOrderNo) <= ORDER_NO_BYTES_MAX,
                        "the order number is empty or longer than " + ORDER_NO_BYTES_MAX + " bytes");
    }

    AbcCheck amount(Money amount) {
        return that(amount.currency() == CurrencyCode.CNY, "the bank takes no other currency than CNY")
                .that(amount.minor() > 0, "the amount is nothing");
    }

    AbcCheck url(String url) {
        return plain(url)
                .that(
                        url.startsWith("http") && utf8(url) <= URL_BYTES_MAX,
                        "the result address is no http address of at most " + URL_BYTES_MAX + " bytes");
    }

    AbcCheck subject(String subject) {
        return text("the subject", subject, SUBJECT_BYTES_MAX);
    }

    /** Text in GBK, which may be empty. */
    AbcCheck text(String what, String text, int gbkBytesMax) {
        boolean fits =
                GbkScanner.GBK.newEncoder().canEncode(text) && text.getBytes(GbkScanner.GBK).length <= gbkBytesMax;
        return plain(text).that(fits, what + " is not in GBK or longer than " + gbkBytesMax + " bytes");
    }

    /** Text that must be given. */
    AbcCheck given(String what, @Nullable String text, int gbkBytesMax) {
        String value = AbcWords.or(text);
        return that(!value.isBlank(), what + " is not given").text(what, value, gbkBytesMax);
    }

    AbcCheck digits(String what, @Nullable String text, int min, int max) {
        return that(
                AbcWords.or(text).matches("[0-9]{" + min + "," + max + "}"),
                what + " is not " + min + " to " + max + " digits");
    }

    AbcCheck plain(String text) {
        return that(AbcObject.plain(text), "a text has a quote, a backslash, a brace or a control character");
    }

    private static int utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
