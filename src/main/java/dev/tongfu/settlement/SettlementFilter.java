package dev.tongfu.settlement;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which batches are wanted, by the time they were opened.
 *
 * @param merchantId null: everybody's
 * @param status null: any
 * @param beforeId the last one of the page before; null for the first page
 */
public record SettlementFilter(
        @Nullable String merchantId,
        @Nullable String status,
        Instant from,
        Instant to,
        @Nullable String beforeId) {}
