package dev.tongfu.ledger;

import static dev.tongfu.ledger.AccountCode.REFUNDS_IN_FLIGHT;
import static dev.tongfu.ledger.AccountCode.SHORTAGE;

import dev.tongfu.money.Money;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What a refund posts: rows R1 to R7 of the posting table; R4 posts nothing.
 *
 * <p>The source is the merchant's 2101, or for our own refunds the suspense account 2301, 2303 or 2304 of the channel
 * (rows P4, P6 and T2). The amount waits against 2201 from the reservation to the end.
 */
public final class RefundPostings {
    private static final Set<AccountCode> SOURCES = EnumSet.of(
            AccountCode.MERCHANT_PENDING,
            AccountCode.SURPLUS,
            AccountCode.LATE_PAYMENTS,
            AccountCode.DUPLICATE_PAYMENTS);

    private RefundPostings() {}

    /** R1: reserved; with the soft floor's test when a merchant asks. */
    public static List<Transfer> reserved(
            String refundId, Account source, LedgerChannel channel, LocalDate date, Money amount) {
        return List.of(Booking.at(channel, date, refundId)
                .pending(
                        "R1",
                        refundId + ":reserve",
                        require(source),
                        channel.account(REFUNDS_IN_FLIGHT, amount.currency()),
                        amount));
    }

    /** R2: the bank refunded. */
    public static List<Transfer> succeeded(
            String refundId, Account source, LedgerChannel channel, LocalDate bankDate, Money amount) {
        var currency = amount.currency();
        var reserve = reserved(refundId, source, channel, bankDate, amount).get(0);
        var booking = Booking.at(channel, bankDate, refundId);
        return List.of(
                booking.post("R2", refundId + ":resolve", reserve, amount),
                booking.posted(
                        "R2",
                        refundId + ":paid",
                        channel.account(REFUNDS_IN_FLIGHT, currency),
                        channel.receivable(bankDate, currency),
                        amount));
    }

    /** R3: definitely failed, or never sent. */
    public static List<Transfer> failed(
            String refundId, Account source, LedgerChannel channel, LocalDate date, Money amount) {
        var reserve = reserved(refundId, source, channel, date, amount).get(0);
        return List.of(Booking.at(channel, date, refundId).voided("R3", refundId + ":resolve", reserve));
    }

    /** R5: held as failed, proven executed, and the sum of refunds still fits. */
    public static List<Transfer> provenExecuted(
            String refundId, Account source, LedgerChannel channel, LocalDate bankDate, Money amount) {
        return List.of(paid("R5", refundId, require(source), channel, bankDate, amount));
    }

    /** R6: the same, but the sum no longer fits: a shortage, and a break of code {@code duplicate}. */
    public static List<Transfer> provenExecutedBeyond(
            String refundId, LedgerChannel channel, LocalDate bankDate, Money amount) {
        var shortage = channel.account(SHORTAGE, amount.currency());
        return List.of(paid("R6", refundId, shortage, channel, bankDate, amount));
    }

    /** R7: the payer's bank gave it back. */
    public static List<Transfer> returned(
            String refundId, Account source, LedgerChannel channel, LocalDate bankDate, Money amount) {
        return List.of(Booking.at(channel, bankDate, refundId)
                .posted(
                        "R7",
                        refundId + ":returned",
                        channel.receivable(bankDate, amount.currency()),
                        require(source),
                        amount));
    }

    private static Transfer paid(
            String template, String refundId, Account debit, LedgerChannel channel, LocalDate bankDate, Money amount) {
        return Booking.at(channel, bankDate, refundId)
                .posted(template, refundId + ":paid", debit, channel.receivable(bankDate, amount.currency()), amount);
    }

    private static Account require(Account source) {
        if (!SOURCES.contains(source.code())) {
            throw new IllegalArgumentException("no refund is paid from " + source.id());
        }
        return source;
    }
}
