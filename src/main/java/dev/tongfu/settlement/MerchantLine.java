package dev.tongfu.settlement;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One line of a merchant's, in minor units.
 *
 * @param amount signed: in a batch what it does to the pending balance, in a daily statement to all accounts together
 * @param fee less what is given back; negative where more is given back
 * @param settlementId the approved batch it is in
 */
public record MerchantLine(
        String transferId,
        LocalDate accountingDate,
        Instant occurredAt,
        String kind,
        String resourceId,
        @Nullable String number,
        @Nullable String originalNumber,
        long amount,
        long fee,
        @Nullable String bank,
        @Nullable String bankRef,
        @Nullable String settlementId) {
    public long net() {
        return Math.subtractExact(amount, fee);
    }
}
