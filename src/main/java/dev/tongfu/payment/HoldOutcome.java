package dev.tongfu.payment;

/** What became of a request to capture or cancel. */
public sealed interface HoldOutcome {
    /** Intended now; the bank is asked next. */
    record Created(HoldAct act) implements HoldOutcome {}

    /** The same request was stored before; nothing was done. */
    record Replayed(HoldAct act) implements HoldOutcome {}

    /** The number stands for another request; the first field that differs, as a JSON pointer. */
    record Conflict(String pointer) implements HoldOutcome {}

    /** The merchant has no such payment. */
    record NoPayment() implements HoldOutcome {}

    /** The payment holds no money, or no more. */
    record WrongState(Payment payment) implements HoldOutcome {}

    /** Another capture or cancel of the payment is under way. */
    record InFlight() implements HoldOutcome {}

    /** More than is held. */
    record Exceeds() implements HoldOutcome {}
}
