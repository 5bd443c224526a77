package dev.tongfu.reconciliation;

import dev.tongfu.bank.StatementLine;

/** Adds lines up; sums that do not fit are an {@link ArithmeticException} and never wrong. */
final class LineTotals {
    private int inCount;
    private long inAmount;
    private int outCount;
    private long outAmount;
    private long fee;
    private long net;

    void add(StatementLine line) {
        if (line.direction() == StatementLine.Direction.IN) {
            inCount++;
            inAmount = Math.addExact(inAmount, line.amount());
        } else {
            outCount++;
            outAmount = Math.addExact(outAmount, line.amount());
        }
        fee = Math.addExact(fee, line.fee());
        net = Math.addExact(net, line.net());
    }

    int count() {
        return inCount + outCount;
    }

    StatementReading.Totals totals() {
        return new StatementReading.Totals(inCount, inAmount, outCount, outAmount, fee, net);
    }
}
