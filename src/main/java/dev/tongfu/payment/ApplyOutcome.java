package dev.tongfu.payment;

/** What became of one piece of evidence. */
public sealed interface ApplyOutcome {
    /** Written; the payment is now {@code after}, which equals {@code before} when only the evidence was kept. */
    record Applied(Payment before, Payment after, AttemptStatus attempt) implements ApplyOutcome {}

    /** Somebody else changed the payment in between; decide again. */
    record Stale() implements ApplyOutcome {}

    /** No order of ours has this number. */
    record NotOurs() implements ApplyOutcome {}
}
