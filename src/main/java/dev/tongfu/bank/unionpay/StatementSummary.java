package dev.tongfu.bank.unionpay;

import dev.tongfu.bank.StatementLine;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a summary says of the merchant's own transactions, or what lines add up to.
 *
 * <p>Its form is unconfirmed, so it is used only where all three of its sentences are found.
 */
final class StatementSummary {
    private static final int BYTES_MAX = 65_536;
    private static final Pattern IN = Pattern.compile("收款 ([0-9]{1,9}) 笔 ([0-9]{1,18}) 分");
    private static final Pattern OUT = Pattern.compile("退款 ([0-9]{1,9}) 笔 ([0-9]{1,18}) 分");
    private static final Pattern NET = Pattern.compile("净额 (-?[0-9]{1,18}) 分");

    private long inCount;
    private long inAmount;
    private long outCount;
    private long outAmount;
    private long net;

    void add(StatementLine line) {
        if (line.direction() == StatementLine.Direction.IN) {
            inCount++;
            inAmount = Math.addExact(inAmount, line.amount());
        } else {
            outCount++;
            outAmount = Math.addExact(outAmount, line.amount());
        }
        net = Math.addExact(net, line.net());
    }

    static Optional<StatementSummary> read(InputStream file) throws IOException {
        String text = new String(file.readNBytes(BYTES_MAX), StatementColumns.GBK);
        var in = IN.matcher(text);
        var out = OUT.matcher(text);
        var netted = NET.matcher(text);
        if (!in.find() || !out.find() || !netted.find()) {
            return Optional.empty();
        }
        var summary = new StatementSummary();
        summary.inCount = Long.parseLong(in.group(1));
        summary.inAmount = Long.parseLong(in.group(2));
        summary.outCount = Long.parseLong(out.group(1));
        summary.outAmount = Long.parseLong(out.group(2));
        summary.net = Long.parseLong(netted.group(1));
        return Optional.of(summary);
    }

    boolean agrees(StatementSummary other) {
        return inCount == other.inCount
                && inAmount == other.inAmount
                && outCount == other.outCount
                && outAmount == other.outAmount
                && net == other.net;
    }
}
