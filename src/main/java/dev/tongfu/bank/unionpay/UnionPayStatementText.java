package dev.tongfu.bank.unionpay;

import dev.tongfu.bank.LineFault;
import dev.tongfu.bank.StatementLine;
import dev.tongfu.bank.StatementLine.Direction;
import dev.tongfu.bank.StatementLine.Kind;
import dev.tongfu.bank.unionpay.StatementColumns.Layout;
import dev.tongfu.money.CurrencyCode;
import java.time.LocalDate;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads lines of the two detail files, bank-protocols B7: ZM, the merchant's own transactions, and ZME, errors and
 * adjustments.
 *
 * <p>What a transaction is, is told by 交易类型 in columns 20 and 21 and not by 交易代码, whose list is not public. The
 * tail of ZM lines has several layouts and is optional. The names of ZME's columns are unconfirmed: read are those
 * whose form leaves no doubt, and they must agree with each other.
 */
final class UnionPayStatementText {
    private static final Layout ZM = new Layout(
            3, 11, 11, 6, 10, 19, 12, 4, 2, 21, 2, 32, 2, 6, 10, 13, 13, 4, 15, 2, 2, 6, 2, 4, 32, 1, 21, 15, 1, 15, 32,
            13, 13, 8, 32, 13, 13, 12, 2, 1, 32);
    private static final Layout ZME =
            new Layout(3, 11, 11, 6, 10, 19, 12, 4, 2, 2, 6, 10, 4, 12, 13, 13, 15, 15, 1, 12, 2, 135);
    private static final int SENT_AT = 5;
    private static final int AMOUNT = 7;
    private static final int QUERY_ID = 10;
    private static final int ORDER = 12;
    private static final int FEE = 16;
    private static final int SETTLED = 17;
    private static final int TYPE = 20;
    private static final int ORIGINAL_QUERY_ID = 27;
    private static final int MERCHANT = 28;
    private static final int ORIGINAL_ORDER = 41;
    private static final int CODE = 1;
    private static final int TRACE = 4;
    private static final int ERROR_ORIGINAL_TRACE = 11;
    private static final int ERROR_ORIGINAL_TIME = 12;
    private static final int ERROR_FEE = 15;
    private static final int ERROR_SETTLED = 16;
    private static final int ERROR_MERCHANT = 17;

    private final Set<String> chargebackCodes;

    /** @param chargebackCodes 交易代码 in ZME that are chargebacks; every other is an adjustment */
    UnionPayStatementText(Set<String> chargebackCodes) {
        this.chargebackCodes = Set.copyOf(chargebackCodes);
    }

    /** @param near a day near which it was */
    StatementLine own(int number, byte[] bytes, LocalDate near) throws LineFault {
        var columns = new StatementColumns(bytes, ZM, MERCHANT);
        Kind kind = kind(columns.text(TYPE));
        Direction direction = kind == Kind.PAYMENT || kind == Kind.CAPTURE ? Direction.IN : Direction.OUT;
        String order = columns.reference(ORDER);
        if (order == null) {
            throw new LineFault("the order number, column 12, is empty");
        }
        String originalOrder = columns.text(ORIGINAL_ORDER);
        return believed(
                new StatementLine(
                        number,
                        direction,
                        kind,
                        order,
                        columns.reference(QUERY_ID),
                        originalOrder.matches("[A-Za-z0-9]{8,32}")
                                ? originalOrder
                                : columns.reference(ORIGINAL_QUERY_ID),
                        columns.fen(AMOUNT),
                        Math.negateExact(columns.signedFen(FEE)),
                        CurrencyCode.CNY,
                        null,
                        columns.time(SENT_AT, near)),
                columns.signedFen(SETTLED));
    }

    /** Which way the money went is what was settled; an error that moves nothing is an adjustment of 0. */
    StatementLine error(int number, byte[] bytes, LocalDate near) throws LineFault {
        var columns = new StatementColumns(bytes, ZME, ERROR_MERCHANT);
        long settled = columns.signedFen(ERROR_SETTLED);
        return believed(
                new StatementLine(
                        number,
                        settled < 0 ? Direction.OUT : Direction.IN,
                        chargebackCodes.contains(columns.text(CODE)) ? Kind.CHARGEBACK : Kind.ADJUSTMENT,
                        null,
                        columns.text(TRACE) + columns.text(SENT_AT),
                        original(columns),
                        columns.fen(AMOUNT),
                        Math.negateExact(columns.signedFen(ERROR_FEE)),
                        CurrencyCode.CNY,
                        null,
                        columns.time(SENT_AT, near)),
                settled);
    }

    /** Either kind, told by its length: a ZME line ends before the columns that a ZM line must have. */
    StatementLine any(int number, byte[] bytes, LocalDate near) throws LineFault {
        return bytes.length < ZM.bytesTo(MERCHANT) ? error(number, bytes, near) : own(number, bytes, near);
    }

    private static @Nullable String original(StatementColumns columns) throws LineFault {
        String trace = columns.reference(ERROR_ORIGINAL_TRACE);
        String time = columns.reference(ERROR_ORIGINAL_TIME);
        return trace == null || time == null ? null : trace + time;
    }

    private static StatementLine believed(StatementLine line, long settled) throws LineFault {
        if (line.net() != settled) {
            throw new LineFault("what was settled is not the amount less the fee");
        }
        return line;
    }

    private static Kind kind(String type) throws LineFault {
        return switch (type) {
            case "01" -> Kind.PAYMENT;
            case "03" -> Kind.CAPTURE;
            case "04" -> Kind.REFUND;
            case "31" -> Kind.VOID;
            case "33" -> Kind.CAPTURE_VOID;
            default -> throw new LineFault("the transaction type, column 20, is none that moves money");
        };
    }
}
