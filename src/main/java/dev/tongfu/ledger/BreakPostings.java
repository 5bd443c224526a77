package dev.tongfu.ledger;

import static dev.tongfu.ledger.AccountCode.BANK_CASH;
import static dev.tongfu.ledger.AccountCode.DIFFERENCES;
import static dev.tongfu.ledger.AccountCode.MERCHANT_FROZEN;
import static dev.tongfu.ledger.AccountCode.MERCHANT_PENDING;
import static dev.tongfu.ledger.AccountCode.SHORTAGE;
import static dev.tongfu.ledger.AccountCode.SURPLUS;

import dev.tongfu.money.Money;
import java.time.LocalDate;
import java.util.List;

/**
 * What a difference between statement and books posts: rows B1 to B13 of the posting table; B3 and B14 post nothing.
 *
 * <p>The sign is the effect on the bank's cash, inflow plus, outflow minus: where the bank has more than we say it is
 * a surplus (2301), where it has less a shortage (1201). So a refund of ours that the bank does not show is a surplus.
 * B7 is evidence first and then K1 or K2, or B1 or B2. B12's further lines and B13's line are B1 or B2, and B13's
 * movement of ours is B4.
 */
public final class BreakPostings {
    private BreakPostings() {}

    /** B1: only on the statement, money in. */
    public static List<Transfer> bankOnlyInflow(
            String lineId, LedgerChannel channel, LocalDate bankDate, Money amount) {
        var currency = amount.currency();
        var booking = Booking.at(channel, bankDate, lineId);
        return List.of(booking.posted(
                "B1",
                lineId + ":suspense",
                channel.account(BANK_CASH, currency),
                channel.account(SURPLUS, currency),
                amount));
    }

    /** B2: only on the statement, money out: refund, chargeback, adjustment, charge. */
    public static List<Transfer> bankOnlyOutflow(
            String lineId, LedgerChannel channel, LocalDate bankDate, Money amount) {
        var currency = amount.currency();
        var booking = Booking.at(channel, bankDate, lineId);
        return List.of(booking.posted(
                "B2",
                lineId + ":suspense",
                channel.account(SHORTAGE, currency),
                channel.account(BANK_CASH, currency),
                amount));
    }

    /** B4: a payment only ours when its carry is over. */
    public static List<Transfer> platformOnlyPayment(
            String breakId, LedgerChannel channel, LocalDate bankDate, Money amount) {
        var currency = amount.currency();
        var booking = Booking.at(channel, bankDate, breakId);
        return List.of(booking.posted(
                "B4",
                breakId + ":suspense",
                channel.account(SHORTAGE, currency),
                channel.receivable(bankDate, currency),
                amount));
    }

    /** B4: a refund only ours when its carry is over. */
    public static List<Transfer> platformOnlyRefund(
            String breakId, LedgerChannel channel, LocalDate bankDate, Money amount) {
        var currency = amount.currency();
        var booking = Booking.at(channel, bankDate, breakId);
        return List.of(booking.posted(
                "B4",
                breakId + ":suspense",
                channel.receivable(bankDate, currency),
                channel.account(SURPLUS, currency),
                amount));
    }

    /** B5: the line of a payment in suspense arrives. */
    public static List<Transfer> paymentFound(String lineId, LedgerChannel channel, LocalDate bankDate, Money amount) {
        var currency = amount.currency();
        var booking = Booking.at(channel, bankDate, lineId);
        return List.of(booking.posted(
                "B5",
                lineId + ":found",
                channel.account(BANK_CASH, currency),
                channel.account(SHORTAGE, currency),
                amount));
    }

    /** B5: the line of a refund in suspense arrives. */
    public static List<Transfer> refundFound(String lineId, LedgerChannel channel, LocalDate bankDate, Money amount) {
        var currency = amount.currency();
        var booking = Booking.at(channel, bankDate, lineId);
        return List.of(booking.posted(
                "B5",
                lineId + ":found",
                channel.account(SURPLUS, currency),
                channel.account(BANK_CASH, currency),
                amount));
    }

    /** B6: the payment of a line in suspense becomes known, with the same amount. */
    public static List<Transfer> becameKnown(String lineId, LedgerChannel channel, LocalDate bankDate, Money amount) {
        var currency = amount.currency();
        var booking = Booking.at(channel, bankDate, lineId);
        return List.of(booking.posted(
                "B6",
                lineId + ":found",
                channel.account(SURPLUS, currency),
                channel.receivable(bankDate, currency),
                amount));
    }

    /** B6 the other way: the refund of a line in suspense becomes known, with the same amount. */
    public static List<Transfer> refundBecameKnown(
            String lineId, LedgerChannel channel, LocalDate bankDate, Money amount) {
        var currency = amount.currency();
        var booking = Booking.at(channel, bankDate, lineId);
        return List.of(booking.posted(
                "B6",
                lineId + ":found",
                channel.receivable(bankDate, currency),
                channel.account(SHORTAGE, currency),
                amount));
    }

