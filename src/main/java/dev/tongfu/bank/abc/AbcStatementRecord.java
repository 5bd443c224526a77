package dev.tongfu.bank.abc;

import dev.tongfu.bank.LineDigits;
import dev.tongfu.bank.LineFault;
import dev.tongfu.bank.StatementLine;
import dev.tongfu.bank.StatementLine.Direction;
import dev.tongfu.bank.StatementLine.Kind;
import dev.tongfu.money.CurrencyCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One record of the statement, bank-protocols A5: fifteen columns, for some merchants up to eighteen.
 *
 * <p>Whether the amounts of refunds carry a sign is not published, so it says nothing here; the type does. What was
 * booked must be the amount less the fee, or the record is not believed.
 */
final class AbcStatementRecord {
    static final int COLUMNS_MIN = 15;
    static final int COLUMNS_MAX = 18;
    private static final int TYPE = 1;
    private static final int ORDER = 2;
    private static final int TIME = 3;
    private static final int AMOUNT = 4;
    private static final int BOOKED = 6;
    private static final int FEE = 9;
    private static final int INSTALMENT_FEE = 10;
    private static final int DATE = 11;
    private static final int REFERENCE = 13;
    private static final int ORIGINAL = 14;
    private static final int REFERENCE_CHARS_MAX = 64;
    private static final int YUAN_DIGITS_MAX = 13;

    private final List<String> refundWords;
    private final List<String> paymentWords;

    /**
     * @param refundWords what a refund's type contains, whatever the case of its letters; looked at first
     * @param paymentWords what any other type must contain
     */
    AbcStatementRecord(List<String> refundWords, List<String> paymentWords) {
        this.refundWords = lower(refundWords);
        this.paymentWords = lower(paymentWords);
    }

    StatementLine line(int number, String text) throws LineFault {
        List<String> fields = fields(text);
        if (fields.size() < COLUMNS_MIN || fields.size() > COLUMNS_MAX) {
            throw new LineFault("it has " + fields.size() + " columns, not " + COLUMNS_MIN + " to " + COLUMNS_MAX);
        }
        boolean refund = refund(fields.get(TYPE));
        long amount = fen(fields.get(AMOUNT), "the amount, column 5,");
        if (amount < 0 && !refund) {
            throw new LineFault("a payment below zero");
        }
        return new StatementLine(
                number,
                refund ? Direction.OUT : Direction.IN,
                refund ? Kind.REFUND : Kind.PAYMENT,
                ourReference(fields.get(ORDER)),
                reference(fields.get(REFERENCE), "the bank's reference, column 14,"),
                reference(fields.get(ORIGINAL), "the original order, column 15,"),
                Math.abs(amount),
                fee(fields, amount, refund),
                CurrencyCode.CNY,
                LineDigits.date(fields.get(DATE), "the accounting date, column 12,"),
                LineDigits.time(fields.get(TIME), "the time, column 4,"));
    }

    /** All of them, the empty ones at the end too. */
    static List<String> fields(String text) {
        var fields = new ArrayList<String>(COLUMNS_MAX);
        int from = 0;
        for (int to = text.indexOf('|'); to >= 0; to = text.indexOf('|', from)) {
            fields.add(text.substring(from, to));
            from = to + 1;
        }
        fields.add(text.substring(from));
        return fields;
    }

    private boolean refund(String type) throws LineFault {
        String word = type.toLowerCase(Locale.ROOT);
        if (refundWords.stream().anyMatch(word::contains)) {
            return true;
        }
        if (paymentWords.stream().noneMatch(word::contains)) {
            throw new LineFault("the type, column 2, is neither a known payment's nor a known refund's");
        }
        return false;
    }

    /** What was taken; of a refund, a fee given back is told from one taken by what was booked. */
    private static long fee(List<String> fields, long amount, boolean refund) throws LineFault {
        long booked = fen(fields.get(BOOKED), "the booked amount, column 7,");
        long fee = optionalFen(fields.get(FEE), "the fee, column 10,")
                + optionalFen(fields.get(INSTALMENT_FEE), "the instalment fee, column 11,");
        if (!refund && booked == amount - fee) {
            return fee;
        }
        if (refund && Math.abs(booked) == Math.abs(amount) + fee) {
            return fee;
        }
        if (refund && Math.abs(booked) == Math.abs(amount) - fee) {
            return -fee;
        }
        throw new LineFault("the booked amount is not the amount less the fees");
    }

    private static String ourReference(String field) throws LineFault {
        String found = reference(field, "the order number, column 3,");
        if (found == null) {
            throw new LineFault("the order number, column 3, is empty");
        }
        return found;
    }

    private static @Nullable String reference(String field, String what) throws LineFault {
        String text = field.strip();
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) <= ' ' || text.charAt(i) > '~') {
                throw new LineFault(what + " is no reference");
            }
        }
        if (text.length() > REFERENCE_CHARS_MAX) {
            throw new LineFault(what + " is longer than " + REFERENCE_CHARS_MAX + " characters");
        }
        return text.isEmpty() ? null : text;
    }

    private static long optionalFen(String field, String what) throws LineFault {
        return field.isBlank() ? 0 : fen(field, what);
    }

    /** Yuan with two decimals, one or none, and perhaps a minus before. */
    private static long fen(String field, String what) throws LineFault {
        String text = field.strip();
        int from = text.startsWith("-") ? 1 : 0;
        int point = text.indexOf('.');
        int end = point < 0 ? text.length() : point;
        if (end - from > YUAN_DIGITS_MAX) {
            throw new LineFault(what + " is too large");
        }
        long fen = 100 * LineDigits.number(text, from, end, what) + cents(text, point, what);
        return from == 1 ? -fen : fen;
    }

    private static long cents(String text, int point, String what) throws LineFault {
        if (point < 0) {
            return 0;
        }
        int decimals = text.length() - point - 1;
        if (decimals > 2) {
            throw new LineFault(what + " has more than two decimals");
        }
        return LineDigits.number(text, point + 1, text.length(), what) * (decimals == 1 ? 10 : 1);
    }

    private static List<String> lower(List<String> words) {
        return words.stream().map(word -> word.toLowerCase(Locale.ROOT)).toList();
    }
}
