package dev.tongfu;

import dev.tongfu.bank.Archive;
import dev.tongfu.cashier.PayerTokens;
import dev.tongfu.crypto.CryptoProviders;
import dev.tongfu.crypto.KeyRing;
import dev.tongfu.crypto.KeyedDigest;
import dev.tongfu.crypto.PrivateKeys;
import dev.tongfu.crypto.SecretBox;
import dev.tongfu.crypto.SignatureAlgorithm;
import dev.tongfu.crypto.Signer;
import dev.tongfu.db.DatabaseConfig;
import dev.tongfu.db.Ids;
import dev.tongfu.merchant.WebhookScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * What everything else of a node stands on: providers, keys, the clock. Made before the first event loop runs,
 * because it reads files.
 *
 * @param database where PostgreSQL is; of the configuration, or the embedded server's
 */
record Foundation(
        GatewayConfig config,
        DatabaseConfig database,
        CryptoProviders providers,
        SecretBox secrets,
        Archive archive,
        KeyedDigest cursors,
        KeyedDigest cards,
        PayerTokens payerTokens,
        Map<WebhookScheme, Signer> webhookKeys,
        Ids ids,
        Clock clock) {

    static Foundation lay(GatewayConfig config, DatabaseConfig database, Clock clock) {
        var providers = CryptoProviders.load();
        var secrets = KeyRing.read(config.keys().secrets());
        var addresses = config.addresses();
        return new Foundation(
                config,
                database,
                providers,
                new SecretBox(secrets),
                new Archive(new SecretBox(KeyRing.read(config.keys().archive()))),
                secrets.digestsFor("cursors"),
                secrets.digestsFor("cards"),
                new PayerTokens(secrets.digestsFor("payer tokens"), addresses.payerUrl(), addresses.bankUrl()),
                webhookKeys(config.keys(), providers),
                new Ids(clock),
                clock);
    }

    /** What the gateway itself signs notifications with, as far as it was given keys. */
    private static Map<WebhookScheme, Signer> webhookKeys(KeysConfig config, CryptoProviders providers) {
        var keys = new EnumMap<WebhookScheme, Signer>(WebhookScheme.class);
        config.webhooks().forEach((scheme, file) -> {
            var key = privateKey(providers, file);
            var algorithm = scheme.equals("v1a") ? SignatureAlgorithm.ED25519 : SignatureAlgorithm.SM2_SM3;
            keys.put(WebhookScheme.valueOf(scheme.toUpperCase(Locale.ROOT)), providers.signer(algorithm, key));
        });
        return keys;
    }

    private static PrivateKey privateKey(CryptoProviders providers, String file) {
        try {
            return new PrivateKeys(providers).fromPem(Files.readString(Path.of(file)));
        } catch (IOException failure) {
            throw new ConfigException("keys.webhooks names " + file + ", which can't be read");
        }
    }

    @Override
    public String toString() {
        return "Foundation[" + database + "]";
    }
}
