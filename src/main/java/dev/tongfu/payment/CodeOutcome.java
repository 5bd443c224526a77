package dev.tongfu.payment;

/** What became of a code given, or asked for again, for a K码 payment. */
public sealed interface CodeOutcome {
    /** The payment as it is now; submitted or unknown where the bank has not told the end. */
    record Done(Payment payment) implements CodeOutcome {}

    /** It waits for no code. */
    record WrongState(Payment payment) implements CodeOutcome {}

    record TriesUsedUp() implements CodeOutcome {}

    /** The card was lost before the bank had answered; nobody can go on. */
    record CardDataGone() implements CodeOutcome {}

    record NotFound() implements CodeOutcome {}
}
