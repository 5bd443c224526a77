package dev.tongfu.bank.unionpay;

import dev.tongfu.bank.StatementLine;
import dev.tongfu.bank.StatementLine.Direction;
import dev.tongfu.bank.StatementLine.Kind;
import dev.tongfu.money.CurrencyCode;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.Charset;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Random lines of ZM and ZME, written by the widths of bank-protocols B7, and the ways in which they can be wrong. */
final class UnionPayStatementWriter {
    private static final Charset GBK = Charset.forName("GBK");
    private static final DateTimeFormatter SENT = DateTimeFormatter.ofPattern("MMddHHmmss");
    private static final int[] ZM = {
        3, 11, 11, 6, 10, 19, 12, 4, 2, 21, 2, 32, 2, 6, 10, 13, 13, 4, 15, 2, 2, 6, 2, 4, 32, 1, 21, 15, 1, 15, 32, 13,
        13, 8, 32, 13, 13, 12, 2, 1, 131
    };
    private static final int[] ZME = {3, 11, 11, 6, 10, 19, 12, 4, 2, 2, 6, 10, 4, 12, 13, 13, 15, 15, 1, 12, 2, 135};
    private static final int ZM_NEEDED = 28;
    private static final int ZME_NEEDED = 17;
    private static final int ORIGINAL_ORDER = 41;
    private static final int NICKNAME = 31;

    private final Random random;
    private final LocalDate day;

    UnionPayStatementWriter(Random random, LocalDate day) {
        this.random = random;
        this.day = day;
    }

    /** A line of a file. */
    sealed interface Row permits Written, Wrong {
        Buffer bytes();
    }

    /** @param line without its number in the file */
    record Written(StatementLine line, Buffer bytes) implements Row {}

    /** A line that can't be believed, and why. */
    record Wrong(String reason, Buffer bytes) implements Row {}

    Written line(boolean own) {
        return own ? own() : error();
    }

    private Written own() {
        var kinds = new Kind[] {Kind.PAYMENT, Kind.CAPTURE, Kind.REFUND, Kind.VOID, Kind.CAPTURE_VOID};
        var kind = kinds[random.nextInt(kinds.length)];
        boolean in = kind == Kind.PAYMENT || kind == Kind.CAPTURE;
        int lastColumn = random.nextBoolean() ? ORIGINAL_ORDER : ZM_NEEDED + random.nextInt(ORIGINAL_ORDER - ZM_NEEDED);
        String originalQuery = in || random.nextInt(3) == 0 ? null : digits(21);
        String originalOrder = in || lastColumn < ORIGINAL_ORDER || random.nextInt(3) == 0 ? null : "O" + digits(19);
        var line = line(
                in,
                kind,
                "P" + digits(19),
                random.nextInt(5) == 0 ? null : digits(21),
                originalOrder == null ? originalQuery : originalOrder);
        var columns = new Columns(ZM);
        columns.set(1, "S22");
        columns.set(5, SENT.format(line.bankTime()));
        columns.set(6, "622609******0048");
        columns.set(7, fen(line.amount()));
        columns.set(10, line.bankRef());
        columns.set(12, line.ourRef());
        columns.set(16, signed(-line.fee()));
        columns.set(17, signed(line.net()));
        columns.set(20, type(kind));
        columns.set(27, originalQuery);
        columns.set(28, "802310048993424");
        columns.set(NICKNAME, random.nextBoolean() ? "统付演示商店" : "");
        columns.set(ORIGINAL_ORDER, originalOrder);
        return new Written(line, columns.bytes(lastColumn));
    }

    private Written error() {
        boolean in = random.nextBoolean();
        String trace = digits(6);
        String original = random.nextBoolean() ? digits(6) : null;
        var time = time();
        var line = new StatementLine(
                1,
                in ? Direction.IN : Direction.OUT,
                random.nextBoolean() ? Kind.CHARGEBACK : Kind.ADJUSTMENT,
                null,
                trace + SENT.format(time),
                original == null ? null : original + "0905112203",
                amount(),
                0,
                CurrencyCode.CNY,
                null,
                time);
        line = fee(line);
        var columns = new Columns(ZME);
        columns.set(1, line.kind() == Kind.CHARGEBACK ? "E25" : "E22");
        columns.set(4, trace);
        columns.set(5, SENT.format(time));
        columns.set(7, fen(line.amount()));
        columns.set(11, original);
        columns.set(12, "0905112203");
        columns.set(15, signed(-line.fee()));
        columns.set(16, signed(line.net()));
        columns.set(17, "802310048993424");
        return new Written(line, columns.bytes(ZME_NEEDED + random.nextInt(ZME.length - ZME_NEEDED + 1)));
    }

