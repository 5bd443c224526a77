package dev.tongfu.simulator.abc;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tongfu.money.CurrencyCode;
import dev.tongfu.money.Money;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Optional;

/** The forms in which this protocol writes days, times, amounts, numbers and addresses. */
final class AbcForms {
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("uuuu/MM/dd").withResolverStyle(ResolverStyle.STRICT);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withResolverStyle(ResolverStyle.STRICT);

    private AbcForms() {}

    static Optional<LocalDate> day(String text) {
        try {
            return Optional.of(LocalDate.parse(text, DAY));
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }

    static boolean isDay(String text) {
        return day(text).isPresent();
    }

    static boolean isTime(String text) {
        try {
            return LocalTime.parse(text, TIME) != null;
        } catch (DateTimeException unreadable) {
            return false;
        }
    }

    static String day(LocalDate day) {
        return DAY.format(day);
    }

    static String day(Instant instant) {
        return DAY.format(instant.atZone(AbcOrderCheck.BANK_ZONE));
    }

    static String time(Instant instant) {
        return TIME.format(instant.atZone(AbcOrderCheck.BANK_ZONE));
    }

    /** More than nothing, with at most two decimals. */
    static Optional<Money> amount(String text) {
        return Money.parseDecimal(text, CurrencyCode.CNY).filter(amount -> amount.minor() > 0);
    }

    static boolean isNumber(String text, int bytesMax) {
        return text.matches("[!-~]{1," + bytesMax + "}");
    }

    static boolean isCard(String text) {
        return text.matches("[0-9]{6,30}");
    }

    static boolean isCertificateType(String text) {
        return text.matches("[A-Z]");
    }

    static boolean isUrl(String text) {
        return text.matches("https?://[!-~]+") && text.getBytes(StandardCharsets.UTF_8).length <= 200;
    }

    static boolean fits(String text, int bytesMax) {
        return text.getBytes(AbcAnswers.GBK).length <= bytesMax;
    }

    /** A field of an object, empty where absent. */
    static String text(JsonNode object, String field) {
        return object.path(field).asText();
    }
}
