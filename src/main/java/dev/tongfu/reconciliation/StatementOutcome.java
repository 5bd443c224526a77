package dev.tongfu.reconciliation;

/** What became of a request for a statement. */
public sealed interface StatementOutcome {
    /** New bytes: kept as the next version. */
    record Kept(StatementFile file) implements StatementOutcome {}

    /** The same bytes are here already; nothing was done. */
    record Known(StatementFile file) implements StatementOutcome {}

    /** The bank has none yet. */
    record NotReady(String code) implements StatementOutcome {}

    /** The bank has no such call. */
    record NotOffered() implements StatementOutcome {}

    /** The bank did not say; an error is never an empty day. */
    record Unclear(String reason) implements StatementOutcome {}

    record NoChannel() implements StatementOutcome {}

    /** Larger than what is taken. */
    record TooLarge(long bytesMax) implements StatementOutcome {}
}
