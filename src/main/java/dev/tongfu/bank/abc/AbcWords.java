package dev.tongfu.bank.abc;

import dev.tongfu.bank.BankMandate;
import dev.tongfu.bank.BankOrder;
import dev.tongfu.bank.PayerCard;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** Dates, times and choices as the bank writes them; dates and times are the bank's. */
final class AbcWords {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuu/MM/dd");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final DateTimeFormatter DEADLINE = DateTimeFormatter.ofPattern("uuuuMMddHHmmss");
    private static final int MOBILE_TAIL = 4;

    private final ZoneId zone;

    AbcWords(AbcConfig config) {
        this.zone = config.calendar().zoneId();
    }

    String date(Instant at) {
        return DATE.withZone(zone).format(at);
    }

    String time(Instant at) {
        return TIME.withZone(zone).format(at);
    }

    String deadline(Instant at) {
        return DEADLINE.withZone(zone).format(at);
    }

    static String date(LocalDate day) {
        return DATE.format(day);
    }

    /** The name of what kind of document, bank-protocols A3.6; null where none is given. */
    static String certificate(PayerCard.@Nullable CertificateType type) {
        if (type == null) {
            return "";
        }
        return switch (type) {
            case ID_CARD -> "I";
            case PASSPORT -> "P";
            case FOREIGN_PASSPORT -> "F";
            case HK_MACAU_PERMIT -> "D";
            case TAIWAN_PERMIT -> "W";
            case OTHER -> "U";
        };
    }

    static String cards(BankMandate.CardType type) {
        return switch (type) {
            case ANY -> "A";
            case DEBIT -> "1";
            case CREDIT -> "3";
        };
    }

    static String notice(BankOrder.NoticeMode mode) {
        return mode == BankOrder.NoticeMode.SERVER ? "1" : "0";
    }

    /** Card payments say what they pay with: only credit cards have an expiry or a CVV to give. */
    static String paymentType(PayerCard card) {
        boolean credit = !or(card.expiry()).isEmpty() || !or(card.cvv()).isEmpty();
        return credit ? "3" : "1";
    }

    /** The last four digits of a mobile number. */
    static String mobileTail(PayerCard card) {
        String mobile = or(card.mobile());
        return mobile.substring(Math.max(0, mobile.length() - MOBILE_TAIL));
    }

    /** What is not given is sent empty. */
    static String or(@Nullable String text) {
        return text == null ? "" : text;
    }
}
