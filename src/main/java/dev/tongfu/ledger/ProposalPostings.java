package dev.tongfu.ledger;

import static dev.tongfu.ledger.AccountCode.BANK_FEE_EXPENSE;
import static dev.tongfu.ledger.AccountCode.LATE_PAYMENTS;
import static dev.tongfu.ledger.AccountCode.LOSSES;
import static dev.tongfu.ledger.AccountCode.MERCHANT_FROZEN;
import static dev.tongfu.ledger.AccountCode.MERCHANT_PENDING;
import static dev.tongfu.ledger.AccountCode.OTHER_INCOME;
import static dev.tongfu.ledger.AccountCode.OWN_FUNDS;
import static dev.tongfu.ledger.AccountCode.SHORTAGE;
import static dev.tongfu.ledger.AccountCode.SURPLUS;

import dev.tongfu.money.Money;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What an approved proposal posts: rows T1 to T16 of the posting table, and nothing else moves money by hand.
 *
 * <p>T2 is a refund or a payout with the suspense account as its source ({@link RefundPostings},
 * {@link PayoutPostings}). {@code n} counts the transfers of one proposal from 1.
 */
public final class ProposalPostings {
    private static final Set<AccountCode> SUSPENSE = EnumSet.of(SURPLUS, SHORTAGE);
    private static final Set<AccountCode> MOVABLE =
            EnumSet.of(AccountCode.BANK_RECEIVABLE, MERCHANT_PENDING, AccountCode.DUPLICATE_PAYMENTS);

    private ProposalPostings() {}

    /** T1: a surplus line turns out to be this payment's. */
    public static List<Transfer> remappedToPayment(
            String paymentId, String merchantId, LedgerChannel channel, LocalDate date, Money amount) {
        var currency = amount.currency();
        var booking = Booking.at(channel, date, paymentId);
        return List.of(booking.posted(
                "T1",
                paymentId + ":succeeded",
                channel.account(SURPLUS, currency),
                Account.ofMerchant(MERCHANT_PENDING, merchantId, currency),
                amount));
    }

    /** T1: a surplus line is a merchant's, without a payment. */
    public static List<Transfer> remappedToMerchant(
            String proposalId, String merchantId, LedgerChannel channel, LocalDate date, Money amount) {
        var currency = amount.currency();
        var booking = Booking.at(channel, date, proposalId);
        return List.of(booking.posted(
                "T1",
                proposalId + ":1",
                channel.account(SURPLUS, currency),
                Account.ofMerchant(MERCHANT_PENDING, merchantId, currency),
                amount));
    }

    /** T3: a late payment is honoured by hand. */
    public static List<Transfer> lateHonoured(
            String paymentId, String merchantId, LedgerChannel channel, LocalDate date, Money amount) {
        var currency = amount.currency();
        var booking = Booking.at(channel, date, paymentId);
        return List.of(booking.posted(
                "T3",
                paymentId + ":succeeded",
                channel.account(LATE_PAYMENTS, currency),
                Account.ofMerchant(MERCHANT_PENDING, merchantId, currency),
                amount));
    }

    /** T5: a payment that was never paid is taken back, from the frozen money where it was frozen. */
    public static List<Transfer> paymentReversed(
            String paymentId, String merchantId, boolean frozen, LedgerChannel channel, LocalDate date, Money amount) {
        var currency = amount.currency();
        var booking = Booking.at(channel, date, paymentId);
        return List.of(booking.posted(
                "T5",
                paymentId + ":reversed",
                Account.ofMerchant(frozen ? MERCHANT_FROZEN : MERCHANT_PENDING, merchantId, currency),
                channel.account(SHORTAGE, currency),
                amount));
    }

    /** T6: unfrozen, since the bank had paid after all. */
    public static List<Transfer> unfrozen(String proposalId, int n, String merchantId, LocalDate date, Money amount) {
        var currency = amount.currency();
        var booking = Booking.atHouse(date, proposalId);
        return List.of(booking.posted(
                "T6",
                proposalId + ":" + n,
                Account.ofMerchant(MERCHANT_FROZEN, merchantId, currency),
                Account.ofMerchant(MERCHANT_PENDING, merchantId, currency),
                amount));
    }

