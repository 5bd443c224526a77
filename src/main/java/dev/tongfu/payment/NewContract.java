package dev.tongfu.payment;

import dev.tongfu.bank.BankMandate;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A validated request for a contract, without the card data beside it.
 *
 * @param customerNo the merchant's number for the payer
 * @param expiresOn the last day it is in force
 */
public record NewContract(
        String merchantId,
        String contractNo,
        BankMandate.Mode mode,
        String bank,
        String customerNo,
        BankMandate.CardType cardType,
        LocalDate expiresOn,
        @Nullable String notifyUrl,
        @Nullable String returnUrl,
        @Nullable String metadata) {

    /** The first field that differs before the card data in the documented order, as a JSON pointer. */
    Optional<String> firstDifference(NewContract stored) {
        if (mode != stored.mode()) {
            return Optional.of("/mode");
        }
        if (!bank.equals(stored.bank())) {
            return Optional.of("/bank");
        }
        return customerNo.equals(stored.customerNo()) ? Optional.empty() : Optional.of("/customer_no");
    }

    /** The first field that differs after it. */
    Optional<String> laterDifference(NewContract stored) {
        if (cardType != stored.cardType()) {
            return Optional.of("/card_type");
        }
        if (!expiresOn.equals(stored.expiresOn())) {
            return Optional.of("/expires_on");
        }
        if (!Objects.equals(notifyUrl, stored.notifyUrl())) {
            return Optional.of("/notify_url");
        }
        if (!Objects.equals(returnUrl, stored.returnUrl())) {
            return Optional.of("/return_url");
        }
        return Objects.equals(metadata, stored.metadata()) ? Optional.empty() : Optional.of("/metadata");
    }
}
