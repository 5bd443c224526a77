package dev.tongfu.payment;

/** What became of a request about a contract. */
public sealed interface ContractOutcome {
    /** Stored now, and the bank was asked. */
    record Created(Contract contract) implements ContractOutcome {}

    /** The same request was stored before; nothing was done. */
    record Replayed(Contract contract) implements ContractOutcome {}

    /** The number stands for another request; the first field that differs, as a JSON pointer. */
    record Conflict(String pointer) implements ContractOutcome {}

    /** A rule forbids it; nothing was recorded. */
    record Refused(Reason reason) implements ContractOutcome {}

    /** The contract as it is now; unknown or terminating where the bank has not told the end. */
    record Done(Contract contract) implements ContractOutcome {}

    record WrongState(Contract contract) implements ContractOutcome {}

    /** Another call about it is under way. */
    record InFlight() implements ContractOutcome {}

    record TriesUsedUp() implements ContractOutcome {}

    record NotFound() implements ContractOutcome {}

    /** Why a well-formed request is refused. */
    enum Reason {
        MERCHANT_DISABLED,
        /** The merchant is not routed to the bank. */
        NOT_ROUTED,
        BANK_NOT_OFFERED,
        /** Its last day is over. */
        EXPIRES_IN_THE_PAST
    }
}
