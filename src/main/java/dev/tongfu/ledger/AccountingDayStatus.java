package dev.tongfu.ledger;

import java.util.Optional;

/**
 * The life of an accounting day; forward only, a day without transfers as well.
 *
 * <pre>
 * future --REACHED--> open --CUT_OFF--> closing --DRAINED--> closed --PROVEN--> sealed
 * </pre>
 *
 * <p>Two days of a book may be open. From closing on, new transfers of that date go to the next open day.
 */
public enum AccountingDayStatus {
    /** It has no row yet. */
    FUTURE,
    OPEN,
    CLOSING,
    CLOSED,
    SEALED;

    /** What moves a day on. */
    public enum Event {
        /** The calendar reaches it, or the bank names it. */
        REACHED,
        /** The cut-off and the drain time are over. */
        CUT_OFF,
        /** Every database transaction begun before the door closed has ended. */
        DRAINED,
        /** The trial balance is zero, and the balances are the sum of the transfers. */
        PROVEN
    }

    /** The status after the event; empty where the event changes nothing. */
    public Optional<AccountingDayStatus> after(Event event) {
        return switch (this) {
            case FUTURE -> event == Event.REACHED ? Optional.of(OPEN) : Optional.empty();
            case OPEN -> event == Event.CUT_OFF ? Optional.of(CLOSING) : Optional.empty();
            case CLOSING -> event == Event.DRAINED ? Optional.of(CLOSED) : Optional.empty();
            case CLOSED -> event == Event.PROVEN ? Optional.of(SEALED) : Optional.empty();
            case SEALED -> Optional.empty();
        };
    }
}
