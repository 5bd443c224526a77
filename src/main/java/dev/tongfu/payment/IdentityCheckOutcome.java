package dev.tongfu.payment;

/** What became of a request for an identity check. */
public sealed interface IdentityCheckOutcome {
    /** Stored now, and the bank was asked. */
    record Created(IdentityCheck check) implements IdentityCheckOutcome {}

    /** The same request was stored before; nothing was done. */
    record Replayed(IdentityCheck check) implements IdentityCheckOutcome {}

    /** The number stands for another request; the first field that differs, as a JSON pointer. */
    record Conflict(String pointer) implements IdentityCheckOutcome {}

    /** A rule forbids it; nothing was recorded. */
    record Refused(Reason reason) implements IdentityCheckOutcome {}

    /** Why a well-formed request is refused. */
    enum Reason {
        MERCHANT_DISABLED,
        /** The merchant is not routed to the bank. */
        NOT_ROUTED,
        BANK_NOT_OFFERED
    }
}
