package dev.tongfu.payment;

/** What became of a request to debit under a contract. */
public sealed interface DebitOutcome {
    /** Stored now, and the bank was asked. */
    record Created(Payment payment) implements DebitOutcome {}

    /** The same request was stored before; nothing was done. */
    record Replayed(Payment payment) implements DebitOutcome {}

    /** The order number stands for another request; the first field that differs, as a JSON pointer. */
    record Conflict(String pointer) implements DebitOutcome {}

    /** Nothing was recorded. */
    record NotSigned() implements DebitOutcome {}

    record NoContract() implements DebitOutcome {}

    record MerchantDisabled() implements DebitOutcome {}
}
