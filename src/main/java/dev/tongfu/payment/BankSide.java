package dev.tongfu.payment;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Money of a statement line, as the bank names it.
 *
 * @param orderNo our number of the order at the bank, where the line names one
 * @param reference the bank's own
 */
public record BankSide(
        String channelId,
        String bank,
        @Nullable String orderNo,
        @Nullable String reference,
        LocalDate bankDate) {}
