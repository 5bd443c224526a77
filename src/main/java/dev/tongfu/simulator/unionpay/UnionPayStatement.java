package dev.tongfu.simulator.unionpay;

import dev.tongfu.simulator.frame.Charge;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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

    private final int feeBasisPoints;

    UnionPayStatement(int feeBasisPoints) {
        this.feeBasisPoints = feeBasisPoints;
    }

    /**
     * What a statement is made of.
     *
     * @param charges of the day, those that moved money
     * @param originals what they are about, whenever that was
     * @param extra lines about orders that nobody placed
     */
    record Day(String merchantNo, LocalDate date, List<Charge> charges, List<Charge> originals, int extra) {
        Day {
            charges = List.copyOf(charges);
            originals = List.copyOf(originals);
        }

        String name() {
            return merchantNo + "_" + DATE.format(date) + ".zip";
        }
    }

    /** As it stands in the answer: the zip, deflated once more, in base64. */
    String content(Day day) {
        var bytes = new ByteArrayOutputStream();
        try (var deflated = new DeflaterOutputStream(bytes)) {
            deflated.write(zip(day));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    private byte[] zip(Day day) throws IOException {
        var lines = lines(day).toList();
        var stem = "INN" + SHORT.format(day.date()) + "88";
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            put(zip, day, stem + "ZM_", text(lines.stream().map(UnionPayStatementLine::text)));
            put(zip, day, stem + "ZME_", "");
            put(zip, day, "RD2010" + SHORT.format(day.date()) + "88_", summary(day, lines));
        }
        return bytes.toByteArray();
    }

    /** With the day's own time, so that the bytes depend on nothing else. */
    private static void put(ZipOutputStream zip, Day day, String name, String text) throws IOException {
        var entry = new ZipEntry(name + day.merchantNo());
        entry.setTimeLocal(day.date().atStartOfDay());
        zip.putNextEntry(entry);
        zip.write(text.getBytes(GBK));
        zip.closeEntry();
    }

    /** One line per charge but for the breaks planted; then the lines about orders that nobody placed. */
    private Stream<UnionPayStatementLine> lines(Day day) {
        var originals = day.originals().stream()
                .collect(Collectors.toMap(Charge::orderNo, original -> original, (first, second) -> first));
        var charged = day.charges().stream()
                .flatMap(charge -> repeated(
                        charge, UnionPayStatementLine.of(charge, originals.get(charge.originalNo()), fee(charge))));
        var invented = IntStream.range(0, day.extra())
                .mapToObj(index -> UnionPayStatementLine.invented(day.merchantNo(), day.date(), index));
        return Stream.concat(charged, invented);
    }

    private static Stream<UnionPayStatementLine> repeated(Charge charge, UnionPayStatementLine line) {
        return switch (charge.mark()) {
            case DROP, UNPAID -> Stream.empty();
            case DUPLICATE -> Stream.of(line, line);
            case NONE, PAID_UNHEARD, AMOUNT_OVER, AMOUNT_UNDER, FEE, KIND, DATE_SHIFT -> Stream.of(line);
        };
    }

    /** Half up, in fen. */
    private long fee(Charge charge) {
        return (Math.multiplyExact(charge.amount().minor(), (long) feeBasisPoints) + 5_000) / 10_000;
    }

    private static String summary(Day day, List<UnionPayStatementLine> lines) {
        var in = lines.stream().filter(UnionPayStatementLine::inflow).toList();
        var out = lines.stream().filter(line -> !line.inflow()).toList();
        return text(Stream.of(
                "商户清算汇总 " + day.merchantNo() + " 清算日期 " + DATE.format(day.date()),
                "收款 " + in.size() + " 笔 " + sum(in) + " 分",
                "退款 " + out.size() + " 笔 " + sum(out) + " 分",
                "净额 " + lines.stream().mapToLong(UnionPayStatementLine::net).sum() + " 分"));
    }

    private static long sum(List<UnionPayStatementLine> lines) {
        return lines.stream().mapToLong(UnionPayStatementLine::amount).sum();
    }

    private static String text(Stream<String> lines) {
        return lines.map(line -> line + "\r\n").collect(Collectors.joining());
    }
}
