package dev.tongfu.payment;

/** What became of a request to create a payment. */
public sealed interface CreateOutcome {
    /** Stored now. */
    record Created(Payment payment) implements CreateOutcome {}

    /** The same request was stored before; nothing was done. */
    record Replayed(Payment payment) implements CreateOutcome {}

    /** The order number stands for another request. */
    record Conflict(String pointer) implements CreateOutcome {}

    /** A rule forbids it; nothing was recorded. */
    record Refused(Reason reason) implements CreateOutcome {}

    /** Why a well-formed request is refused. */
    enum Reason {
        EXPIRY_OUT_OF_RANGE,
        BANK_NOT_OFFERED,
        /** Several could do it, and none is named. */
        BANK_AMBIGUOUS,
        KIND_NOT_OFFERED,
        MERCHANT_DISABLED
    }
}
