package dev.tongfu.simulator.frame;

import dev.tongfu.money.Money;
import java.time.Instant;

/**
 * An order in a simulated bank's books.
 *
 * @param token unguessable, names the payer's page
 * @param detail what the bank's own protocol wants kept, as JSON
 */
public record BankOrderRow(
        String bank,
        String merchantNo,
        String orderNo,
        String kind,
        Money amount,
        String token,
        Instant placedAt,
        Instant deadline,
        Status status,
        String detail) {

    /** Where the order stands; {@code OPEN → PAID | FAILED}, and both are final. */
    public enum Status {
        OPEN,
        PAID,
        FAILED
    }

    @Override
    public String toString() {
        return "BankOrderRow[" + bank + " " + merchantNo + " " + orderNo + " " + status + "]";
    }
}
