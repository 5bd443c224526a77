package dev.tongfu.ledger;

import static dev.tongfu.ledger.AccountCode.DUPLICATE_PAYMENTS;
import static dev.tongfu.ledger.AccountCode.LATE_PAYMENTS;
import static dev.tongfu.ledger.AccountCode.MERCHANT_PENDING;

import dev.tongfu.money.Money;
import java.time.LocalDate;
import java.util.List;

/**
 * What a payment posts: rows P1 to P5 of the posting table.
 *
 * <p>P4 and P6 are refunds whose source is the suspense account ({@link RefundPostings}); P7 and P8 post nothing. A
 * payment reaches its merchant under one key, {@code pay_X:succeeded}, whichever way it comes.
 */
public final class PaymentPostings {
    private PaymentPostings() {}

    /** P1: the first success of a payment still open. */
    public static List<Transfer> succeeded(
            String paymentId, String merchantId, LedgerChannel channel, LocalDate bankDate, Money amount) {
        var currency = amount.currency();
        return List.of(Booking.at(channel, bankDate, paymentId)
                .posted(
                        "P1",
                        paymentId + ":succeeded",
                        channel.receivable(bankDate, currency),
                        Account.ofMerchant(MERCHANT_PENDING, merchantId, currency),
                        amount));
    }

    /** P2: the first success after the payment was closed or failed; waits in 2303. */
    public static List<Transfer> late(
            String paymentId, String attemptId, LedgerChannel channel, LocalDate bankDate, Money amount) {
        var currency = amount.currency();
        return List.of(Booking.at(channel, bankDate, paymentId)
                .posted(
                        "P2",
                        paymentId + ":late:" + attemptId,
                        channel.receivable(bankDate, currency),
                        channel.account(LATE_PAYMENTS, currency),
                        amount));
    }

    /** P3: a late payment is given to its merchant after all. */
    public static List<Transfer> lateHonoured(
            String paymentId, String merchantId, LedgerChannel channel, LocalDate valueDate, Money amount) {
        var currency = amount.currency();
        return List.of(Booking.at(channel, valueDate, paymentId)
                .posted(
                        "P3",
                        paymentId + ":succeeded",
                        channel.account(LATE_PAYMENTS, currency),
                        Account.ofMerchant(MERCHANT_PENDING, merchantId, currency),
                        amount));
    }

    /** P5: the payer paid again; booked apart in 2304 under the bank's own reference. */
    public static List<Transfer> extra(
            String paymentId, LedgerChannel channel, String bankRef, LocalDate bankDate, Money amount) {
        var currency = amount.currency();
        return List.of(Booking.at(channel, bankDate, paymentId)
                .posted(
                        "P5",
                        paymentId + ":extra:" + bankRef,
                        channel.receivable(bankDate, currency),
                        channel.account(DUPLICATE_PAYMENTS, currency),
                        amount));
    }
}