    /** Some line with one fault. */
    Wrong wrong(boolean own) {
        byte[] bytes = line(own).bytes().getBytes();
        int[] widths = own ? ZM : ZME;
        int needed = own ? ZM_NEEDED : ZME_NEEDED;
        int settled = own ? 17 : 16;
        switch (random.nextInt(own ? 6 : 4)) {
            case 0 -> {
                int column = 1 + random.nextInt(needed - 1);
                bytes[end(widths, column)] = 'X';
                return new Wrong("there is no blank behind column " + column, Buffer.buffer(bytes));
            }
            case 1 -> {
                bytes[end(widths, 7) - 1 - random.nextInt(12)] = 'x';
                return new Wrong("column 7", Buffer.buffer(bytes));
            }
            case 2 -> {
                int last = end(widths, settled) - 1;
                bytes[last] = (byte) (bytes[last] == '9' ? '0' : bytes[last] + 1);
                return new Wrong(bytes[last - 12] == ' ' ? "without its sign" : "less the fee", Buffer.buffer(bytes));
            }
            case 3 -> {
                return new Wrong(
                        "it ends before column " + needed,
                        Buffer.buffer(Arrays.copyOf(bytes, 1 + random.nextInt(end(widths, needed) - 1))));
            }
            case 4 -> {
                bytes[end(widths, 20) - 1] = '9';
                return new Wrong("the transaction type", Buffer.buffer(bytes));
            }
            default -> {
                Arrays.fill(bytes, end(widths, 12) - 32, end(widths, 12), (byte) ' ');
                return new Wrong("the order number", Buffer.buffer(bytes));
            }
        }
    }

    private StatementLine line(
            boolean in, Kind kind, String order, @Nullable String bankRef, @Nullable String original) {
        return fee(new StatementLine(
                1,
                in ? Direction.IN : Direction.OUT,
                kind,
                order,
                bankRef,
                original,
                amount(),
                0,
                CurrencyCode.CNY,
                null,
                time()));
    }

    /** Taken or, where money went out, given back; never as much as the amount. */
    private StatementLine fee(StatementLine line) {
        long size = random.nextInt(3) == 0 ? 0 : random.nextLong(line.amount());
        return new StatementLine(
                line.number(),
                line.direction(),
                line.kind(),
                line.ourRef(),
                line.bankRef(),
                line.originalRef(),
                line.amount(),
                line.direction() == Direction.OUT && random.nextBoolean() ? -size : size,
                line.currency(),
                line.namedDate(),
                line.bankTime());
    }

    private long amount() {
        return random.nextLong(1, 100_000_000_000L);
    }

    private LocalDateTime time() {
        return day.minusDays(random.nextInt(3)).atStartOfDay().plusSeconds(random.nextInt(86_400));
    }

    private String digits(int count) {
        return random.ints(count, 0, 10)
                .collect(StringBuilder::new, StringBuilder::append, StringBuilder::append)
                .toString();
    }

    private static String fen(long amount) {
        return String.format("%012d", amount);
    }

    private static String signed(long amount) {
        return (amount == 0 ? " " : amount > 0 ? "C" : "D") + fen(Math.abs(amount));
    }

    private static String type(Kind kind) {
        return switch (kind) {
            case PAYMENT -> "01";
            case CAPTURE -> "03";
            case REFUND -> "04";
            case VOID -> "31";
            case CAPTURE_VOID -> "33";
            default -> throw new IllegalArgumentException("no transaction: " + kind);
        };
    }

    /** The byte behind a column. */
    private static int end(int[] widths, int column) {
        int end = column - 1;
        for (int i = 0; i < column; i++) {
            end += widths[i];
        }
        return end;
    }

    /** Texts padded to their widths in bytes, a blank between. */
    private static final class Columns {
        private final int[] widths;
        private final String[] texts;

        Columns(int[] widths) {
            this.widths = widths;
            this.texts = new String[widths.length];
        }

        void set(int column, @Nullable String text) {
            texts[column - 1] = text;
        }

        Buffer bytes(int lastColumn) {
            var bytes = Buffer.buffer();
            for (int i = 0; i < lastColumn; i++) {
                byte[] text = (texts[i] == null ? "" : texts[i]).getBytes(GBK);
                bytes.appendBytes(text);
                bytes.appendString(" ".repeat(widths[i] - text.length + (i == lastColumn - 1 ? 0 : 1)));
            }
            return bytes;
        }
    }
}
