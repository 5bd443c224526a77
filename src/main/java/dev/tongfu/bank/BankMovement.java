package dev.tongfu.bank;

import dev.tongfu.money.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The transaction at the bank that took or holds the money a later one is about.
 *
 * @param orderNo the payer's order at the bank, under our number
 * @param orderedAt that order's time, which some banks need to find it
 * @param movementNo our number of what moved the money: the order itself, or the capture of a pre-authorisation
 * @param bankTxnNo the bank's own reference of that movement, null until some road brings it
 * @param amount what it moved or holds
 */
public record BankMovement(
        String orderNo,
        Instant orderedAt,
        String movementNo,
        @Nullable String bankTxnNo,
        Money amount) {}
