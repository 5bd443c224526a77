package dev.tongfu.payment;

import java.util.EnumSet;
import java.util.Set;

/**
 * The edges of a payment: what evidence does to it. Pure; written by compare-and-set elsewhere.
 *
 * <p>Evidence that fits no edge leaves the state as it is; if it says that money moved it is booked apart or raises
 * an alarm, never dropped.
 */
final class PaymentTable {
    private PaymentTable() {}

    /** What is written in the same transaction as the state. */
    enum Effect {
        /** P1: the money belongs to the merchant. */
        SUCCEED,
        /** P2: the money came late and waits in suspense. */
        LATE,
        /** P5: a second success of the same payment, booked apart. */
        EXTRA,
        /** A1: the money is held. */
        HOLD,
        /** A4: the hold is gone. */
        RELEASE,
        /** A6: held after the payment had ended; the bank is asked at once to let it go. */
        CANCEL_HOLD,
        NOTIFY,
        ALARM
    }

    /**
     * What the decision may look at beside state and evidence.
     *
     * @param moneyEqual amount, currency and merchant number are ours
     * @param sameReceipt this very receipt is booked already
     * @param deadlinePassed the bank no longer lets the payer pay this attempt
     * @param gracePassed the deadline and the grace after it are over
     * @param closing the merchant asked to close
     * @param otherUnclear another attempt of the payment may have been paid
     * @param bankFixed the merchant fixed the bank, so the payer cannot choose another
     * @param moneyCanMove the call that this answers could have moved money by itself (K-code, debit)
     * @param triesLeft a wrong SMS code may be corrected
     * @param holdOver the last day of a pre-authorisation has passed
     */
    record Facts(
            PaymentKind kind,
            boolean moneyEqual,
            boolean sameReceipt,
            boolean deadlinePassed,
            boolean gracePassed,
            boolean closing,
            boolean otherUnclear,
            boolean bankFixed,
            boolean moneyCanMove,
            boolean triesLeft,
            boolean holdOver) {}

    /** Where the payment goes and what is written with it. */
    record Edge(PaymentStatus to, Set<Effect> effects) {
        boolean has(Effect effect) {
            return effects.contains(effect);
        }
    }

    static Edge decide(PaymentStatus from, EvidenceKind evidence, Facts facts) {
        return switch (evidence) {
            case PAID -> paid(from, facts, false);
            case PAID_LATE -> paid(from, facts, true);
            case AUTHORISED -> authorised(from, facts);
            case CANCELLED -> from == PaymentStatus.AUTHORIZED ? released(facts) : stay(from);
            case ACCEPTED -> accepted(from, facts);
            case NOT_PAID -> notPaid(from, facts);
            case DECLINED -> declined(from, facts);
            case CODE_SENT -> codeSent(from, facts);
            case WRONG_CODE -> wrongCode(from, facts);
            case UNKNOWN -> unknown(from, facts);
            case NOT_SENT -> notSent(from, facts);
            case PROCESSING, OTHER -> stay(from);
        };
    }

    /** The merchant's close or the expiry of a payment: only when no attempt could have been paid. */
    static Edge close(PaymentStatus from, boolean anyUnclear) {
        return from == PaymentStatus.CREATED && !anyUnclear ? to(PaymentStatus.CLOSED, Effect.NOTIFY) : stay(from);
    }

    /** A K码 order that was never answered: nobody has its card any more, and without its code no money can move. */
    static Edge cardDataGone(PaymentStatus from) {
        return from == PaymentStatus.CREATED ? to(PaymentStatus.FAILED, Effect.NOTIFY) : stay(from);
    }

    /** Late money that the merchant's policy, or an approved proposal, honours. */
    static Edge honour(PaymentStatus from) {
        return from == PaymentStatus.LATE_PAID ? to(PaymentStatus.SUCCEEDED, Effect.NOTIFY) : stay(from);
    }

    private static Edge paid(PaymentStatus from, Facts facts, boolean late) {
        if (facts.sameReceipt()) {
            return stay(from);
        }
        if (!facts.moneyEqual()) {
            return stay(from, Effect.ALARM);
        }
        return switch (from) {
            case CREATED, AWAITING_CODE, SUBMITTED, UNKNOWN -> firstPaid(from, facts, late);
            case CLOSED, FAILED -> to(PaymentStatus.LATE_PAID, Effect.LATE, Effect.NOTIFY, Effect.ALARM);
            case SUCCEEDED, CAPTURED, LATE_PAID, LATE_REFUNDED, REVERSED -> stay(from, Effect.EXTRA, Effect.ALARM);
            case AUTHORIZED, CANCELLED, EXPIRED -> stay(from, Effect.ALARM);
        };
    }

    /** A notice may call a hold paid, because its words are the payment's: the bank is asked, and says which it is. */
    private static Edge firstPaid(PaymentStatus from, Facts facts, boolean late) {
        if (facts.kind() == PaymentKind.PREAUTH) {
            return late ? stay(from, Effect.ALARM) : stay(from);
        }
        return late
                ? to(PaymentStatus.LATE_PAID, Effect.LATE, Effect.NOTIFY, Effect.ALARM)
                : to(PaymentStatus.SUCCEEDED, Effect.SUCCEED, Effect.NOTIFY);
    }

