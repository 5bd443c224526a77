package dev.tongfu.ledger;

import static dev.tongfu.ledger.AccountCode.PAYOUTS_IN_FLIGHT;
import static dev.tongfu.ledger.AccountCode.SHORTAGE;

import dev.tongfu.money.Money;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What attempt n of a payout posts: rows O1 to O6 of the posting table; O4 posts nothing.
 *
 * <p>The source is the merchant's 2102, or the suspense account that is paid back to a payer (row T2).
 */
public final class PayoutPostings {
    private static final Set<AccountCode> SOURCES = EnumSet.of(
            AccountCode.MERCHANT_AVAILABLE,
            AccountCode.SURPLUS,
            AccountCode.LATE_PAYMENTS,
            AccountCode.DUPLICATE_PAYMENTS);

    private PayoutPostings() {}

    /** O1: the attempt is created. */
    public static List<Transfer> reserved(
            String payoutId, int n, Account source, LedgerChannel channel, LocalDate date, Money net) {
        return List.of(Booking.at(channel, date, payoutId)
                .pending("O1", payoutId + ":reserve:" + n, require(source), inFlight(channel, net), net));
    }

    /** O2: the bank says paid. */
    public static List<Transfer> paid(
            String payoutId, int n, Account source, LedgerChannel channel, LocalDate date, Money net) {
        var reserve = reserved(payoutId, n, source, channel, date, net).get(0);
        return List.of(Booking.at(channel, date, payoutId).post("O2", payoutId + ":resolve:" + n, reserve, net));
    }

    /** O3: definitely failed. */
    public static List<Transfer> failed(
            String payoutId, int n, Account source, LedgerChannel channel, LocalDate date, Money net) {
        var reserve = reserved(payoutId, n, source, channel, date, net).get(0);
        return List.of(Booking.at(channel, date, payoutId).voided("O3", payoutId + ":resolve:" + n, reserve));
    }

    /** O5: returned after it was paid. */
    public static List<Transfer> returned(
            String payoutId, int n, Account source, LedgerChannel channel, LocalDate date, Money net) {
        return List.of(Booking.at(channel, date, payoutId)
                .posted("O5", payoutId + ":returned:" + n, inFlight(channel, net), require(source), net));
    }

    /** O6: proven paid after the attempt was voided, and the source still has it. */
    public static List<Transfer> provenPaid(
            String payoutId, int n, Account source, LedgerChannel channel, LocalDate date, Money net) {
        return List.of(late(payoutId, n, require(source), channel, date, net));
    }

    /** O6: the same, but the source has not enough: a shortage, and a break. */
    public static List<Transfer> provenPaidBeyond(
            String payoutId, int n, LedgerChannel channel, LocalDate date, Money net) {
        return List.of(late(payoutId, n, channel.account(SHORTAGE, net.currency()), channel, date, net));
    }

    private static Transfer late(
            String payoutId, int n, Account debit, LedgerChannel channel, LocalDate date, Money net) {
        return Booking.at(channel, date, payoutId)
                .posted("O6", payoutId + ":late:" + n, debit, inFlight(channel, net), net);
    }

    private static Account inFlight(LedgerChannel channel, Money net) {
        return channel.account(PAYOUTS_IN_FLIGHT, net.currency());
    }

    private static Account require(Account source) {
        if (!SOURCES.contains(source.code())) {
            throw new IllegalArgumentException("no payout is paid from " + source.id());
        }
        return source;
    }
}
