package dev.tongfu.bank.unionpay;

import dev.tongfu.bank.LineDigits;
import dev.tongfu.bank.LineFault;
import java.nio.charset.Charset;
import java.time.LocalDate;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * One line of fixed width, a blank between columns, which count from 1 as the bank's description does.
 *
 * <p>Widths are bytes: a name in Chinese takes two for each character.
 */
final class StatementColumns {
    static final Charset GBK = Charset.forName("GBK");

    private static final int HALF_YEAR_DAYS = 183;

    /** Where the columns of one kind of line begin and end. */
    static final class Layout {
        private final int[] starts;
        private final int[] ends;

        Layout(int... widths) {
            starts = new int[widths.length];
            ends = new int[widths.length];
            int at = 0;
            for (int i = 0; i < widths.length; i++) {
                starts[i] = at;
                ends[i] = at + widths[i];
                at = ends[i] + 1;
            }
        }

        /** Bytes of a line that reaches to the end of a column. */
        int bytesTo(int column) {
            return ends[column - 1];
        }
    }

    private final byte[] line;
    private final Layout layout;

    /** @param needed the last column that must be there whole */
    StatementColumns(byte[] line, Layout layout, int needed) throws LineFault {
        if (line.length < layout.bytesTo(needed)) {
            throw new LineFault("it ends before column " + needed);
        }
        this.line = line;
        this.layout = layout;
        for (int column = 1; column < needed; column++) {
            if (line[layout.ends[column - 1]] != ' ') {
                throw new LineFault("there is no blank behind column " + column);
            }
        }
    }

    /** Without the blanks around it; only as far as the line goes. */
    String text(int column) {
        int from = Math.min(line.length, layout.starts[column - 1]);
        int to = Math.min(line.length, layout.ends[column - 1]);
        return new String(line, from, to - from, GBK).strip();
    }

    /** A reference of printable ASCII; null where it is blank. */
    @Nullable
    String reference(int column) throws LineFault {
        String text = text(column);
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) <= ' ' || text.charAt(i) > '~') {
                throw new LineFault("column " + column + " is no reference");
            }
        }
        return text.isEmpty() ? null : text;
    }

    /** Whole fen with leading zeros. */
    long fen(int column) throws LineFault {
        String text = text(column);
        return LineDigits.number(text, 0, text.length(), "column " + column);
    }

    /** C (to the merchant) or D (from the merchant) before the digits, a blank for nothing. */
    long signedFen(int column) throws LineFault {
        String text = text(column);
        if (text.startsWith("C") || text.startsWith("D")) {
            long fen = LineDigits.number(text, 1, text.length(), "column " + column);
            return text.startsWith("C") ? fen : -fen;
        }
        if (LineDigits.number(text, 0, text.length(), "column " + column) != 0) {
            throw new LineFault("column " + column + " is an amount without its sign");
        }
        return 0;
    }

    /** {@code MMDDhhmmss} in the year that puts it nearest to a day. */
    LocalDateTime time(int column, LocalDate near) throws LineFault {
        String text = text(column);
        LineFault last = new LineFault("column " + column + " is no time");
        for (int year = near.getYear() - 1; year <= near.getYear() + 1; year++) {
            try {
                var time = LineDigits.time(year + text, "column " + column);
                if (Math.abs(time.toLocalDate().toEpochDay() - near.toEpochDay()) <= HALF_YEAR_DAYS) {
                    return time;
                }
            } catch (LineFault fault) {
                last = fault;
            }
        }
        throw last;
    }
}
