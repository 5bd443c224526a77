package dev.tongfu;

import dev.tongfu.crypto.CryptoProviders;
import dev.tongfu.crypto.PrivateKeys;
import dev.tongfu.crypto.SignatureAlgorithm;
import dev.tongfu.crypto.Signer;
import dev.tongfu.crypto.UnreadableKeyException;
import dev.tongfu.merchant.WebhookScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what the gateway itself signs notifications with, as far as it was given keys. */
final class WebhookKeyFiles {
    private final CryptoProviders providers;

    WebhookKeyFiles(CryptoProviders providers) {
        this.providers = providers;
    }

    Map<WebhookScheme, Signer> signers(KeysConfig config) {
        var signers = new EnumMap<WebhookScheme, Signer>(WebhookScheme.class);
        config.webhooks().forEach((scheme, file) -> {
            var key = privateKey(file, config.webhookPasswords().get(scheme));
            var algorithm = scheme.equals("v1a") ? SignatureAlgorithm.ED25519 : SignatureAlgorithm.SM2_SM3;
            signers.put(WebhookScheme.valueOf(scheme.toUpperCase(Locale.ROOT)), providers.signer(algorithm, key));
        });
        return signers;
    }

    private PrivateKey privateKey(String file, @Nullable String passwordFile) {
        char[] password = passwordFile == null
                ? new char[0]
                : read(passwordFile, "keys.webhook_passwords").strip().toCharArray();
        try {
            var keys = new PrivateKeys(providers);
            boolean store = file.endsWith(".p12") || file.endsWith(".pfx");
            return store
                    ? keys.fromPkcs12(Files.readAllBytes(Path.of(file)), password)
                            .privateKey()
                    : keys.fromPem(read(file, "keys.webhooks"), password);
        } catch (IOException failure) {
            throw new ConfigException("keys.webhooks names " + file + ", which can't be read");
        } catch (UnreadableKeyException failure) {
            throw new ConfigException("keys.webhooks names " + file + ": " + failure.getMessage());
        } finally {
            Arrays.fill(password, ' ');
        }
    }

    private static String read(String file, String key) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException failure) {
            throw new ConfigException(key + " names " + file + ", which can't be read");
        }
    }
}
