package dev.tongfu.payment;

import dev.tongfu.money.Money;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A merchant's order to be paid, as it stands at one {@code version}.
 *
 * @param sequence how many notifications it has caused
 * @param refunded minor units, as are all amounts here
 * @param requestedBank the bank the merchant fixed; null: the payer chooses
 * @param bank where it was paid
 * @param requestedExpiry as the merchant gave it; null: the default applied
 * @param metadata the merchant's JSON object, kept as text
 * @param frozen an open break holds its money: nothing goes back meanwhile
 * @param payableUntil for a closed payment: until when the bank would still take the money
 * @param card K码 only
 * @param contractId debits only
 */
public record Payment(
        String merchantId,
        String id,
        String orderNo,
        PaymentKind kind,
        PaymentStatus status,
        int version,
        int sequence,
        Money amount,
        long captured,
        long refunded,
        long refundReserved,
        @Nullable String requestedBank,
        @Nullable String bank,
        @Nullable String bankTxnNo,
        @Nullable LocalDate bankDate,
        @Nullable LocalDate accountingDate,
        String subject,
        ResultMode resultMode,
        @Nullable String notifyUrl,
        @Nullable String returnUrl,
        @Nullable Instant requestedExpiry,
        @Nullable String metadata,
        Instant createdAt,
        Instant expiresAt,
        Instant changedAt,
        @Nullable Instant paidAt,
        boolean closeRequested,
        @Nullable Instant payableUntil,
        @Nullable Failure failure,
        int attempts,
        boolean frozen,
        @Nullable Card card,
        @Nullable String contractId) {

    /** Why it failed, in the bank's code and words. */
    public record Failure(String code, String message) {}

    /**
     * What is kept of the card of a K码 payment.
     *
     * @param tries how many wrong codes were given
     */
    public record Card(CardPrint print, int tries) {}

    /** The bank shown to the merchant: where it was paid, else the one fixed. */
    public @Nullable String shownBank() {
        return bank != null ? bank : requestedBank;
    }

    boolean expired(Instant now) {
        return !now.isBefore(expiresAt);
    }
}