    /** T7: a refund that was never executed is given back. */
    public static List<Transfer> refundReversed(
            String refundId, String merchantId, LedgerChannel channel, LocalDate date, Money amount) {
        var currency = amount.currency();
        var booking = Booking.at(channel, date, refundId);
        return List.of(booking.posted(
                "T7",
                refundId + ":returned",
                channel.account(SURPLUS, currency),
                Account.ofMerchant(MERCHANT_PENDING, merchantId, currency),
                amount));
    }

    /** T8: a chargeback or bank adjustment is charged to the merchant. */
    public static List<Transfer> chargedBack(
            String proposalId, int n, String merchantId, LedgerChannel channel, LocalDate date, Money amount) {
        var currency = amount.currency();
        var booking = Booking.at(channel, date, proposalId);
        return List.of(booking.posted(
                "T8",
                proposalId + ":" + n,
                Account.ofMerchant(MERCHANT_PENDING, merchantId, currency),
                channel.account(SHORTAGE, currency),
                amount));
    }

    /** T8: a chargeback is won back. */
    public static List<Transfer> wonBack(
            String proposalId, int n, String merchantId, LedgerChannel channel, LocalDate date, Money amount) {
        var currency = amount.currency();
        var booking = Booking.at(channel, date, proposalId);
        return List.of(booking.posted(
                "T8",
                proposalId + ":" + n,
                channel.account(SURPLUS, currency),
                Account.ofMerchant(MERCHANT_PENDING, merchantId, currency),
                amount));
    }

    /** T9: a charge of the bank is found in suspense. */
    public static List<Transfer> bankCharge(
            String proposalId, int n, LedgerChannel channel, LocalDate date, Money amount) {
        var currency = amount.currency();
        var booking = Booking.at(channel, date, proposalId);
        return List.of(booking.posted(
                "T9",
                proposalId + ":" + n,
                channel.account(BANK_FEE_EXPENSE, currency),
                channel.account(SHORTAGE, currency),
                amount));
    }

    /** T10: a shortage is written off. */
    public static List<Transfer> shortageWrittenOff(
            String proposalId, int n, LedgerChannel channel, LocalDate date, Money amount) {
        var currency = amount.currency();
        var booking = Booking.at(channel, date, proposalId);
        return List.of(booking.posted(
                "T10",
                proposalId + ":" + n,
                Account.ofHouse(LOSSES, currency),
                channel.account(SHORTAGE, currency),
                amount));
    }

    /** T10: a surplus nobody claimed for the legal time becomes income. */
    public static List<Transfer> surplusWrittenOff(
            String proposalId, int n, LedgerChannel channel, LocalDate date, Money amount) {
        var currency = amount.currency();
        var booking = Booking.at(channel, date, proposalId);
        return List.of(booking.posted(
                "T10",
                proposalId + ":" + n,
                channel.account(SURPLUS, currency),
                Account.ofHouse(OTHER_INCOME, currency),
                amount));
    }

    /** T11: a surplus and a shortage of one cause are offset. */
    public static List<Transfer> offset(String proposalId, int n, LedgerChannel channel, LocalDate date, Money amount) {
        var currency = amount.currency();
        var booking = Booking.at(channel, date, proposalId);
        return List.of(booking.posted(
                "T11",
                proposalId + ":" + n,
                channel.account(SURPLUS, currency),
                channel.account(SHORTAGE, currency),
                amount));
    }

    /** T12: an adjustment for the merchant. */
    public static List<Transfer> adjustedFor(
            String proposalId, int n, String merchantId, LocalDate date, Money amount) {
        var currency = amount.currency();
        var booking = Booking.atHouse(date, proposalId);
        return List.of(booking.posted(
                "T12",
                proposalId + ":" + n,
                Account.ofHouse(LOSSES, currency),
                Account.ofMerchant(MERCHANT_PENDING, merchantId, currency),
                amount));
    }

    /** T12: an adjustment against the merchant. */
    public static List<Transfer> adjustedAgainst(
            String proposalId, int n, String merchantId, LocalDate date, Money amount) {
        var currency = amount.currency();
        var booking = Booking.atHouse(date, proposalId);
        return List.of(booking.posted(
                "T12",
                proposalId + ":" + n,
                Account.ofMerchant(MERCHANT_PENDING, merchantId, currency),
                Account.ofHouse(OTHER_INCOME, currency),
                amount));
    }

