package dev.tongfu;

import dev.tongfu.bank.Archive;
import dev.tongfu.bank.WorkingDays;
import dev.tongfu.cashier.PayerTokens;
import dev.tongfu.crypto.CryptoProviders;
import dev.tongfu.crypto.KeyRing;
import dev.tongfu.crypto.KeyedDigest;
import dev.tongfu.crypto.SecretBox;
import dev.tongfu.crypto.Signer;
import dev.tongfu.db.DatabaseConfig;
import dev.tongfu.db.Ids;
import dev.tongfu.merchant.WebhookScheme;
import java.time.Clock;
import java.util.Map;

/**
 * What everything else of a node stands on: providers, keys, the clock. Made before the first event loop runs,
 * because it reads files.
 *
 * @param database where PostgreSQL is; of the configuration, or the embedded server's
 * @param workingDays by the calendar files of the configuration
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
        WorkingDays workingDays,
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
                new WebhookKeyFiles(providers).signers(config.keys()),
                CalendarFiles.read(config.calendars().files()),
                new Ids(clock),
                clock);
    }

    @Override
    public String toString() {
        return "Foundation[" + database + "]";
    }
}
