package dev.tongfu.settlement;

import dev.tongfu.bank.StatementFormat;
import dev.tongfu.bank.StatementLine;
import dev.tongfu.money.CurrencyCode;
import dev.tongfu.money.Money;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The statement of the paying account: {@code line_id,date,direction,amount,reference} with a header, in UTF-8.
 *
 * <p>The direction is {@code out} for money that left and {@code in} for money that came back; the amount is in yuan
 * with at most two decimals; the reference is that of the payout's attempt. A line without a reference is none of our
 * payouts. A header alone is a day without movements.
 */
public final class PayoutCsv implements StatementFormat {
    public static final String NAME = "payout-csv";
    private static final String HEADER = "line_id,date,direction,amount,reference";
    private static final int LINE_MAX = 1_000;
    private static final int SHOWN_MAX = 200;
    private static final int COLUMNS = 5;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void read(InputStream content, Sink sink) throws IOException, BrokenStatementException {
        var reader = new BufferedReader(new InputStreamReader(content, StandardCharsets.UTF_8));
        String header = line(reader);
        if (header == null || !plain(header).equals(HEADER)) {
            throw new BrokenStatementException("the first line is not " + HEADER);
        }
        int number = 1;
        for (String text = line(reader); text != null; text = line(reader)) {
            number++;
            if (!text.isBlank()) {
                read(number, text, sink);
            }
        }
    }

    private static String plain(String header) {
        String text = header.isEmpty() || header.charAt(0) != BYTE_ORDER_MARK ? header : header.substring(1);
        return text.strip();
    }

    private static @Nullable String line(BufferedReader reader) throws IOException, BrokenStatementException {
        var text = new StringBuilder();
        int read = reader.read();
        if (read < 0) {
            return null;
        }
        while (read >= 0 && read != '\n') {
            if (text.length() >= LINE_MAX) {
                throw new BrokenStatementException("a line is longer than " + LINE_MAX);
            }
            text.append((char) read);
            read = reader.read();
        }
        return text.toString();
    }

    private static void read(int number, String text, Sink sink) throws IOException {
        String[] cells = text.strip().split(",", -1);
        String fault = cells.length == COLUMNS ? fault(cells) : "not " + COLUMNS + " columns";
        if (!fault.isEmpty()) {
            sink.bad(number, fault, text.length() > SHOWN_MAX ? text.substring(0, SHOWN_MAX) : text);
            return;
        }
        boolean in = cells[2].equals("in");
        var amount = Money.parseDecimal(cells[3], CurrencyCode.CNY).orElseThrow();
        sink.line(new StatementLine(
                number,
                in ? StatementLine.Direction.IN : StatementLine.Direction.OUT,
                kind(in, cells[4]),
                cells[4].isEmpty() ? null : cells[4],
                cells[0],
                null,
                amount.minor(),
                0,
                CurrencyCode.CNY,
                LocalDate.parse(cells[1]),
                null));
    }

    private static StatementLine.Kind kind(boolean in, String reference) {
        if (reference.isEmpty()) {
            return StatementLine.Kind.ADJUSTMENT;
        }
        return in ? StatementLine.Kind.PAYOUT_RETURN : StatementLine.Kind.PAYOUT;
    }

    private static String fault(String[] cells) {
        if (!cells[0].matches("[0-9A-Za-z_-]{1,64}")) {
            return "the line's id is not 1 to 64 letters and digits";
        }
        if (!isDate(cells[1])) {
            return "the date is not YYYY-MM-DD";
        }
        if (!cells[2].equals("in") && !cells[2].equals("out")) {
            return "the direction is neither in nor out";
        }
        if (Money.parseDecimal(cells[3], CurrencyCode.CNY)
                .filter(amount -> amount.minor() > 0)
                .isEmpty()) {
            return "the amount is not in yuan with at most two decimals";
        }
        return cells[4].isEmpty() || cells[4].matches("[0-9A-Z]{1,32}") ? "" : "the reference is not ours";
    }

    private static boolean isDate(String text) {
        try {
            return LocalDate.parse(text).getYear() > 0;
        } catch (DateTimeException unreadable) {
            return false;
        }
    }
}
