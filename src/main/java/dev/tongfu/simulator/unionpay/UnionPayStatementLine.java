package dev.tongfu.simulator.unionpay;

import dev.tongfu.simulator.frame.Charge;
import dev.tongfu.simulator.frame.ChargeKind;
import dev.tongfu.simulator.frame.SimulatedBank;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One line of the statement's own transactions: 41 columns of fixed width, a blank between, 607 characters.
 *
 * <p>Amounts are whole fen with leading zeros; where a sign belongs, it is C (to the merchant) or D (from him), and a
 * blank for nothing.
 *
 * @param amount what the transaction was for, always positive
 * @param net what the merchant gets, fee taken off; negative where he gives
 * @param columns without their padding, from the first to the last
 */
record UnionPayStatementLine(boolean inflow, long amount, long net, List<String> columns) {
    private static final int[] WIDTHS = {
        3, 11, 11, 6, 10, 19, 12, 4, 2, 21, 2, 32, 2, 6, 10, 13, 13, 4, 15, 2, 2, 6, 2, 4, 32, 1, 21, 15, 1, 15, 32, 13,
        13, 8, 32, 13, 13, 12, 2, 1, 131
    };
    private static final int CODE = 1;
    private static final int TRACE = 4;
    private static final int SENT_AT = 5;
    private static final int AMOUNT = 7;
    private static final int REFERENCE = 10;
    private static final int ORDER = 12;
    private static final int ORIGINAL_TRACE = 14;
    private static final int ORIGINAL_TIME = 15;
    private static final int FEE = 16;
    private static final int SETTLED = 17;
    private static final int TYPE = 20;
    private static final int SUB_TYPE = 21;
    private static final int ORIGINAL_REFERENCE = 27;
    private static final int MERCHANT = 28;
    private static final int NET = 33;
    private static final int ORIGINAL_ORDER = 41;
    private static final long INVENTED_FEN = 100;

    UnionPayStatementLine {
        columns = List.copyOf(columns);
    }

    /** The line of a charge, in which its mark may have told a lie. */
    static UnionPayStatementLine of(Charge charge, @Nullable Charge original, long fee) {
        var transaction = charge.mark() == Charge.Mark.KIND ? other(charge.kind()) : transaction(charge.kind());
        boolean inflow = inflow(transaction);
        long amount = charge.amount().minor()
                + (charge.mark() == Charge.Mark.AMOUNT_OVER ? 1 : 0)
                - (charge.mark() == Charge.Mark.AMOUNT_UNDER ? 1 : 0);
        long taken = (charge.kind().direction() == ChargeKind.Direction.IN ? fee : 0)
                + (charge.mark() == Charge.Mark.FEE ? 1 : 0);
        var sentAt = charge.chargedAt().plus(Duration.ofDays(charge.mark() == Charge.Mark.DATE_SHIFT ? 1 : 0));
        var line = blank(charge.merchantNo(), transaction, amount, taken);
        line.put(TRACE, UnionPayNotice.trace(charge));
        line.put(SENT_AT, UnionPayTimes.secondOfYear(sentAt));
        line.put(REFERENCE, UnionPayNotice.reference(charge));
        line.put(ORDER, charge.orderNo());
        if (original != null) {
            line.put(ORIGINAL_TRACE, UnionPayNotice.trace(original));
            line.put(ORIGINAL_TIME, UnionPayTimes.secondOfYear(original.chargedAt()));
            line.put(ORIGINAL_REFERENCE, UnionPayNotice.reference(original));
            line.put(ORIGINAL_ORDER, original.orderNo());
        }
        return new UnionPayStatementLine(inflow, amount, net(inflow, amount, taken), line.columns());
    }

    /** About an order that nobody placed. */
    static UnionPayStatementLine invented(String merchantNo, LocalDate day, int index) {
        var noon = day.atTime(LocalTime.NOON).atZone(UnionPayTimes.BANK_ZONE).toInstant();
        var invention = invention(day, index);
        var line = blank(merchantNo, UnionPayTransaction.PURCHASE, INVENTED_FEN, 0);
        line.put(TRACE, String.format("9%05d", index));
        line.put(SENT_AT, UnionPayTimes.secondOfYear(noon));
        line.put(REFERENCE, invention.reference());
        line.put(ORDER, invention.orderNo());
        return new UnionPayStatementLine(true, INVENTED_FEN, INVENTED_FEN, line.columns());
    }

