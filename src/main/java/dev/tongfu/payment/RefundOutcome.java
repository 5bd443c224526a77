package dev.tongfu.payment;

import org.jspecify.annotations.Nullable;

/** What became of a request for a refund. */
public sealed interface RefundOutcome {
    /** Reserved now; the bank is asked next. */
    record Created(Refund refund) implements RefundOutcome {}

    /** The same request was stored before; nothing was done. */
    record Replayed(Refund refund) implements RefundOutcome {}

    /** The refund number stands for another request; the first field that differs, as a JSON pointer. */
    record Conflict(String pointer) implements RefundOutcome {}

    /** The merchant has no such payment. */
    record NoPayment() implements RefundOutcome {}

    /** A rule forbids it; nothing was recorded. */
    record Refused(Reason reason, Payment payment) implements RefundOutcome {}

    /** Why a well-formed request is refused. */
    enum Reason {
        /** Nothing was taken that could go back. */
        WRONG_STATE,
        FROZEN,
        /** More than what is left. */
        EXCEEDS,
        /** The merchant's balance does not cover it. */
        INSUFFICIENT,
        BANK_NOT_OFFERED,
        MERCHANT_DISABLED
    }

    /** For a check: null means that nothing speaks against it. */
    static @Nullable Reason objection(Payment payment, long amountMinor, boolean offered) {
        long left = payment.captured() - payment.refunded() - payment.refundReserved();
        return objection(payment.status(), payment.frozen(), left, amountMinor, offered);
    }

    /** The same of a payment of which only this is known. */
    static @Nullable Reason objection(
            PaymentStatus status, boolean frozen, long leftMinor, long amountMinor, boolean offered) {
        if (status != PaymentStatus.SUCCEEDED && status != PaymentStatus.CAPTURED) {
            return Reason.WRONG_STATE;
        }
        if (!offered) {
            return Reason.BANK_NOT_OFFERED;
        }
        if (frozen) {
            return Reason.FROZEN;
        }
        return amountMinor > leftMinor ? Reason.EXCEEDS : null;
    }
}
