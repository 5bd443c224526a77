package dev.tongfu.payment;

import org.jspecify.annotations.Nullable;

/** What became of one piece of evidence about a call at a bank. */
sealed interface OperationOutcome {
    /**
     * Written.
     *
     * @param changed true where a merchant can see a difference
     * @param next a call to make instead of the one that was refused
     */
    record Applied(
            String merchantId,
            String resourceId,
            boolean changed,
            @Nullable Operation next) implements OperationOutcome {}

    /** Somebody else changed the resource in between; decide again. */
    record Stale() implements OperationOutcome {}

    /** No call of ours has this number. */
    record NotOurs() implements OperationOutcome {}
}
