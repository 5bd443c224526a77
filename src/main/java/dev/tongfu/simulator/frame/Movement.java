package dev.tongfu.simulator.frame;

import dev.tongfu.money.Money;

/**
 * What a merchant asks for after a payment: money back, a hold taken or let go, a debit under a contract.
 *
 * @param orderNo its own number, one of the same row as payers' orders
 * @param originalNo the order number of what it is about; for a refund of a captured hold the hold's or the capture's
 * @param detail what the bank's own protocol wants kept, as JSON; never card data
 */
public record Movement(
        String bank,
        String merchantNo,
        String orderNo,
        ChargeKind kind,
        String originalNo,
        Money amount,
        String detail) {
    public Movement {
        if (kind == ChargeKind.PAY || kind == ChargeKind.PREAUTH) {
            throw new IllegalArgumentException("the payer's own order is no movement after it");
        }
        if (amount.minor() < 1) {
            throw new IllegalArgumentException("a movement moves at least one minor unit");
        }
    }

    @Override
    public String toString() {
        return "Movement[" + bank + " " + merchantNo + " " + kind.word() + " " + orderNo + "]";
    }
}
