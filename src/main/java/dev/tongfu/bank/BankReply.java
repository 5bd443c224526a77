package dev.tongfu.bank;

import dev.tongfu.money.Money;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What a bank is known to have said about one of our orders, whichever road it came by.
 *
 * <p>Only {@link Paid}, {@link PaidLate}, {@link Authorised} and {@link Cancelled} move money in the books;
 * everything that is not an explicit, authenticated word of the bank is {@link Unknown}.
 */
public sealed interface BankReply {
    /** The order stands at the bank and the payer can be sent there. */
    record Accepted(PayerForward forward) implements BankReply {}

    record Paid(Receipt receipt) implements BankReply {}

    /** The bank took the money after its own deadline (UnionPay 42, 74, 75). */
    record PaidLate(Receipt receipt) implements BankReply {}

    /** The bank holds the money of a pre-authorisation. */
    record Authorised(Receipt receipt) implements BankReply {}

    record Cancelled(String code) implements BankReply {}

    /** Accepted by the bank, not final. */
    record Processing(String code) implements BankReply {}

    /** The bank knows no payment of this order yet (ABC 01; UnionPay 34 and 70). */
    record NotPaid(String code) implements BankReply {}

    /** A signed, listed, final refusal. */
    record Declined(String code, String message) implements BankReply {}

    /** Provably never left us. */
    record NotSent(String reason) implements BankReply {}

    /** Everything else: a time-out, a broken frame, an unsigned answer, an unlisted code. */
    record Unknown(String reason) implements BankReply {}

    /**
     * The money as the bank states it.
     *
     * @param merchantNo the bank-side merchant number named by the bank, null where its message names none
     * @param bankTxnNo the bank's own reference, null until some road brings it
     * @param bankDate the bank's accounting date of the movement, by its answer or else its calendar
     */
    record Receipt(
            @Nullable String merchantNo,
            Money amount,
            @Nullable String bankTxnNo,
            LocalDate bankDate,
            @Nullable Instant paidAt) {}

    /** The word kept with the evidence, such as {@code paid}. */
    default String kind() {
        return getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
    }
}
