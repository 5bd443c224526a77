package dev.tongfu.merchant;

import dev.tongfu.db.Snapshot;
import java.time.Duration;

/**
 * How merchants are held in memory and how their secrets change.
 *
 * @param refreshMs from one reading of the tables to the next; with the timeout below 5 s, so a revoked key stops
 * @param refreshTimeoutMs a reading that takes longer has failed
 * @param staleAfterMs without a good reading for so long, the node is not ready
 * @param webhookSecretOverlapHours how long the old webhook secret signs beside the new one
 */
public record MerchantConfig(int refreshMs, int refreshTimeoutMs, int staleAfterMs, int webhookSecretOverlapHours) {
    private static final int REVOKED_WITHIN_MS = 5_000;

    public MerchantConfig {
        Rules.require(refreshMs >= 10, "refresh_ms is 10 or more");
        Rules.require(refreshTimeoutMs >= 10, "refresh_timeout_ms is 10 or more");
        Rules.require(
                refreshMs + refreshTimeoutMs < REVOKED_WITHIN_MS,
                "refresh_ms and refresh_timeout_ms together are below 5000, so that a revoked key stops within 5 s");
        Rules.require(staleAfterMs >= refreshMs + refreshTimeoutMs, "stale_after_ms is at least both together");
        Rules.require(
                webhookSecretOverlapHours >= 0 && webhookSecretOverlapHours <= 720,
                "webhook_secret_overlap_hours is 0 to 720");
    }

    /** The same for pictures in memory. */
    public Snapshot.Limits limits() {
        return new Snapshot.Limits(
                Duration.ofMillis(refreshMs), Duration.ofMillis(refreshTimeoutMs), Duration.ofMillis(staleAfterMs));
    }
}
