package dev.tongfu.http;

import java.time.Clock;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.ToIntFunction;

/**
 * A token bucket per merchant: as many requests at once as one second allows, refilled all the time.
 *
 * <p>Only requests whose signature is right take a token, so nobody can use up another's quota; an empty bucket
 * refuses before the signature is checked. Buckets exist only for merchants the gateway knows.
 */
public final class Quotas {
    private static final long MICRO = 1_000_000;

    private final ToIntFunction<String> perSecond;
    private final Clock clock;
    private final ConcurrentMap<String, Bucket> buckets = new ConcurrentHashMap<>();

    /** @param perSecond requests per second of a merchant */
    public Quotas(ToIntFunction<String> perSecond, Clock clock) {
        this.perSecond = perSecond;
        this.clock = clock;
    }

    /** Takes one; false when none is left. */
    public boolean take(String merchantId) {
        return bucket(merchantId).take(clock.millis(), perSecond.applyAsInt(merchantId), MICRO);
    }

    /** True when {@link #take} would fail now. */
    public boolean exhausted(String merchantId) {
        return !bucket(merchantId).take(clock.millis(), perSecond.applyAsInt(merchantId), 0);
    }

    private Bucket bucket(String merchantId) {
        return buckets.computeIfAbsent(merchantId, id -> new Bucket(clock.millis(), perSecond.applyAsInt(id)));
    }

    private static final class Bucket {
        private long microTokens;
        private long refilledAt;

        Bucket(long now, int perSecond) {
            this.refilledAt = now;
            this.microTokens = perSecond * MICRO;
        }

        synchronized boolean take(long now, int perSecond, long cost) {
            long elapsedMs = Math.min(1000, Math.max(0, now - refilledAt));
            microTokens = Math.min(perSecond * MICRO, microTokens + elapsedMs * perSecond * (MICRO / 1000));
            refilledAt = now;
            if (microTokens < MICRO) {
                return false;
            }
            microTokens -= cost;
            return true;
        }
    }
}
