package dev.tongfu.settlement;

/** What became of an operator's act on a batch. */
public sealed interface SettlementOutcome {
    record Done(Settlement settlement) implements SettlementOutcome {}

    record NotFound() implements SettlementOutcome {}

    /** Not in this status, or on hold. */
    record WrongState(String detail) implements SettlementOutcome {}

    /** Whoever calculated it, or changed the payout account a short time ago, may not approve it. */
    record SameOperator(String detail) implements SettlementOutcome {}

    /** Lines of it are no longer proven: it was opened again and its lines were released. */
    record Reopened(long lines) implements SettlementOutcome {}
}
