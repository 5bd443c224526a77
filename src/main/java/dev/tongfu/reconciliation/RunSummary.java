package dev.tongfu.reconciliation;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One run as it is shown.
 *
 * @param status {@code created}, {@code staged}, {@code matched}, {@code classified}, {@code posted}, {@code proven},
 *     {@code unproven} or {@code superseded}
 * @param breaks of the channel's day, by code
 * @param proof per kind and in sum; empty until there is one
 */
public record RunSummary(
        String id,
        String channelId,
        String bank,
        LocalDate bankDate,
        int version,
        int number,
        String status,
        @Nullable String failedStep,
        @Nullable String failure,
        String actor,
        Instant createdAt,
        Map<String, BreakSum> breaks,
        JsonObject proof) {
    public RunSummary {
        breaks = Map.copyOf(breaks);
        proof = proof.copy();
    }

    @Override
    public JsonObject proof() {
        return proof.copy();
    }

    public boolean proven() {
        return status.equals("proven");
    }

    /** @param amount minor units, all positive */
    public record BreakSum(int count, long amount) {}
}
