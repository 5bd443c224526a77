package dev.tongfu.payment;

/** What became of a request to close a payment. */
public sealed interface CloseOutcome {
    /** Closed now or before, or it had ended already: paid, failed. */
    record Ended(Payment payment) implements CloseOutcome {}

    /** The bank did not say whether it was paid; it will be closed once it is known unpaid. */
    record Unclear(Payment payment) implements CloseOutcome {}

    /** A pre-authorisation that holds or took money is cancelled, not closed. */
    record WrongState(Payment payment) implements CloseOutcome {}

    record NotFound() implements CloseOutcome {}
}
