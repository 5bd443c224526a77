package dev.tongfu.merchant;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toUnmodifiableList;
import static java.util.stream.Collectors.toUnmodifiableMap;

import dev.tongfu.crypto.CryptoProviders;
import dev.tongfu.crypto.PublicKeys;
import dev.tongfu.crypto.SecretBox;
import dev.tongfu.crypto.SignatureAlgorithm;
import dev.tongfu.crypto.UnreadableKeyException;
import dev.tongfu.crypto.WebhookSecret;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the picture from the rows: keys ready to verify, secrets open.
 *
 * <p>What was made from a row is kept while the row is the same, so a reading costs no cryptography. A row that can't
 * be used is left out and said once; the others go on.
 */
final class DirectoryReader {
    private static final Logger LOGGER = LoggerFactory.getLogger(DirectoryReader.class);

    private final Pool pool;
    private final SecretBox secrets;
    private final CryptoProviders providers;
    private final DirectoryStore store = new DirectoryStore();
    private final Kept<DirectoryRows.Key, MerchantKey> keys = new Kept<>(this::key);
    private final Kept<DirectoryRows.Secret, DirectoryContent.Secret> opened = new Kept<>(this::open);

    DirectoryReader(Pool pool, SecretBox secrets, CryptoProviders providers) {
        this.pool = pool;
        this.secrets = secrets;
        this.providers = providers;
    }

    Future<DirectoryContent> read() {
        return store.read(pool).map(this::content);
    }

    private DirectoryContent content(DirectoryRows rows) {
        var channels = rows.channels().stream().collect(toUnmodifiableMap(Channel::id, identity()));
        return new DirectoryContent(
                rows.merchants().stream().collect(toUnmodifiableMap(Merchant::id, identity())),
                keys.all(rows.keys()).collect(toUnmodifiableMap(MerchantKey::keyId, identity())),
                opened.all(rows.secrets())
                        .collect(groupingBy(DirectoryContent.Secret::merchantId, toUnmodifiableList())),
                channels,
                rows.channels().stream()
                        .collect(toUnmodifiableMap(
                                channel -> new DirectoryContent.BankNumber(channel.bank(), channel.merchantNo()),
                                identity())),
                routes(rows.routes(), channels),
                new FeePlans(rows.feePlans()));
    }

    private static Map<String, List<Channel>> routes(List<DirectoryRows.Route> routes, Map<String, Channel> channels) {
        return routes.stream()
                .flatMap(route -> Optional.ofNullable(channels.get(route.channelId()))
                        .filter(Channel::enabled)
                        .map(channel -> Map.entry(route.merchantId(), channel))
                        .stream())
                .collect(groupingBy(Map.Entry::getKey, mapping(Map.Entry::getValue, toUnmodifiableList())));
    }

    private Optional<MerchantKey> key(DirectoryRows.Key row) {
        try {
            var publicKey = new PublicKeys(providers).fromDer(row.publicKey().getBytes());
            return SignatureAlgorithm.named(row.algorithm())
                    .map(algorithm ->
                            new MerchantKey(row.keyId(), row.merchantId(), providers.verifier(algorithm, publicKey)));
        } catch (UnreadableKeyException e) {
            LOGGER.atError()
                    .addKeyValue("keyId", row.keyId())
                    .addKeyValue("reason", e.getMessage())
                    .log("A merchant's key can't be used");
            return Optional.empty();
        }
    }

    private Optional<DirectoryContent.Secret> open(DirectoryRows.Secret row) {
        try {
            String text = secrets.openText(row.sealed(), Sealing.webhookSecret(row.merchantId(), row.version()));
            return Optional.of(
                    new DirectoryContent.Secret(row.merchantId(), WebhookSecret.parse(text), row.expiresAt()));
        } catch (UnreadableKeyException e) {
            LOGGER.atError()
                    .addKeyValue("merchantId", row.merchantId())
                    .addKeyValue("version", row.version())
                    .addKeyValue("reason", e.getMessage())
                    .log("A merchant's webhook secret can't be opened");
            return Optional.empty();
        }
    }

    /** Values made from rows, each once. */
    private static final class Kept<K, V> {
        private final Function<K, Optional<V>> make;
        private Map<K, Optional<V>> made = Map.of();

        Kept(Function<K, Optional<V>> make) {
            this.make = make;
        }

        synchronized Stream<V> all(Collection<K> rows) {
            var before = made;
            var now = new HashMap<K, Optional<V>>();
            for (var row : rows) {
                var kept = before.get(row);
                now.put(row, kept == null ? make.apply(row) : kept);
            }
            made = now;
            return rows.stream().flatMap(row -> now.getOrDefault(row, Optional.empty()).stream());
        }
    }
}
