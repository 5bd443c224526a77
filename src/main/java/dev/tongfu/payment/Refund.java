package dev.tongfu.payment;

import dev.tongfu.money.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Money of a payment that goes back to the payer, as it stands at one {@code version}.
 *
 * @param source whose money it is
 * @param sourceRef for an extra receipt the bank's reference of it, for a surplus the order at the bank it came by
 * @param batchId null unless it is an item of a batch, at the place {@code batchIndex}
 * @param bankRefundNo the number under which the bank knows it
 */
public record Refund(
        String merchantId,
        String id,
        String refundNo,
        String paymentId,
        RefundStatus status,
        int version,
        int sequence,
        Money amount,
        @Nullable String reason,
        Source source,
        @Nullable String sourceRef,
        @Nullable String batchId,
        @Nullable Integer batchIndex,
        String channelId,
        String bank,
        @Nullable String bankRefundNo,
        @Nullable LocalDate bankDate,
        @Nullable LocalDate accountingDate,
        Payment.@Nullable Failure failure,
        Instant createdAt,
        Instant changedAt) {
    /** Whose money goes back. */
    public enum Source {
        /** The merchant's, who asked for it. */
        MERCHANT,
        /** A late payment that the merchant's policy does not honour. */
        LATE,
        /** A second receipt of one payment. */
        EXTRA,
        /** Money of a statement line that nobody knew, by an approved proposal; its reference is the bank's order. */
        SURPLUS;

        /** It is no part of what was taken for the payment. */
        boolean bookedApart() {
            return this == EXTRA || this == SURPLUS;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Source of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    /** The bank took it up under a number of ours. */
    Refund begun(String bankOrderNo, Instant now) {
        var next = status == RefundStatus.CREATED ? RefundStatus.SUBMITTED : status;
        return with(next, sequence, bankOrderNo, bankDate, accountingDate, null, now);
    }

    /** The next version, in another state. */
    Refund to(RefundStatus next, Instant now) {
        return with(next, sequence, bankRefundNo, bankDate, accountingDate, failure, now);
    }

    Refund paid(LocalDate date, LocalDate bookedOn, Instant now) {
        return with(RefundStatus.SUCCEEDED, sequence, bankRefundNo, date, bookedOn, null, now);
    }

    Refund failed(Payment.@Nullable Failure why, Instant now) {
        return with(RefundStatus.FAILED, sequence, bankRefundNo, bankDate, accountingDate, why, now);
    }

    /** The same version, with one more message told. */
    Refund told() {
        return new Refund(
                merchantId,
                id,
                refundNo,
                paymentId,
                status,
                version,
                sequence + 1,
                amount,
                reason,
                source,
                sourceRef,
                batchId,
                batchIndex,
                channelId,
                bank,
                bankRefundNo,
                bankDate,
                accountingDate,
                failure,
                createdAt,
                changedAt);
    }

    private Refund with(
            RefundStatus next,
            int told,
            @Nullable String bankNo,
            @Nullable LocalDate date,
            @Nullable LocalDate bookedOn,
            Payment.@Nullable Failure why,
            Instant now) {
        return new Refund(
                merchantId,
                id,
                refundNo,
                paymentId,
                next,
                version + 1,
                told,
                amount,
                reason,
                source,
                sourceRef,
                batchId,
                batchIndex,
                channelId,
                bank,
                bankNo,
                date,
                bookedOn,
                why,
                createdAt,
                now);
    }
}
