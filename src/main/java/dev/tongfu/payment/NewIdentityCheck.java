package dev.tongfu.payment;

import dev.tongfu.bank.BankIdentityCheck;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A validated request for an identity check, without the card data beside it. */
public record NewIdentityCheck(
        String merchantId,
        String checkNo,
        BankIdentityCheck.Mode mode,
        String bank,
        BankIdentityCheck.CustomerType customerType,
        @Nullable String notifyUrl,
        @Nullable String returnUrl) {

    /** The first field that differs before the card data in the documented order, as a JSON pointer. */
    Optional<String> firstDifference(NewIdentityCheck stored) {
        if (mode != stored.mode()) {
            return Optional.of("/mode");
        }
        if (!bank.equals(stored.bank())) {
            return Optional.of("/bank");
        }
        return customerType == stored.customerType() ? Optional.empty() : Optional.of("/customer_type");
    }

    /** The first field that differs after it. */
    Optional<String> laterDifference(NewIdentityCheck stored) {
        if (!Objects.equals(notifyUrl, stored.notifyUrl())) {
            return Optional.of("/notify_url");
        }
        return Objects.equals(returnUrl, stored.returnUrl()) ? Optional.empty() : Optional.of("/return_url");
    }
}
