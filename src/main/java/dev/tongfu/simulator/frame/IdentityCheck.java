package dev.tongfu.simulator.frame;

import java.time.Instant;

/**
 * A check of the payer's identity on the bank's page.
 *
 * @param detail what the bank's own protocol wants kept, as JSON; never card data
 */
public record IdentityCheck(
        String bank, String token, String merchantNo, Instant openedAt, Status status, String detail) {
    /** Where it stands; {@code OPEN → MATCHED | MISMATCHED}. */
    public enum Status {
        OPEN,
        MATCHED,
        MISMATCHED
    }

    public static IdentityCheck open(String bank, String merchantNo, Instant openedAt, String detail) {
        return new IdentityCheck(bank, Tokens.next(), merchantNo, openedAt, Status.OPEN, detail);
    }

    @Override
    public String toString() {
        return "IdentityCheck[" + bank + " " + merchantNo + " " + status + "]";
    }
}
