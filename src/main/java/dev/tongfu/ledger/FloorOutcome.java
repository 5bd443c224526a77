package dev.tongfu.ledger;

/** What became of a posting that tests a soft floor. */
public enum FloorOutcome {
    POSTED,
    /** The event was posted before; nothing changed. */
    DUPLICATE,
    /** The free balance is too small; nothing changed. */
    INSUFFICIENT
}
