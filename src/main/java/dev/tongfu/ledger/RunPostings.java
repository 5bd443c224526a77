package dev.tongfu.ledger;

import static dev.tongfu.ledger.AccountCode.BANK_CASH;
import static dev.tongfu.ledger.AccountCode.BANK_FEE_EXPENSE;
import static dev.tongfu.ledger.AccountCode.BANK_FEE_PAYABLE;
import static dev.tongfu.ledger.AccountCode.MERCHANT_PENDING;
import static dev.tongfu.ledger.AccountCode.PAYOUTS_IN_FLIGHT;

import dev.tongfu.money.Money;
import java.time.LocalDate;
import java.util.List;

/**
 * What the run of a statement posts: rows K1 to K8 of the posting table.
 *
 * <p>One transfer per kind and bank date of our movement, not per line. Amounts are the difference to what earlier
 * versions of the statement posted; a negative one is the template with its sides {@link Transfer#swapped() swapped}.
 */
public final class RunPostings {
    private RunPostings() {}

    /** K1: matched payments, captures, debits of one bank date of ours. */
    public static List<Transfer> cleared(
            String runId, String kind, LedgerChannel channel, LocalDate bankDate, Money amount) {
        var currency = amount.currency();
        var booking = Booking.at(channel, bankDate, runId);
        return List.of(booking.posted(
                "K1",
                runId + ":clear:" + kind + ":" + bankDate,
                channel.account(BANK_CASH, currency),
                channel.receivable(bankDate, currency),
                amount));
    }

    /** K2: matched refunds, same-day voids, reversed captures. */
    public static List<Transfer> clearedOutflow(
            String runId, String kind, LedgerChannel channel, LocalDate bankDate, Money amount) {
        var currency = amount.currency();
        var booking = Booking.at(channel, bankDate, runId);
        return List.of(booking.posted(
                "K2",
                runId + ":clear:" + kind + ":" + bankDate,
                channel.receivable(bankDate, currency),
                channel.account(BANK_CASH, currency),
                amount));
    }

    /** K3: the bank's expected fee, taken from the statement's net. */
    public static List<Transfer> feeTaken(
            String runId, String kind, LedgerChannel channel, LocalDate bankDate, Money amount) {
        var currency = amount.currency();
        var booking = Booking.at(channel, bankDate, runId);
        return List.of(booking.posted(
                "K3",
                runId + ":fee:" + kind,
                channel.account(BANK_FEE_EXPENSE, currency),
                channel.account(BANK_CASH, currency),
                amount));
    }

    /** K3 where the bank settles to the merchant's own account: the fee is the merchant's (K8). */
    public static List<Transfer> feeTakenDirect(
            String runId, String kind, String merchantId, LedgerChannel channel, LocalDate bankDate, Money amount) {
        var currency = amount.currency();
        var booking = Booking.at(channel, bankDate, runId);
        return List.of(booking.posted(
                "K3",
                runId + ":fee:" + kind,
                Account.ofMerchant(MERCHANT_PENDING, merchantId, currency),
                channel.account(BANK_CASH, currency),
                amount));
    }

    /** K4: the bank's fee given back on refunds. */
    public static List<Transfer> feeGivenBack(
            String runId, String kind, LedgerChannel channel, LocalDate bankDate, Money amount) {
        var currency = amount.currency();
        var booking = Booking.at(channel, bankDate, runId);
        return List.of(booking.posted(
                "K4",
                runId + ":fee_back:" + kind,
                channel.account(BANK_CASH, currency),
                channel.account(BANK_FEE_EXPENSE, currency),
                amount));
    }

    /** K4 where the bank settles to the merchant's own account (K8). */
    public static List<Transfer> feeGivenBackDirect(
            String runId, String kind, String merchantId, LedgerChannel channel, LocalDate bankDate, Money amount) {
        var currency = amount.currency();
        var booking = Booking.at(channel, bankDate, runId);
        return List.of(booking.posted(
                "K4",
                runId + ":fee_back:" + kind,
                channel.account(BANK_CASH, currency),
                Account.ofMerchant(MERCHANT_PENDING, merchantId, currency),
                amount));
    }

    /** K5: a channel with invoiced fees accrues them at the run. */
    public static List<Transfer> feeAccrued(
            String runId, String kind, LedgerChannel channel, LocalDate bankDate, Money amount) {
        var currency = amount.currency();
        var booking = Booking.at(channel, bankDate, runId);
        return List.of(booking.posted(
                "K5",
                runId + ":fee:" + kind,
                channel.account(BANK_FEE_EXPENSE, currency),
                channel.account(BANK_FEE_PAYABLE, currency),
                amount));
    }

    /** K5: the invoice's or debit's line. */
    public static List<Transfer> feeInvoiced(String lineId, LedgerChannel channel, LocalDate bankDate, Money amount) {
        var currency = amount.currency();
        var booking = Booking.at(channel, bankDate, lineId);
        return List.of(booking.posted(
                "K5",
                lineId + ":fee",
                channel.account(BANK_FEE_PAYABLE, currency),
                channel.account(BANK_CASH, currency),
                amount));
    }

    /** K6: a payout's line. */
    public static List<Transfer> payoutSeen(String lineId, LedgerChannel channel, LocalDate bankDate, Money amount) {
        var currency = amount.currency();
        var booking = Booking.at(channel, bankDate, lineId);
        return List.of(booking.posted(
                "K6",
                lineId + ":payout",
                channel.account(PAYOUTS_IN_FLIGHT, currency),
                channel.account(BANK_CASH, currency),
                amount));
    }

    /** K7: a returned payout's line. */
    public static List<Transfer> payoutReturnSeen(
            String lineId, LedgerChannel channel, LocalDate bankDate, Money amount) {
        var currency = amount.currency();
        var booking = Booking.at(channel, bankDate, lineId);
        return List.of(booking.posted(
                "K7",
                lineId + ":payout_return",
                channel.account(BANK_CASH, currency),
                channel.account(PAYOUTS_IN_FLIGHT, currency),
                amount));
    }

    /** K8: the net that the bank settled to the merchant's own account, after K1 to K4. */
    public static List<Transfer> settledDirect(
            String runId, String merchantId, LedgerChannel channel, LocalDate bankDate, Money amount) {
        var currency = amount.currency();
        var booking = Booking.at(channel, bankDate, runId);
        return List.of(booking.posted(
                "K8",
                runId + ":direct:" + merchantId,
                Account.ofMerchant(MERCHANT_PENDING, merchantId, currency),
                channel.account(BANK_CASH, currency),
                amount));
    }
}
