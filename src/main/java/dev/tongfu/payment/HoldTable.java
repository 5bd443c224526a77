package dev.tongfu.payment;

import java.util.Set;

/** The edges of a capture or a cancel, and of the payment whose hold it is about. Pure. */
final class HoldTable {
    private HoldTable() {}

    /** What success does to the payment. */
    enum Effect {
        /** A3: what is held is taken, the rest released. */
        CAPTURE,
        /** A5: taken after the hold was given up. */
        CAPTURE_LATER,
        /** A4: the hold is gone. */
        RELEASE,
        ALARM
    }

    /**
     * @param moneyEqual the bank names the amount that was asked for
     * @param booked this very call is done already
     * @param givenUp it provably never left us, and was tried often enough
     */
    record Facts(boolean moneyEqual, boolean booked, boolean givenUp) {}

    static HoldActStatus decide(HoldAct.Kind kind, HoldActStatus from, EvidenceKind evidence, Facts facts) {
        if (succeeds(kind, evidence)) {
            boolean moves = facts.moneyEqual() && !facts.booked() && from != HoldActStatus.CREATED;
            return moves ? HoldActStatus.SUCCEEDED : from;
        }
        return switch (evidence) {
            case DECLINED -> from.open() && from != HoldActStatus.CREATED ? HoldActStatus.FAILED : from;
            case NOT_SENT -> notSent(from, facts);
            case PROCESSING, ACCEPTED -> from == HoldActStatus.SUBMITTED ? HoldActStatus.PROCESSING : from;
            case UNKNOWN, NOT_PAID ->
                from == HoldActStatus.SUBMITTED || from == HoldActStatus.PROCESSING ? HoldActStatus.UNKNOWN : from;
            case PAID, PAID_LATE, AUTHORISED, CANCELLED, CODE_SENT, WRONG_CODE, OTHER -> from;
        };
    }

    /** Taken, or let go. */
    static boolean succeeds(HoldAct.Kind kind, EvidenceKind evidence) {
        return kind == HoldAct.Kind.CAPTURE ? evidence == EvidenceKind.PAID : evidence == EvidenceKind.CANCELLED;
    }

    /** What the payment becomes when the act has succeeded. */
    static Edge payment(HoldAct.Kind kind, PaymentStatus from) {
        if (kind == HoldAct.Kind.CAPTURE) {
            return switch (from) {
                case AUTHORIZED -> new Edge(PaymentStatus.CAPTURED, Set.of(Effect.CAPTURE));
                case CANCELLED, EXPIRED -> new Edge(PaymentStatus.CAPTURED, Set.of(Effect.CAPTURE_LATER, Effect.ALARM));
                case CREATED,
                        AWAITING_CODE,
                        SUBMITTED,
                        UNKNOWN,
                        SUCCEEDED,
                        CAPTURED,
                        FAILED,
                        CLOSED,
                        LATE_PAID,
                        LATE_REFUNDED,
                        REVERSED -> new Edge(from, Set.of(Effect.ALARM));
            };
        }
        return switch (from) {
            case AUTHORIZED -> new Edge(PaymentStatus.CANCELLED, Set.of(Effect.RELEASE));
            case CAPTURED -> new Edge(from, Set.of(Effect.ALARM));
            case CREATED,
                    AWAITING_CODE,
                    SUBMITTED,
                    UNKNOWN,
                    SUCCEEDED,
                    CANCELLED,
                    EXPIRED,
                    FAILED,
                    CLOSED,
                    LATE_PAID,
                    LATE_REFUNDED,
                    REVERSED -> new Edge(from, Set.of());
        };
    }

    /** Where the payment goes and what is posted with it. */
    record Edge(PaymentStatus to, Set<Effect> effects) {
        boolean has(Effect effect) {
            return effects.contains(effect);
        }
    }

    private static HoldActStatus notSent(HoldActStatus from, Facts facts) {
        boolean ends = from == HoldActStatus.CREATED || (from == HoldActStatus.SUBMITTED && facts.givenUp());
        return ends ? HoldActStatus.FAILED : from;
    }
}
