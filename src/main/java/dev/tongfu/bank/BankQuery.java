package dev.tongfu.bank;

import dev.tongfu.money.Money;
import java.time.Instant;

/**
 * Asks the bank what became of an order, by the reference we chose.
 *
 * @param orderedAt the original order's time, which some banks need to find it
 * @param amount the amount we expect, to be compared by the caller with what the bank says
 */
public record BankQuery(String channelId, String bankOrderNo, Kind kind, Instant orderedAt, Money amount) {
    /** What is asked about; for all but a pre-authorisation and a cancel {@code Paid} means that money moved. */
    public enum Kind {
        PURCHASE,
        /** {@code Authorised} while it holds. */
        PREAUTH,
        DEBIT,
        REFUND,
        CAPTURE,
        /** {@code Cancelled} when the hold is gone. */
        CANCEL
    }
}
