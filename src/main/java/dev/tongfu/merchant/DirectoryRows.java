package dev.tongfu.merchant;

import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All that the directory is made from, as one transaction saw it. */
record DirectoryRows(
        List<Merchant> merchants,
        List<Key> keys,
        List<Secret> secrets,
        List<Channel> channels,
        List<Route> routes,
        List<FeePlan> feePlans) {

    record Key(String keyId, String merchantId, String algorithm, Buffer publicKey) {}

    record Secret(
            String merchantId,
            int version,
            String sealed,
            @Nullable Instant expiresAt) {}

    record Route(String merchantId, String channelId) {}
}
