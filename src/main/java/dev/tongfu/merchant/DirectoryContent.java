package dev.tongfu.merchant;

import dev.tongfu.crypto.WebhookSecret;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One immutable picture of merchants and channels, by everything they are looked up by. */
record DirectoryContent(
        Map<String, Merchant> merchants,
        Map<String, MerchantKey> keys,
        Map<String, List<Secret>> secrets,
        Map<String, Channel> channels,
        Map<BankNumber, Channel> channelsByNumber,
        Map<String, List<Channel>> routes,
        FeePlans feePlans) {
    static final DirectoryContent EMPTY =
            new DirectoryContent(Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), new FeePlans(List.of()));

    record BankNumber(String bank, String merchantNo) {}

    record Secret(
            String merchantId,
            WebhookSecret value,
            @Nullable Instant expiresAt) {
        boolean validAt(Instant moment) {
            return expiresAt == null || moment.isBefore(expiresAt);
        }
    }
}
