package dev.tongfu.payment;

import java.util.Set;

/** The edges of a refund: what evidence does to it. Pure; written by compare-and-set elsewhere. */
final class RefundTable {
    private RefundTable() {}

    /** What is written in the same transaction as the state. */
    enum Effect {
        /** R2: the reservation becomes a payment of the bank's. */
        PAY,
        /** R3: the reservation is given up. */
        RELEASE,
        /** R5: held as failed, executed after all. */
        PROVEN,
        /** R6: the same, but what it was to be paid from is gone: more than was ever taken, or paid back otherwise. */
        BEYOND,
        /** A same-day void was refused: it is asked for as a refund, under another number. */
        REPLACE,
        NOTIFY,
        ALARM
    }

    /**
     * What the decision may look at beside state and evidence.
     *
     * @param current it is about the latest call for the refund
     * @param moneyEqual amount and currency are ours
     * @param booked this very call is booked already
     * @param fits what it is paid from has it: no more goes back than was taken, and nobody else has got it
     * @param replaceable the call was a same-day void, and another may follow
     * @param givenUp it provably never left us, and was tried often enough
     */
    record Facts(
            boolean current, boolean moneyEqual, boolean booked, boolean fits, boolean replaceable, boolean givenUp) {}

    /** Where the refund goes and what is written with it. */
    record Edge(RefundStatus to, Set<Effect> effects) {
        boolean has(Effect effect) {
            return effects.contains(effect);
        }
    }

    static Edge decide(RefundStatus from, EvidenceKind evidence, Facts facts) {
        return switch (evidence) {
            case PAID, PAID_LATE -> paid(from, facts);
            case DECLINED -> facts.current() ? declined(from, facts) : stay(from);
            case NOT_SENT -> facts.current() ? notSent(from, facts) : stay(from);
            case PROCESSING, ACCEPTED ->
                facts.current() && from == RefundStatus.SUBMITTED ? to(RefundStatus.PROCESSING) : stay(from);
            case UNKNOWN, NOT_PAID -> facts.current() ? unknown(from) : stay(from);
            case AUTHORISED, CANCELLED, CODE_SENT, WRONG_CODE, OTHER -> stay(from);
        };
    }

    /** The payer's bank gave the money back. */
    static Edge returned(RefundStatus from) {
        return from == RefundStatus.SUCCEEDED ? to(RefundStatus.RETURNED, Effect.NOTIFY) : stay(from);
    }

    /** Operators have found that the bank never had it: absent from its statements, and unknown to it when asked. */
    static Edge givenUp(RefundStatus from) {
        return switch (from) {
            case SUBMITTED, PROCESSING, UNKNOWN -> to(RefundStatus.FAILED, Effect.RELEASE, Effect.NOTIFY);
            case CREATED, SUCCEEDED, FAILED, RETURNED -> stay(from);
        };
    }

    private static Edge paid(RefundStatus from, Facts facts) {
        if (facts.booked()) {
            return stay(from);
        }
        if (!facts.moneyEqual()) {
            return stay(from, Effect.ALARM);
        }
        return switch (from) {
            case SUBMITTED, PROCESSING, UNKNOWN -> to(RefundStatus.SUCCEEDED, Effect.PAY, Effect.NOTIFY);
            case FAILED ->
                to(RefundStatus.SUCCEEDED, facts.fits() ? Effect.PROVEN : Effect.BEYOND, Effect.NOTIFY, Effect.ALARM);
            case CREATED, SUCCEEDED, RETURNED -> stay(from, Effect.ALARM);
        };
    }

    private static Edge declined(RefundStatus from, Facts facts) {
        return switch (from) {
            case SUBMITTED, PROCESSING ->
                facts.replaceable()
                        ? stay(from, Effect.REPLACE)
                        : to(RefundStatus.FAILED, Effect.RELEASE, Effect.NOTIFY);
            case UNKNOWN -> to(RefundStatus.FAILED, Effect.RELEASE, Effect.NOTIFY);
            case CREATED, SUCCEEDED, FAILED, RETURNED -> stay(from);
        };
    }

    private static Edge notSent(RefundStatus from, Facts facts) {
        return switch (from) {
            case CREATED -> to(RefundStatus.FAILED, Effect.RELEASE, Effect.NOTIFY);
            case SUBMITTED -> facts.givenUp() ? to(RefundStatus.FAILED, Effect.RELEASE, Effect.NOTIFY) : stay(from);
            case PROCESSING, UNKNOWN, SUCCEEDED, FAILED, RETURNED -> stay(from);
        };
    }

    private static Edge unknown(RefundStatus from) {
        return switch (from) {
            case SUBMITTED, PROCESSING -> to(RefundStatus.UNKNOWN);
            case CREATED, UNKNOWN, SUCCEEDED, FAILED, RETURNED -> stay(from);
        };
    }

    private static Edge stay(RefundStatus from, Effect... effects) {
        return to(from, effects);
    }

    private static Edge to(RefundStatus to, Effect... effects) {
        return new Edge(to, Set.of(effects));
    }
}
