package dev.tongfu.simulator.frame;

import dev.tongfu.money.Money;
import java.time.Instant;
import java.time.LocalDate;

/**
 * Money that really moved or is really held, as the bank's own books say it.
 *
 * @param number counts the charges of all banks; the bank's references are made from it
 * @param originalNo the order number of what it is about: of a refund the payment, of a debit the contract; else empty
 * @param amount always positive; {@link ChargeKind#direction} says where it went
 * @param accountingDate the bank's day, fixed when the charge is booked
 */
public record Charge(
        long number,
        String bank,
        String merchantNo,
        String orderNo,
        ChargeKind kind,
        String originalNo,
        Money amount,
        LocalDate accountingDate,
        Instant chargedAt,
        Mark mark) {

    /** The same without a break. */
    public Charge unmarked() {
        return new Charge(
                number, bank, merchantNo, orderNo, kind, originalNo, amount, accountingDate, chargedAt, Mark.NONE);
    }

    /** The break planted on a charge; at most one. */
    public enum Mark {
        NONE,
        PAID_UNHEARD,
        UNPAID,
        DROP,
        AMOUNT_OVER,
        AMOUNT_UNDER,
        FEE,
        DUPLICATE,
        KIND,
        DATE_SHIFT
    }
}
