package dev.tongfu.ledger;

import java.util.List;

/** What became of the sealing of a day. */
public sealed interface SealOutcome {
    /** Sealed now, or before. */
    record Sealed(String seal) implements SealOutcome {}

    /** The day is not closed, or a day of the book before it is not sealed. */
    record NotReady() implements SealOutcome {}

    /** The books do not agree: nothing is sealed, a human must look. */
    record Unproven(List<Difference> differences) implements SealOutcome {}
}
