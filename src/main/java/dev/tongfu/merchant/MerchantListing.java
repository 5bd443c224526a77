package dev.tongfu.merchant;

import java.util.List;

/**
 * A merchant as people list it.
 *
 * @param keyIds keys that are not revoked
 * @param channelIds where new payments go
 */
public record MerchantListing(Merchant merchant, List<String> keyIds, List<String> channelIds) {
    public MerchantListing {
        keyIds = List.copyOf(keyIds);
        channelIds = List.copyOf(channelIds);
    }
}