    /** B8: a payment that the bank says failed, and its statement lacks: shortage, and the merchant's money frozen. */
    public static List<Transfer> bankUnpaidPayment(
            String breakId, String merchantId, LedgerChannel channel, LocalDate bankDate, Money amount) {
        var currency = amount.currency();
        var booking = Booking.at(channel, bankDate, breakId);
        return List.of(
                booking.posted(
                        "B8",
                        breakId + ":suspense",
                        channel.account(SHORTAGE, currency),
                        channel.receivable(bankDate, currency),
                        amount),
                Booking.atHouse(bankDate, breakId)
                        .posted(
                                "B8",
                                breakId + ":freeze",
                                Account.ofMerchant(MERCHANT_PENDING, merchantId, currency),
                                Account.ofMerchant(MERCHANT_FROZEN, merchantId, currency),
                                amount));
    }

    /** B8: a refund that the bank says failed, and its statement lacks. */
    public static List<Transfer> bankUnpaidRefund(
            String breakId, LedgerChannel channel, LocalDate bankDate, Money amount) {
        var currency = amount.currency();
        var booking = Booking.at(channel, bankDate, breakId);
        return List.of(booking.posted(
                "B8",
                breakId + ":suspense",
                channel.receivable(bankDate, currency),
                channel.account(SURPLUS, currency),
                amount));
    }

    /** B9: the bank received more than we say; the difference beside K1. */
    public static List<Transfer> amountOverPayment(
            String breakId, LedgerChannel channel, LocalDate bankDate, Money amount) {
        var currency = amount.currency();
        var booking = Booking.at(channel, bankDate, breakId);
        return List.of(booking.posted(
                "B9",
                breakId + ":diff",
                channel.account(BANK_CASH, currency),
                channel.account(SURPLUS, currency),
                amount));
    }

    /** B9: the bank refunded more than we say; the difference beside K2. */
    public static List<Transfer> amountOverRefund(
            String breakId, LedgerChannel channel, LocalDate bankDate, Money amount) {
        var currency = amount.currency();
        var booking = Booking.at(channel, bankDate, breakId);
        return List.of(booking.posted(
                "B9",
                breakId + ":diff",
                channel.account(SHORTAGE, currency),
                channel.account(BANK_CASH, currency),
                amount));
    }

    /** B10: the bank received less than we say; the difference beside K1. */
    public static List<Transfer> amountUnderPayment(
            String breakId, LedgerChannel channel, LocalDate bankDate, Money amount) {
        var currency = amount.currency();
        var booking = Booking.at(channel, bankDate, breakId);
        return List.of(booking.posted(
                "B10",
                breakId + ":diff",
                channel.account(SHORTAGE, currency),
                channel.receivable(bankDate, currency),
                amount));
    }

    /** B10: the bank refunded less than we say; the difference beside K2. */
    public static List<Transfer> amountUnderRefund(
            String breakId, LedgerChannel channel, LocalDate bankDate, Money amount) {
        var currency = amount.currency();
        var booking = Booking.at(channel, bankDate, breakId);
        return List.of(booking.posted(
                "B10",
                breakId + ":diff",
                channel.receivable(bankDate, currency),
                channel.account(SURPLUS, currency),
                amount));
    }

    /** B11: the bank took more fee than expected, within tolerance and cap. */
    public static List<Transfer> feeMoreTolerated(
            String runId, LedgerChannel channel, LocalDate bankDate, Money amount) {
        var currency = amount.currency();
        var booking = Booking.at(channel, bankDate, runId);
        return List.of(booking.posted(
                "B11",
                runId + ":fee_diff:more",
                channel.account(DIFFERENCES, currency),
                channel.account(BANK_CASH, currency),
                amount));
    }

    /** B11: the bank took less fee than expected, within tolerance and cap. */
    public static List<Transfer> feeLessTolerated(
            String runId, LedgerChannel channel, LocalDate bankDate, Money amount) {
        var currency = amount.currency();
        var booking = Booking.at(channel, bankDate, runId);
        return List.of(booking.posted(
                "B11",
                runId + ":fee_diff:less",
                channel.account(BANK_CASH, currency),
                channel.account(DIFFERENCES, currency),
                amount));
    }

    /** B11: more fee than expected, beyond tolerance or cap. */
    public static List<Transfer> feeMore(String breakId, LedgerChannel channel, LocalDate bankDate, Money amount) {
        var currency = amount.currency();
        var booking = Booking.at(channel, bankDate, breakId);
        return List.of(booking.posted(
                "B11",
                breakId + ":diff",
                channel.account(SHORTAGE, currency),
                channel.account(BANK_CASH, currency),
                amount));
    }

    /** B11: less fee than expected, beyond tolerance or cap. */
    public static List<Transfer> feeLess(String breakId, LedgerChannel channel, LocalDate bankDate, Money amount) {
        var currency = amount.currency();
        var booking = Booking.at(channel, bankDate, breakId);
        return List.of(booking.posted(
                "B11",
                breakId + ":diff",
                channel.account(BANK_CASH, currency),
                channel.account(SURPLUS, currency),
                amount));
    }
}
