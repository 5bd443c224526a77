package dev.tongfu.bank;

import dev.tongfu.money.Money;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What a bank is known to have said about one of our orders or acts, whichever road it came by.
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

    /** The bank sent a code by SMS and waits for it. */
    record CodeSent() implements BankReply {}

    /** A signed refusal of the code; nothing else happened, another code may do. */
    record WrongCode(String code, String message) implements BankReply {}

    /**
     * The contract is in force.
     *
     * @param signNo the bank's number of the contract
     * @param cardLast4 null where the message names no card
     */
    record Signed(String signNo, @Nullable String cardLast4) implements BankReply {}

    /** The bank knows the contract and it was never signed. */
    record NotSigned(String code) implements BankReply {}

    /** The contract is no longer in force. */
    record Terminated() implements BankReply {}

    /** Name, certificate and card are one person's. */
    record Matched() implements BankReply {}

    /** They are not. */
    record Mismatched(String code, String message) implements BankReply {}

    /** The bank took a chunk of a batch; {@code serialNo} is its own number, empty where it gives none. */
    record BatchAccepted(String serialNo) implements BankReply {}

    /**
     * Where a chunk stands.
     *
     * @param settled true once the bank works no more on it; then an item that is missing is as unknown as before
     * @param items what the bank says of each; {@code Paid}, {@code Declined}, {@code Processing} or {@code Unknown}
     * @param count how many items the bank counts in the chunk
     * @param total the sum it counts
     */
    record BatchState(boolean settled, java.util.List<ItemState> items, int count, Money total) implements BankReply {
        public BatchState {
            items = java.util.List.copyOf(items);
        }
    }

    /** One item of a chunk, by its own number at the bank. */
    record ItemState(String bankOrderNo, BankReply reply) {}

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
