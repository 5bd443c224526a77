package dev.tongfu.reconciliation;

import dev.tongfu.ledger.LedgerChannel;
import dev.tongfu.money.CurrencyCode;
import dev.tongfu.money.Money;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A break as it stands at one {@code version}.
 *
 * @param direction {@code in} or {@code out}, of the line or of our movement
 * @param side null: nothing of it was ever in suspense
 * @param suspense minor units of it that are in suspense now, on its side
 * @param frozen minor units of the merchant's that are frozen for it
 * @param evidence JSON: what the run saw
 */
public record BreakView(
        String id,
        String channelId,
        String bank,
        LocalDate bankDate,
        String runId,
        String code,
        BreakStatus status,
        int version,
        String direction,
        Money amount,
        @Nullable BreakSide side,
        long suspense,
        long frozen,
        @Nullable String ourRef,
        @Nullable String bankRef,
        @Nullable String merchantId,
        @Nullable String paymentId,
        @Nullable String resourceId,
        String rule,
        String evidence,
        Instant openedAt) {
    LedgerChannel channel() {
        return new LedgerChannel(channelId, bank);
    }

    CurrencyCode currency() {
        return amount.currency();
    }

    /** 长款 or 短款; empty when it is neither. */
    public String word() {
        return side == null ? "" : side.chinese();
    }
}
