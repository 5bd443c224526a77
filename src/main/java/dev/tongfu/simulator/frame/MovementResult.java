package dev.tongfu.simulator.frame;

/** What came of a movement. */
public sealed interface MovementResult {
    /** It is in the books. */
    record Moved(Charge charge) implements MovementResult {}

    /** It is not, and left no trace: its number is free unless it was taken before. */
    record Refused(Reason reason) implements MovementResult {}

    /** Why a movement is refused. */
    enum Reason {
        /** The own number is that of another order or movement, or of this very one, executed before. */
        NUMBER_TAKEN,
        /** No such order, or no such contract. */
        NO_ORIGINAL,
        /** The original is not paid, is of another kind, or is a contract that is not in force. */
        WRONG_STATE,
        /** The hold was captured or cancelled before, or the payment to be voided was refunded. */
        USED,
        /** More than is left, or not the whole where it must be. */
        AMOUNT,
        /** A void on a later accounting day. */
        DAY_OVER
    }
}
