package dev.tongfu.settlement;

import dev.tongfu.merchant.MerchantPolicy;
import dev.tongfu.money.CurrencyCode;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A batch: what one merchant is owed for the lines of a period, and what becomes of it.
 *
 * <p>{@code gross − refunds − fees + adjustments − reserve + carriedIn = net + carriedOut}, in minor units; before the
 * approval net and carriedOut are a preview.
 *
 * @param hold nobody may approve it meanwhile
 * @param sha256 of its lines; null while it has none
 */
public record Settlement(
        String id,
        String merchantId,
        CurrencyCode currency,
        MerchantPolicy.SettlementMode mode,
        LocalDate periodFrom,
        LocalDate periodTo,
        LocalDate dueOn,
        SettlementStatus status,
        int version,
        int sequence,
        Totals totals,
        @Nullable String sha256,
        boolean hold,
        @Nullable String calculatedBy,
        @Nullable String approvedBy,
        Instant createdAt,
        Instant changedAt) {

    /**
     * What the lines of a batch add up to, in minor units.
     *
     * @param gross payments, captures and debits
     * @param refunds what went back to payers, positive
     * @param fees less what was given back
     * @param adjustments everything else, signed
     */
    public record Totals(
            int lines,
            long gross,
            long refunds,
            long fees,
            long adjustments,
            long reserve,
            long carriedIn,
            long carriedOut,
            long net) {
        /** What the lines and the earlier batch leave before the reserve. */
        long owed() {
            return Math.addExact(gross - refunds - fees + adjustments, carriedIn);
        }

        /** Nothing at all: the batch closes. */
        boolean empty() {
            return lines == 0 && carriedIn == 0;
        }

        Totals split(long kept, long paid) {
            return new Totals(lines, gross, refunds, fees, adjustments, kept, carriedIn, owed() - kept - paid, paid);
        }
    }
}