    private static Edge authorised(PaymentStatus from, Facts facts) {
        if (facts.sameReceipt()) {
            return stay(from);
        }
        boolean expected = facts.moneyEqual() && facts.kind() == PaymentKind.PREAUTH;
        return switch (from) {
            case CREATED, SUBMITTED, UNKNOWN ->
                expected ? to(PaymentStatus.AUTHORIZED, Effect.HOLD, Effect.NOTIFY) : stay(from, Effect.ALARM);
            case FAILED, CLOSED -> expected ? stay(from, Effect.CANCEL_HOLD, Effect.ALARM) : stay(from, Effect.ALARM);
            case AWAITING_CODE,
                    SUCCEEDED,
                    AUTHORIZED,
                    CAPTURED,
                    CANCELLED,
                    EXPIRED,
                    LATE_PAID,
                    LATE_REFUNDED,
                    REVERSED -> stay(from, Effect.ALARM);
        };
    }

    /** The bank holds nothing any more: by its own word before the hold's last day, or because that day is over. */
    private static Edge released(Facts facts) {
        return to(facts.holdOver() ? PaymentStatus.EXPIRED : PaymentStatus.CANCELLED, Effect.RELEASE, Effect.NOTIFY);
    }

    private static Edge accepted(PaymentStatus from, Facts facts) {
        return from == PaymentStatus.CREATED && facts.kind() != PaymentKind.KCODE
                ? to(PaymentStatus.SUBMITTED)
                : stay(from);
    }

    private static Edge codeSent(PaymentStatus from, Facts facts) {
        return from == PaymentStatus.CREATED && facts.kind() == PaymentKind.KCODE
                ? to(PaymentStatus.AWAITING_CODE)
                : stay(from);
    }

    /** A signed refusal of the code alone: another code may do while tries are left. */
    private static Edge wrongCode(PaymentStatus from, Facts facts) {
        if (facts.kind() != PaymentKind.KCODE || (from != PaymentStatus.SUBMITTED && from != PaymentStatus.UNKNOWN)) {
            return stay(from);
        }
        return from == PaymentStatus.SUBMITTED && facts.triesLeft()
                ? to(PaymentStatus.AWAITING_CODE)
                : to(PaymentStatus.FAILED, Effect.NOTIFY);
    }

    /**
     * Of an order for the bank's page another try may come, and a code that did not leave us may be given again; a
     * debit is one call, and a K码 order another cannot make, because nobody has its card.
     */
    private static Edge notSent(PaymentStatus from, Facts facts) {
        if (facts.kind().onBankPage()) {
            return stay(from);
        }
        boolean code = facts.kind() == PaymentKind.KCODE;
        if (from == PaymentStatus.CREATED) {
            return to(PaymentStatus.FAILED, Effect.NOTIFY);
        }
        if (from == PaymentStatus.SUBMITTED) {
            return code ? to(PaymentStatus.AWAITING_CODE) : to(PaymentStatus.FAILED, Effect.NOTIFY);
        }
        return stay(from);
    }

    private static Edge notPaid(PaymentStatus from, Facts facts) {
        boolean mayClose = (facts.closing() || facts.gracePassed()) && !facts.otherUnclear();
        return switch (from) {
            case SUBMITTED, AWAITING_CODE, UNKNOWN -> mayClose ? to(PaymentStatus.CLOSED, Effect.NOTIFY) : stay(from);
            case CREATED ->
                facts.closing() && !facts.otherUnclear() ? to(PaymentStatus.CLOSED, Effect.NOTIFY) : stay(from);
            case AUTHORIZED -> facts.holdOver() ? released(facts) : stay(from);
            case SUCCEEDED, CAPTURED, CANCELLED, EXPIRED, FAILED, CLOSED, LATE_PAID, LATE_REFUNDED, REVERSED ->
                stay(from);
        };
    }

    private static Edge declined(PaymentStatus from, Facts facts) {
        if (facts.otherUnclear()) {
            return stay(from);
        }
        return switch (from) {
            case CREATED -> facts.bankFixed() ? to(PaymentStatus.FAILED, Effect.NOTIFY) : stay(from);
            case SUBMITTED, UNKNOWN -> declinedAfterOrder(from, facts);
            case AUTHORIZED -> facts.holdOver() ? released(facts) : stay(from);
            case AWAITING_CODE,
                    SUCCEEDED,
                    CAPTURED,
                    CANCELLED,
                    EXPIRED,
                    FAILED,
                    CLOSED,
                    LATE_PAID,
                    LATE_REFUNDED,
                    REVERSED -> stay(from);
        };
    }

    private static Edge declinedAfterOrder(PaymentStatus from, Facts facts) {
        if (facts.kind().onBankPage()) {
            return facts.deadlinePassed() ? to(PaymentStatus.FAILED, Effect.NOTIFY) : stay(from);
        }
        return to(PaymentStatus.FAILED, Effect.NOTIFY);
    }

    private static Edge unknown(PaymentStatus from, Facts facts) {
        return switch (from) {
            case CREATED, AWAITING_CODE, SUBMITTED -> facts.moneyCanMove() ? to(PaymentStatus.UNKNOWN) : stay(from);
            case UNKNOWN,
                    SUCCEEDED,
                    AUTHORIZED,
                    CAPTURED,
                    CANCELLED,
                    EXPIRED,
                    FAILED,
                    CLOSED,
                    LATE_PAID,
                    LATE_REFUNDED,
                    REVERSED -> stay(from);
        };
    }

    private static Edge stay(PaymentStatus from, Effect... effects) {
        return to(from, effects);
    }

    private static Edge to(PaymentStatus to, Effect... effects) {
        var set = EnumSet.noneOf(Effect.class);
        set.addAll(java.util.List.of(effects));
        return new Edge(to, Set.copyOf(set));
    }
}
