package dev.tongfu.simulator.unionpay;

import dev.tongfu.simulator.frame.Charge;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The statement of a merchant's clearing day: a zip of the merchant's own transactions, of the adjustments (none), and
 * of a summary to be read by people.
 *
 * <p>A pure function of the day's charges and their marks, so that every fetch of a closed day gives the same bytes.
 */
final class UnionPayStatement {
    static final Charset GBK = Charset.forName("GBK");
    private static final DateTimeFormatter SHORT = DateTimeFormatter.ofPattern("uuMMdd");
    private static final DateTimeFormatter DATE = DateTimeFormatter.BASIC_ISO_DATE;

    private static final String END = "\r\n";

    private final int feeBasisPoints;

    UnionPayStatement(int feeBasisPoints) {
        this.feeBasisPoints = feeBasisPoints;
    }

    /**
     * What a statement is about.
     *
     * @param extra lines about orders that nobody placed
     */
    record Day(String merchantNo, LocalDate date, int extra) {
        String name() {
            return merchantNo + "_" + DATE.format(date) + ".zip";
        }
    }

    Writer writer(Day day) {
        return new Writer(day);
    }

    /**
     * Takes the day's charges in parts; in the end stands what the answer holds: the zip, deflated once more, in
     * base64.
     */
    final class Writer {
        private final Day day;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final ZipOutputStream zip = new ZipOutputStream(new DeflaterOutputStream(bytes));
        private final Sum in = new Sum();
        private final Sum out = new Sum();
        private boolean begun;

        private Writer(Day day) {
            this.day = day;
        }

        /**
         * One line per charge but for the breaks planted; those that moved no money are left out.
         *
         * @param originals what the charges are about
         */
        void add(List<Charge> charges, List<Charge> originals) throws IOException {
            begin();
            var byNumber = originals.stream()
                    .collect(Collectors.toMap(Charge::orderNo, original -> original, (first, second) -> first));
            for (var charge : charges) {
                if (charge.kind().movesMoney()) {
                    var line = UnionPayStatementLine.of(charge, byNumber.get(charge.originalNo()), fee(charge));
                    for (int time = 0; time < times(charge); time++) {
                        put(line);
                    }
                }
            }
        }

        String finish() throws IOException {
            begin();
            for (int index = 0; index < day.extra(); index++) {
                put(UnionPayStatementLine.invented(day.merchantNo(), day.date(), index));
            }
            zip.closeEntry();
            whole(stem() + "ZME_", "");
            whole("RD2010" + SHORT.format(day.date()) + "88_", summary());
            zip.close();
            return Base64.getEncoder().encodeToString(bytes.toByteArray());
        }

        private void begin() throws IOException {
            if (!begun) {
                begun = true;
                open(zip, day, stem() + "ZM_");
            }
        }

        private String stem() {
            return "INN" + SHORT.format(day.date()) + "88";
        }

        private void put(UnionPayStatementLine line) throws IOException {
            (line.inflow() ? in : out).add(line);
            zip.write((line.text() + END).getBytes(GBK));
        }

        private void whole(String name, String text) throws IOException {
            open(zip, day, name);
            zip.write(text.getBytes(GBK));
            zip.closeEntry();
        }

        private String summary() {
            return Stream.of(
                            "商户清算汇总 " + day.merchantNo() + " 清算日期 " + DATE.format(day.date()),
                            "收款 " + in.count + " 笔 " + in.amount + " 分",
                            "退款 " + out.count + " 笔 " + out.amount + " 分",
                            "净额 " + (in.net + out.net) + " 分")
                    .map(line -> line + END)
                    .collect(Collectors.joining());
        }
    }

    private static final class Sum {
        private int count;
        private long amount;
        private long net;

        void add(UnionPayStatementLine line) {
            count++;
            amount += line.amount();
            net += line.net();
        }
    }

    /** With the day's own time, so that the bytes depend on nothing else. */
    private static void open(ZipOutputStream zip, Day day, String name) throws IOException {
        var entry = new ZipEntry(name + day.merchantNo());
        entry.setTimeLocal(day.date().atStartOfDay());
        zip.putNextEntry(entry);
    }

    private static int times(Charge charge) {
        return switch (charge.mark()) {
            case DROP, UNPAID -> 0;
            case DUPLICATE -> 2;
            case NONE, PAID_UNHEARD, AMOUNT_OVER, AMOUNT_UNDER, FEE, KIND, DATE_SHIFT -> 1;
        };
    }

    /** Half up, in fen. */
    private long fee(Charge charge) {
        return (Math.multiplyExact(charge.amount().minor(), (long) feeBasisPoints) + 5_000) / 10_000;
    }
}
