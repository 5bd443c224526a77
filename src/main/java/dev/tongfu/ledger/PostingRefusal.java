package dev.tongfu.ledger;

/** Why the ledger refuses a posting; the statement changed nothing. */
public enum PostingRefusal {
    /** An account or an open day is missing: prepare and post again. */
    UNPREPARED,
    /** A hard floor: the free balance would fall below zero. */
    FLOOR,
    /** The pending to resolve is not there, has other accounts, or was written by another transaction just now. */
    PENDING_UNKNOWN,
    /** A post of more than the pending, or a void of another amount. */
    BEYOND_PENDING,
    /** A pass-through account would keep a posted balance: legs that belong together were not posted together. */
    PASS_THROUGH
}
