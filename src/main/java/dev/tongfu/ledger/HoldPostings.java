package dev.tongfu.ledger;

import static dev.tongfu.ledger.AccountCode.MERCHANT_PENDING;
import static dev.tongfu.ledger.AccountCode.PREAUTH_HELD;

import dev.tongfu.money.Money;
import java.time.LocalDate;
import java.util.List;

/**
 * What a pre-authorisation posts: rows A1 to A5 of the posting table; A2 and A6 post nothing.
 *
 * <p>A hold waits against 1103 and resolves once: capture and cancel share one key.
 */
public final class HoldPostings {
    private HoldPostings() {}

    /** A1: the bank holds the amount. */
    public static List<Transfer> authorized(
            String paymentId, String merchantId, LedgerChannel channel, LocalDate date, Money held) {
        var currency = held.currency();
        return List.of(Booking.at(channel, date, paymentId)
                .pending(
                        "A1",
                        paymentId + ":authorized",
                        channel.account(PREAUTH_HELD, currency),
                        Account.ofMerchant(MERCHANT_PENDING, merchantId, currency),
                        held));
    }

    /** A3: captured, at most what is held; the rest is released, and the money is due from the bank. */
    public static List<Transfer> captured(
            String paymentId,
            String merchantId,
            LedgerChannel channel,
            LocalDate bankDate,
            Money held,
            Money captured) {
        var currency = captured.currency();
        var hold = authorized(paymentId, merchantId, channel, bankDate, held).get(0);
        var booking = Booking.at(channel, bankDate, paymentId);
        return List.of(
                booking.post("A3", paymentId + ":authorized:resolve", hold, captured),
                booking.posted(
                        "A3",
                        paymentId + ":captured",
                        channel.receivable(bankDate, currency),
                        channel.account(PREAUTH_HELD, currency),
                        captured));
    }

    /** A4: cancelled, or the hold's time is over. */
    public static List<Transfer> released(
            String paymentId, String merchantId, LedgerChannel channel, LocalDate date, Money held) {
        var hold = authorized(paymentId, merchantId, channel, date, held).get(0);
        return List.of(Booking.at(channel, date, paymentId).voided("A4", paymentId + ":authorized:resolve", hold));
    }

    /** A5: a capture is proven after the hold was released. */
    public static List<Transfer> provenLater(
            String paymentId, String merchantId, LedgerChannel channel, LocalDate bankDate, Money captured) {
        var currency = captured.currency();
        return List.of(Booking.at(channel, bankDate, paymentId)
                .posted(
                        "A5",
                        paymentId + ":captured",
                        channel.receivable(bankDate, currency),
                        Account.ofMerchant(MERCHANT_PENDING, merchantId, currency),
                        captured));
    }
}
