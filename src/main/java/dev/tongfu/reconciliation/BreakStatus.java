package dev.tongfu.reconciliation;

import java.util.Locale;
import java.util.Optional;

/**
 * The life of a break.
 *
 * <pre>
 * carried → open;  carried, open → cleared
 * open → proposed → resolved
 *        proposed → resolving → resolved      (a bank must be asked)
 *        proposed, resolving → open           (sent back, refused by the bank, or something is left)
 * </pre>
 */
public enum BreakStatus {
    /** Only ours, within the time its line may still come. */
    CARRIED,
    OPEN,
    PROPOSED,
    RESOLVING,
    RESOLVED,
    /** Named and over: the other side came, or nothing was ever open. */
    CLEARED;

    /** What happens to a break. */
    public enum Event {
        CARRY_ENDED,
        /** Line or evidence came, or a new version lacks the difference. */
        CLEARED,
        PROPOSED,
        /** The proposal was rejected or withdrawn, or is stale. */
        SENT_BACK,
        BANK_ASKED,
        EXECUTED,
        /** Executed, and part of it is still in suspense or frozen. */
        PARTLY_EXECUTED,
        BANK_REFUSED
    }

    /** Empty: not from here. A break that is proposed is not cleared: its proposal is decided first. */
    public Optional<BreakStatus> after(Event event) {
        return switch (this) {
            case CARRIED -> carried(event);
            case OPEN -> open(event);
            case PROPOSED -> proposed(event);
            case RESOLVING -> resolving(event);
            case RESOLVED, CLEARED -> Optional.empty();
        };
    }

    private static Optional<BreakStatus> carried(Event event) {
        return switch (event) {
            case CARRY_ENDED -> Optional.of(OPEN);
            case CLEARED -> Optional.of(CLEARED);
            case PROPOSED, SENT_BACK, BANK_ASKED, EXECUTED, PARTLY_EXECUTED, BANK_REFUSED -> Optional.empty();
        };
    }

    private static Optional<BreakStatus> open(Event event) {
        return switch (event) {
            case PROPOSED -> Optional.of(PROPOSED);
            case CLEARED -> Optional.of(CLEARED);
            case CARRY_ENDED, SENT_BACK, BANK_ASKED, EXECUTED, PARTLY_EXECUTED, BANK_REFUSED -> Optional.empty();
        };
    }

    private static Optional<BreakStatus> proposed(Event event) {
        return switch (event) {
            case SENT_BACK, PARTLY_EXECUTED -> Optional.of(OPEN);
            case BANK_ASKED -> Optional.of(RESOLVING);
            case EXECUTED -> Optional.of(RESOLVED);
            case CARRY_ENDED, CLEARED, PROPOSED, BANK_REFUSED -> Optional.empty();
        };
    }

    private static Optional<BreakStatus> resolving(Event event) {
        return switch (event) {
            case BANK_REFUSED, PARTLY_EXECUTED -> Optional.of(OPEN);
            case EXECUTED -> Optional.of(RESOLVED);
            case CARRY_ENDED, CLEARED, PROPOSED, SENT_BACK, BANK_ASKED -> Optional.empty();
        };
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static BreakStatus of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
