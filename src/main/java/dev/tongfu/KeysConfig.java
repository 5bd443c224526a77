package dev.tongfu;

import dev.tongfu.crypto.KeyRingConfig;
import java.util.Map;
import java.util.Set;

/**
 * The gateway's own keys.
 *
 * @param secrets for merchants' webhook secrets and payout accounts, operators' second factors, and payers' tokens
 * @param archive for the banks' raw messages
 * @param webhooks files of private keys that sign notifications for merchants who ask: {@code v1a} an Ed25519 key,
 *     {@code v1sm2} an SM2 key; PKCS#8 in PEM, or PKCS#12 where the name ends in {@code .p12} or {@code .pfx}
 * @param webhookPasswords files with the passwords of those that have one, by the same names
 */
public record KeysConfig(
        KeyRingConfig secrets,
        KeyRingConfig archive,
        Map<String, String> webhooks,
        Map<String, String> webhookPasswords) {
    public KeysConfig {
        webhooks = Map.copyOf(webhooks);
        webhookPasswords = Map.copyOf(webhookPasswords);
        if (!Set.of("v1a", "v1sm2").containsAll(webhooks.keySet())) {
            throw new IllegalArgumentException("webhooks has keys for v1a and v1sm2 only");
        }
        if (!webhooks.keySet().containsAll(webhookPasswords.keySet())) {
            throw new IllegalArgumentException(
                    "webhook_passwords has a password for a key that webhooks does not name");
        }
    }
}