    /** T13: money is frozen for risk. */
    public static List<Transfer> frozen(String proposalId, int n, String merchantId, LocalDate date, Money amount) {
        var currency = amount.currency();
        var booking = Booking.atHouse(date, proposalId);
        return List.of(booking.posted(
                "T13",
                proposalId + ":" + n,
                Account.ofMerchant(MERCHANT_PENDING, merchantId, currency),
                Account.ofMerchant(MERCHANT_FROZEN, merchantId, currency),
                amount));
    }

    /** T13: money frozen for risk is released. */
    public static List<Transfer> released(String proposalId, int n, String merchantId, LocalDate date, Money amount) {
        var currency = amount.currency();
        var booking = Booking.atHouse(date, proposalId);
        return List.of(booking.posted(
                "T13",
                proposalId + ":" + n,
                Account.ofMerchant(MERCHANT_FROZEN, merchantId, currency),
                Account.ofMerchant(MERCHANT_PENDING, merchantId, currency),
                amount));
    }

    /** T14: a sweep between own bank accounts, out of {@code from} and into {@code to}, is offset. */
    public static List<Transfer> swept(
            String proposalId, int n, LedgerChannel from, LedgerChannel to, LocalDate date, Money amount) {
        var currency = amount.currency();
        var booking = Booking.at(from, date, proposalId);
        return List.of(booking.posted(
                "T14", proposalId + ":" + n, to.account(SURPLUS, currency), from.account(SHORTAGE, currency), amount));
    }

    /** T15: a line in suspense was own money put in. */
    public static List<Transfer> ownFundsIn(
            String proposalId, int n, LedgerChannel channel, LocalDate date, Money amount) {
        var currency = amount.currency();
        var booking = Booking.at(channel, date, proposalId);
        return List.of(booking.posted(
                "T15",
                proposalId + ":" + n,
                channel.account(SURPLUS, currency),
                Account.ofHouse(OWN_FUNDS, currency),
                amount));
    }

    /** T15: a line in suspense was own money, such as earned fees, taken out. */
    public static List<Transfer> ownFundsOut(
            String proposalId, int n, LedgerChannel channel, LocalDate date, Money amount) {
        var currency = amount.currency();
        var booking = Booking.at(channel, date, proposalId);
        return List.of(booking.posted(
                "T15",
                proposalId + ":" + n,
                Account.ofHouse(OWN_FUNDS, currency),
                channel.account(SHORTAGE, currency),
                amount));
    }

    /**
     * T4: moved to or from suspense by hand; one side is 2301 or 1201, the other 1101, 2101 or 2304. The value date is
     * that of the 1101, if one is named.
     */
    public static List<Transfer> moved(
            String proposalId, int n, String book, LocalDate valueDate, Account debit, Account credit, Money amount) {
        boolean allowed = (SUSPENSE.contains(debit.code()) && MOVABLE.contains(credit.code()))
                || (SUSPENSE.contains(credit.code()) && MOVABLE.contains(debit.code()));
        if (!allowed) {
            throw new IllegalArgumentException("nothing moves by hand from " + debit.id() + " to " + credit.id());
        }
        var booking = new Booking(book, valueDate, proposalId);
        return List.of(booking.posted("T4", proposalId + ":" + n, debit, credit, amount));
    }

    /** T16: any booked transfer corrected by the same with its sides swapped; {@code sourceId} names it. */
    public static List<Transfer> corrected(String proposalId, int n, Transfer booked, String bookedId) {
        if (booked.kind() != Transfer.Kind.POSTED && booked.kind() != Transfer.Kind.POST) {
            throw new IllegalArgumentException("only what is posted can be corrected: " + booked.eventKey());
        }
        var undone = booked.swapped();
        var booking = new Booking(booked.book(), booked.valueDate(), bookedId);
        return List.of(booking.posted("T16", proposalId + ":" + n, undone.debit(), undone.credit(), undone.amount()));
    }
}
