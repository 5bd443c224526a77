package dev.tongfu.bank.unionpay;

import dev.tongfu.bank.LineDigits;
import dev.tongfu.bank.LineFault;
import dev.tongfu.bank.RecordScanner;
import dev.tongfu.bank.StatementFormat;
import dev.tongfu.bank.StatementLine;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * 对账文件 of UnionPay, bank-protocols B7: a zip of the merchant's own transactions (ZM), of errors and adjustments
 * (ZME), and of a summary for people (RD), which is believed where it can be read.
 *
 * <p>A zip without its ZM file is broken; an empty ZM file is a day without transactions. Lines count through the
 * files in the order of the zip.
 */
public final class UnionPayStatementFormat implements StatementFormat {
    /** As the bank's answers are labelled. */
    public static final String NAME = "unionpay-zip";

    private static final Pattern DETAIL = Pattern.compile("INN([0-9]{6})[0-9A-Za-z]*?(ZME?)_.*");
    private static final int LINE_BYTES_MAX = 4_096;
    private static final int RAW_CHARS_MAX = 2_000;

    private final UnionPayConfig.Statement config;
    private final UnionPayStatementText text;

    public UnionPayStatementFormat(UnionPayConfig.Statement config) {
        this.config = config;
        this.text = new UnionPayStatementText(Set.copyOf(config.chargebackCodes()));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void read(InputStream content, Sink sink) throws IOException, BrokenStatementException {
        try {
            new Reading(sink).read(new ZipParts(content, config.filesMax(), config.unpackedBytesMax()));
        } catch (ZipParts.Broken broken) {
            throw new BrokenStatementException(String.valueOf(broken.getMessage()));
        }
    }

    @Override
    public StatementLine mended(int number, String line, LocalDate bankDate) throws LineFault {
        return text.any(number, line.stripTrailing().getBytes(StatementColumns.GBK), bankDate);
    }

    private interface LineReader {
        StatementLine line(int number, byte[] bytes, LocalDate near) throws LineFault;
    }

    /** One reading of one file. */
    private final class Reading {
        private final Sink sink;
        private final StatementSummary totals = new StatementSummary();
        private int number;
        private boolean detailSeen;
        private boolean badSeen;

        Reading(Sink sink) {
            this.sink = sink;
        }

        void read(ZipParts parts) throws IOException, BrokenStatementException {
            Optional<StatementSummary> said = Optional.empty();
            for (var name = parts.next(); name.isPresent(); name = parts.next()) {
                if (name.get().startsWith("RD")) {
                    said = StatementSummary.read(parts.file());
                } else {
                    detail(name.get(), parts.file());
                }
            }
            if (!detailSeen) {
                throw new BrokenStatementException("the zip has no ZM file");
            }
            if (!badSeen && said.isPresent() && !said.get().agrees(totals)) {
                throw new BrokenStatementException("the summary says other totals than the lines add up to");
            }
        }

        private void detail(String name, InputStream file) throws IOException, BrokenStatementException {
            var matcher = DETAIL.matcher(name);
            if (!matcher.matches()) {
                throw new BrokenStatementException("the zip has a file that is neither ZM, ZME nor RD");
            }
            LocalDate day = day(matcher.group(1));
            boolean own = "ZM".equals(matcher.group(2));
            if (own && detailSeen) {
                throw new BrokenStatementException("the zip has two ZM files");
            }
            detailSeen |= own;
            LineReader reader = own ? text::own : text::error;
            var scanner = new RecordScanner(file, false, LINE_BYTES_MAX);
            while (scanner.next()) {
                number++;
                line(scanner, reader, day, own);
            }
        }

        private void line(RecordScanner scanner, LineReader reader, LocalDate day, boolean own) throws IOException {
            StatementLine line;
            try {
                if (scanner.cut()) {
                    throw new LineFault("it is longer than " + LINE_BYTES_MAX + " bytes");
                }
                line = reader.line(number, scanner.bytes(), day);
            } catch (LineFault fault) {
                badSeen = true;
                String raw = scanner.text(StatementColumns.GBK);
                sink.bad(number, fault.reason(), raw.substring(0, Math.min(RAW_CHARS_MAX, raw.length())));
                return;
            }
            if (own) {
                totals.add(line);
            }
            sink.line(line);
        }
    }

    private static LocalDate day(String yearMonthDay) throws BrokenStatementException {
        try {
            return LineDigits.date("20" + yearMonthDay, "the date");
        } catch (LineFault fault) {
            throw new BrokenStatementException("the name of the detail file holds no date");
        }
    }
}
