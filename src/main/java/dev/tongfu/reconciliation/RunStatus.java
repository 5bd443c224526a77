package dev.tongfu.reconciliation;

import java.util.Locale;
import java.util.Optional;

/**
 * The life of a run: one version of a statement against our books.
 *
 * <pre>
 * created → staged → matched → classified → posted → proven | unproven → superseded
 * </pre>
 *
 * <p>Each step may be entered again until the next status is written; any status may be superseded by a newer run.
 */
public enum RunStatus {
    CREATED,
    STAGED,
    MATCHED,
    CLASSIFIED,
    POSTED,
    PROVEN,
    UNPROVEN,
    SUPERSEDED;

    /** What ends a step. */
    public enum Event {
        STAGED,
        MATCHED,
        CLASSIFIED,
        POSTED,
        /** Every identity and every total held. */
        HELD,
        /** Something did not. */
        DIFFERED,
        REPLACED
    }

    /** Empty where the event does not fit. */
    public Optional<RunStatus> after(Event event) {
        if (event == Event.REPLACED) {
            return this == SUPERSEDED ? Optional.empty() : Optional.of(SUPERSEDED);
        }
        return switch (this) {
            case CREATED -> event == Event.STAGED ? Optional.of(STAGED) : Optional.empty();
            case STAGED -> event == Event.MATCHED ? Optional.of(MATCHED) : Optional.empty();
            case MATCHED -> event == Event.CLASSIFIED ? Optional.of(CLASSIFIED) : Optional.empty();
            case CLASSIFIED -> event == Event.POSTED ? Optional.of(POSTED) : Optional.empty();
            case POSTED -> proof(event);
            case PROVEN, UNPROVEN, SUPERSEDED -> Optional.empty();
        };
    }

    private static Optional<RunStatus> proof(Event event) {
        if (event == Event.HELD) {
            return Optional.of(PROVEN);
        }
        return event == Event.DIFFERED ? Optional.of(UNPROVEN) : Optional.empty();
    }

    public boolean ended() {
        return this == PROVEN || this == UNPROVEN || this == SUPERSEDED;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static RunStatus of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
