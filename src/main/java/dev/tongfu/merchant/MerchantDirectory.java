package dev.tongfu.merchant;

import dev.tongfu.crypto.CryptoProviders;
import dev.tongfu.crypto.SecretBox;
import dev.tongfu.crypto.WebhookSecret;
import dev.tongfu.db.Snapshot;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Merchants, their keys and conditions, and their channels, from memory; never waits for the database.
 *
 * <p>What changes in the tables counts here within the configured interval. When reading fails, the earlier picture
 * stays and {@link #fresh} says so in the end.
 */
public final class MerchantDirectory {
    private final Clock clock;
    private final Snapshot<DirectoryContent> snapshot;

    public MerchantDirectory(
            Vertx vertx, Clock clock, Pool pool, MerchantConfig config, SecretBox secrets, CryptoProviders providers) {
        var reader = new DirectoryReader(pool, secrets, providers);
        this.clock = clock;
        this.snapshot =
                new Snapshot<>(vertx, clock, "merchants", config.limits(), DirectoryContent.EMPTY, reader::read);
    }

    /** Reads for the first time, then again and again; fails when the first reading fails. */
    public Future<Void> start() {
        return snapshot.start();
    }

    public Future<Void> stop() {
        return snapshot.stop();
    }

    /** Reads at once, for tests and for nudges from other nodes. */
    public Future<Void> refreshNow() {
        return snapshot.refresh();
    }

    /** False: the node is not ready, its picture is too old. */
    public boolean fresh() {
        return snapshot.fresh();
    }

    /** Also a suspended one. */
    public Optional<Merchant> merchant(String id) {
        return Optional.ofNullable(snapshot.current().merchants().get(id));
    }

    /** A key that is not revoked. */
    public Optional<MerchantKey> key(String keyId) {
        return Optional.ofNullable(snapshot.current().keys().get(keyId));
    }

    /** The secrets that sign messages to a merchant now, newest first; several while the merchant changes over. */
    public List<WebhookSecret> webhookSecrets(String merchantId) {
        var now = clock.instant();
        return snapshot.current().secrets().getOrDefault(merchantId, List.of()).stream()
                .filter(secret -> secret.validAt(now))
                .map(DirectoryContent.Secret::value)
                .toList();
    }

    /** Also a disabled one: what is under way goes on. */
    public Optional<Channel> channel(String id) {
        return Optional.ofNullable(snapshot.current().channels().get(id));
    }

    public Optional<Channel> channelByMerchantNo(String bank, String merchantNo) {
        return Optional.ofNullable(
                snapshot.current().channelsByNumber().get(new DirectoryContent.BankNumber(bank, merchantNo)));
    }

    /** All channels, also disabled ones. */
    public List<Channel> channels() {
        return List.copyOf(snapshot.current().channels().values());
    }

    /** Where a new payment of a merchant at a bank goes. */
    public Optional<Channel> route(String merchantId, String bank) {
        return routes(merchantId).stream()
                .filter(channel -> channel.bank().equals(bank))
                .findFirst();
    }

    /** The banks a payer of this merchant may choose from: one enabled channel for each, by name. */
    public List<Channel> routes(String merchantId) {
        return snapshot.current().routes().getOrDefault(merchantId, List.of());
    }

    /** The plan by which a movement that succeeds at a moment is charged; empty: no fee was agreed. */
    public Optional<FeePlan> feePlan(String merchantId, String bank, FeePlan.Kind kind, Instant moment) {
        return snapshot.current().feePlans().validAt(merchantId, bank, kind, moment);
    }
}
