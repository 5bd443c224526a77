package dev.tongfu.notification;

import org.jspecify.annotations.Nullable;

/**
 * A notification under lease, ready to be sent.
 *
 * @param epoch the lease's number; a result of an older one is refused
 * @param attempts of this series, this one included
 * @param overdueMs how long it had been due when it was claimed
 * @param disabledReason why nothing is sent to this address, when that is so
 */
record Claim(
        String merchantId,
        String id,
        String url,
        String body,
        long epoch,
        int attempts,
        long overdueMs,
        @Nullable String disabledReason) {

    Lease lease() {
        return new Lease(id, epoch);
    }
}
