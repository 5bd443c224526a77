package dev.tongfu.reconciliation;

import java.util.Locale;
import java.util.Optional;

/**
 * The life of a proposal.
 *
 * <pre>
 * proposed → approved → executed
 *            approved → executing → executed | failed   (a bank must be asked)
 * proposed → rejected | withdrawn | stale
 * </pre>
 *
 * <p>Approval executes in its own transaction, so that {@code approved} is never seen from outside.
 */
public enum ProposalStatus {
    PROPOSED,
    APPROVED,
    EXECUTING,
    EXECUTED,
    FAILED,
    REJECTED,
    WITHDRAWN,
    /** What it is about has changed since. */
    STALE;

    /** What happens to a proposal. */
    public enum Event {
        APPROVED,
        BANK_ASKED,
        EXECUTED,
        BANK_REFUSED,
        REJECTED,
        WITHDRAWN,
        OVERTAKEN
    }

    /** Empty: not from here. */
    public Optional<ProposalStatus> after(Event event) {
        return switch (this) {
            case PROPOSED -> proposed(event);
            case APPROVED ->
                switch (event) {
                    case EXECUTED -> Optional.of(EXECUTED);
                    case BANK_ASKED -> Optional.of(EXECUTING);
                    case APPROVED, BANK_REFUSED, REJECTED, WITHDRAWN, OVERTAKEN -> Optional.empty();
                };
            case EXECUTING ->
                switch (event) {
                    case EXECUTED -> Optional.of(EXECUTED);
                    case BANK_REFUSED -> Optional.of(FAILED);
                    case APPROVED, BANK_ASKED, REJECTED, WITHDRAWN, OVERTAKEN -> Optional.empty();
                };
            case EXECUTED, FAILED, REJECTED, WITHDRAWN, STALE -> Optional.empty();
        };
    }

    private static Optional<ProposalStatus> proposed(Event event) {
        return switch (event) {
            case APPROVED -> Optional.of(APPROVED);
            case REJECTED -> Optional.of(REJECTED);
            case WITHDRAWN -> Optional.of(WITHDRAWN);
            case OVERTAKEN -> Optional.of(STALE);
            case BANK_ASKED, EXECUTED, BANK_REFUSED -> Optional.empty();
        };
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static ProposalStatus of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
