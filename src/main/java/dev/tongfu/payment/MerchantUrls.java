package dev.tongfu.payment;

import dev.tongfu.merchant.MerchantDirectory;
import org.jspecify.annotations.Nullable;

/** Where a merchant is told: by the address of the payment in server mode, else by its default one, if it has one. */
final class MerchantUrls {
    private final MerchantDirectory merchants;

    MerchantUrls(MerchantDirectory merchants) {
        this.merchants = merchants;
    }

    @Nullable
    String of(Payment payment) {
        boolean own = payment.resultMode() == ResultMode.SERVER && payment.notifyUrl() != null;
        return own ? payment.notifyUrl() : ofMerchant(payment.merchantId());
    }

    @Nullable
    String ofMerchant(String merchantId) {
        return merchants
                .merchant(merchantId)
                .map(merchant -> merchant.webhook().url())
                .orElse(null);
    }
}
