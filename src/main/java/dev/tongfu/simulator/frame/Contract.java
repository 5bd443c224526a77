package dev.tongfu.simulator.frame;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A contract in a simulated bank's books: the payer lets the merchant take money without asking again.
 *
 * @param orderNo the merchant's number, under which it is signed
 * @param signNo the bank's number of the contract, told once it is signed
 * @param card the last four digits of the payer's card
 * @param expiresOn the last day on which it is in force
 * @param detail what the bank's own protocol wants kept, as JSON; never card data
 */
public record Contract(
        String bank,
        String merchantNo,
        String orderNo,
        String token,
        String signNo,
        String card,
        Instant openedAt,
        LocalDate expiresOn,
        Status status,
        @Nullable Instant signedAt,
        @Nullable Instant endedAt,
        String detail) {

    /** Where a contract stands; {@code OPEN → SIGNED → TERMINATED}, or {@code OPEN → FAILED}. */
    public enum Status {
        OPEN,
        SIGNED,
        FAILED,
        TERMINATED
    }

    /** One that the payer has yet to sign. */
    public static Contract open(
            String bank, String merchantNo, String orderNo, String card, LocalDate expiresOn, Opening opening) {
        return new Contract(
                bank,
                merchantNo,
                orderNo,
                Tokens.next(),
                Tokens.number(),
                card,
                opening.openedAt(),
                expiresOn,
                Status.OPEN,
                null,
                null,
                opening.detail());
    }

    /** When it was asked for, and the bank's own detail of it. */
    public record Opening(Instant openedAt, String detail) {}

    @Override
    public String toString() {
        return "Contract[" + bank + " " + merchantNo + " " + orderNo + " " + status + "]";
    }
}
