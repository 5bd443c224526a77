package dev.tongfu.payment;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One call at a bank under a number of its own, for something of a merchant's: a refund, a capture, a contract.
 *
 * @param resourceId what it is for
 * @param paymentId the payment it is about, null where it is about none
 * @param number counts the calls for one resource from 1
 * @param orderedAt when it was sent last, which some banks need to find it; when it was prepared, before that
 * @param bankTxnNo the bank's own reference of what was done
 * @param sends how often it was tried to be sent; more than once only when it provably did not leave
 */
record Operation(
        String bankOrderNo,
        String merchantId,
        String resourceId,
        @Nullable String paymentId,
        OperationKind kind,
        int number,
        String channelId,
        String bank,
        OperationStatus status,
        Instant orderedAt,
        @Nullable String bankTxnNo,
        int sends,
        int queries) {
    /** A call that is only intended so far. */
    static Operation prepared(String bankOrderNo, OperationKind kind, Target target, int number, Instant at) {
        return new Operation(
                bankOrderNo,
                target.merchantId(),
                target.resourceId(),
                target.paymentId(),
                kind,
                number,
                target.channelId(),
                target.bank(),
                OperationStatus.PREPARED,
                at,
                null,
                0,
                0);
    }

    /** A call that is made right after it is committed, with what is in memory only; it can't be made again. */
    static Operation sent(String bankOrderNo, OperationKind kind, Target target, Instant at) {
        return new Operation(
                bankOrderNo,
                target.merchantId(),
                target.resourceId(),
                target.paymentId(),
                kind,
                1,
                target.channelId(),
                target.bank(),
                OperationStatus.SENT,
                at,
                null,
                1,
                0);
    }

    /** What a call is for, and where it is made. */
    record Target(
            String merchantId, String resourceId, @Nullable String paymentId, String channelId, String bank) {}

    /** Its call may still be under way; not asked after yet, since it could reach the bank after the answer. */
    boolean inFlight(Instant now, int bankTimeoutMs) {
        return status == OperationStatus.SENT && now.isBefore(orderedAt.plusMillis(bankTimeoutMs));
    }
}
