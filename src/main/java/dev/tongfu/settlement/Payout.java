package dev.tongfu.settlement;

import dev.tongfu.ledger.Account;
import dev.tongfu.ledger.LedgerChannel;
import dev.tongfu.money.Money;
import dev.tongfu.payment.ApartMoney;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One amount on its way to a merchant's account, or back to a payer's, with its newest attempt.
 *
 * @param settlementId the batch it pays; null for one that a proposal makes
 * @param channel whose bank account pays
 * @param source what it is paid from in the ledger
 * @param payerAccount the id of the payer's account; null for a merchant's own
 * @param apart the late money or the second receipt that goes back; null for any other
 * @param result entered by hand and not confirmed yet: {@code paid}, {@code failed} or {@code returned}
 */
public record Payout(
        String id,
        @Nullable String settlementId,
        @Nullable String proposalId,
        String merchantId,
        LedgerChannel channel,
        Account source,
        @Nullable String payerAccount,
        ApartMoney.@Nullable Sum apart,
        Money amount,
        PayoutStatus status,
        int version,
        Attempt attempt,
        @Nullable String result,
        @Nullable String resultBy,
        @Nullable String resultReason,
        Instant createdAt,
        Instant changedAt) {

    /**
     * One try under a bank reference of its own.
     *
     * @param fileId the file it was exported in
     * @param said the bank's last words about it
     * @param newest false for one that another has followed
     * @param beyond it was paid from a shortage, since its source had gone elsewhere
     */
    public record Attempt(
            int number,
            String reference,
            PayoutStatus status,
            String road,
            int accountVersion,
            String accountMasked,
            @Nullable String fileId,
            int queries,
            @Nullable String said,
            boolean newest,
            boolean beyond) {}

    /** The reference of an attempt: the id's 26 characters and two digits. */
    static String reference(String payoutId, int attempt) {
        return payoutId.substring(payoutId.indexOf('_') + 1) + (attempt < 10 ? "0" : "") + attempt;
    }
}
