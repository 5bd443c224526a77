package dev.tongfu.bank.abc;

import dev.tongfu.bank.LineFault;
import dev.tongfu.bank.RecordScanner;
import dev.tongfu.bank.StatementFormat;
import dev.tongfu.bank.StatementLine;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.util.List;

/**
 * 对账单 of ABC, bank-protocols A5: GBK text, records joined by {@code ^^} or by line ends, a header first.
 *
 * <p>Nothing but the header is a day without transactions. A record that lacks columns, as the last of a cut file
 * does, is put aside and the others go on.
 */
public final class AbcStatementFormat implements StatementFormat {
    /** As the bank's answers are labelled. */
    public static final String NAME = "abc";

    private static final int RECORD_BYTES_MAX = 8_192;
    private static final int RAW_CHARS_MAX = 2_000;
    private static final List<String> HEADER = List.of(
            "商户号", "交易类型", "订单编号", "交易时间", "交易金额", "商户账号", "商户动账金额", "客户账号", "账户类型", "商户回佣手续费", "商户分期手续费", "会计日期",
            "主机流水号", "9014流水号", "原订单号");

    private final AbcStatementRecord records;

    public AbcStatementFormat(AbcConfig.Statement config) {
        this.records = new AbcStatementRecord(config.refundWords(), config.paymentWords());
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void read(InputStream content, Sink sink) throws IOException, BrokenStatementException {
        var scanner = new RecordScanner(content, true, RECORD_BYTES_MAX);
        if (!scanner.next() || !header(scanner.text(GbkScanner.GBK))) {
            throw new BrokenStatementException("the header with the names of the columns is missing");
        }
        while (scanner.next()) {
            read(scanner, sink);
        }
    }

    @Override
    public StatementLine mended(int number, String text, LocalDate bankDate) throws LineFault {
        return records.line(number, text.strip());
    }

    private void read(RecordScanner scanner, Sink sink) throws IOException {
        String text = scanner.text(GbkScanner.GBK);
        StatementLine line;
        try {
            line = line(scanner, text);
        } catch (LineFault fault) {
            sink.bad(scanner.number(), fault.reason(), text.substring(0, Math.min(RAW_CHARS_MAX, text.length())));
            return;
        }
        sink.line(line);
    }

    private StatementLine line(RecordScanner scanner, String text) throws LineFault {
        if (scanner.cut()) {
            throw new LineFault("it is longer than " + RECORD_BYTES_MAX + " bytes");
        }
        return records.line(scanner.number(), text);
    }

    private static boolean header(String text) {
        List<String> names =
                AbcStatementRecord.fields(text).stream().map(String::strip).toList();
        return names.size() >= HEADER.size()
                && names.size() <= AbcStatementRecord.COLUMNS_MAX
                && names.subList(0, HEADER.size()).equals(HEADER);
    }
}