    /** The numbers of an order that nobody placed. */
    static SimulatedBank.Invented invention(LocalDate day, int index) {
        var second = UnionPayTimes.second(
                day.atTime(LocalTime.NOON).atZone(UnionPayTimes.BANK_ZONE).toInstant());
        return new SimulatedBank.Invented(
                "NOBODY" + second.substring(0, 8) + String.format("%05d", index),
                second + String.format("99%05d", index));
    }

    String text() {
        return IntStream.range(0, WIDTHS.length)
                .mapToObj(index -> padded(columns.get(index), WIDTHS[index]))
                .collect(Collectors.joining(" "));
    }

    /** Counts the columns from 1, as the bank's description does. */
    private static final class Columns {
        private final String[] texts = new String[WIDTHS.length];

        Columns() {
            Arrays.fill(texts, "");
        }

        void put(int number, String text) {
            texts[number - 1] = text;
        }

        List<String> columns() {
            return List.of(texts);
        }
    }

    private static Columns blank(String merchantNo, UnionPayTransaction transaction, long amount, long fee) {
        var line = new Columns();
        boolean inflow = inflow(transaction);
        // The list of codes is not public; these two were seen, and the type beside them is what tells.
        line.put(CODE, inflow ? "S22" : "S30");
        line.put(2, "88022900");
        line.put(3, "00049993");
        line.put(6, "621626*********0018");
        line.put(AMOUNT, String.format("%012d", amount));
        line.put(8, "5411");
        line.put(9, "07");
        line.put(11, "01");
        line.put(13, "01");
        line.put(FEE, signed(-fee, 12));
        line.put(SETTLED, signed(net(inflow, amount, fee), 12));
        line.put(18, "0001");
        line.put(TYPE, transaction.type());
        line.put(SUB_TYPE, transaction.subType());
        line.put(22, "000201");
        line.put(MERCHANT, merchantNo);
        line.put(30, "000000000000000");
        line.put(32, signed(0, 12));
        line.put(NET, signed(net(inflow, amount, fee), 12));
        line.put(34, "01080209");
        line.put(36, signed(0, 12));
        line.put(37, signed(0, 12));
        line.put(38, signed(0, 11));
        line.put(40, "7");
        return line;
    }

    private static long net(boolean inflow, long amount, long fee) {
        return (inflow ? amount : -amount) - fee;
    }

    private static String signed(long fen, int digits) {
        var sign = fen > 0 ? "C" : fen < 0 ? "D" : " ";
        return sign + String.format("%0" + digits + "d", Math.abs(fen));
    }

    /** What does not fit is cut off: an order number may be longer than its column. */
    private static String padded(String text, int width) {
        return text.length() > width ? text.substring(0, width) : text + " ".repeat(width - text.length());
    }

    private static boolean inflow(UnionPayTransaction transaction) {
        return transaction == UnionPayTransaction.PURCHASE || transaction == UnionPayTransaction.CAPTURE;
    }

    private static UnionPayTransaction other(ChargeKind kind) {
        return kind.direction() == ChargeKind.Direction.IN ? UnionPayTransaction.REFUND : UnionPayTransaction.PURCHASE;
    }

    private static UnionPayTransaction transaction(ChargeKind kind) {
        return switch (kind) {
            case PAY -> UnionPayTransaction.PURCHASE;
            case REFUND -> UnionPayTransaction.REFUND;
            case VOID -> UnionPayTransaction.VOID;
            case CAPTURE -> UnionPayTransaction.CAPTURE;
            case CAPTURE_VOID -> UnionPayTransaction.CAPTURE_VOID;
            case PREAUTH, CANCEL, DEBIT -> throw new IllegalStateException(kind + " is in no statement of this bank");
        };
    }
}
