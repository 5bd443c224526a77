package dev.tongfu.simulator.frame;

import dev.tongfu.money.Money;
import java.time.Instant;

/**
 * An order in a simulated bank's books: the payer's, or the merchant's for a refund, a capture, a debit.
 *
 * @param token unguessable, names the payer's page
 * @param detail what the bank's own protocol wants kept, as JSON; never card data
 */
public record BankOrderRow(
        String bank,
        String merchantNo,
        String orderNo,
        ChargeKind kind,
        Money amount,
        String token,
        Instant placedAt,
        Instant deadline,
        Status status,
        String detail,
        Trail trail) {

    /** Where the order stands; {@code OPEN → PAID | FAILED}, and both are final. */
    public enum Status {
        OPEN,
        PAID,
        FAILED
    }

    /**
     * How the order hangs together with others.
     *
     * @param originalNo what it is about; empty for a payer's order
     * @param usedBy the order number of the capture or the cancel of a hold; empty while it holds
     * @param givenBack what refunds and voids took from it
     */
    public record Trail(String originalNo, String usedBy, Money givenBack) {
        static final Trail NONE = new Trail("", "", Money.cny(0));
    }

    /** An order that the payer has yet to pay. */
    public static BankOrderRow open(
            String bank, String merchantNo, String orderNo, ChargeKind kind, Money amount, Opening opening) {
        return new BankOrderRow(
                bank,
                merchantNo,
                orderNo,
                kind,
                amount,
                Tokens.next(),
                opening.placedAt(),
                opening.deadline(),
                Status.OPEN,
                opening.detail(),
                Trail.NONE);
    }

    /** When an order was placed, until when it may be paid, and the bank's own detail of it. */
    public record Opening(Instant placedAt, Instant deadline, String detail) {}

    @Override
    public String toString() {
        return "BankOrderRow[" + bank + " " + merchantNo + " " + orderNo + " " + status + "]";
    }
}
