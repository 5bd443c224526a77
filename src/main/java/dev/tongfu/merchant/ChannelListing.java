package dev.tongfu.merchant;

import java.util.List;

/**
 * A channel as people list it.
 *
 * @param merchantIds whose new payments go there
 */
public record ChannelListing(Channel channel, List<String> merchantIds) {
    public ChannelListing {
        merchantIds = List.copyOf(merchantIds);
    }
}
