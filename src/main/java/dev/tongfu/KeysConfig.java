package dev.tongfu;

import dev.tongfu.crypto.KeyRingConfig;
import java.util.Map;
import java.util.Set;

/**
 * The gateway's own keys.
 *
 * @param secrets for merchants' webhook secrets and payout accounts, operators' second factors, and payers' tokens
 * @param archive for the banks' raw messages
 * @param webhooks private keys (PKCS#8, PEM) that sign notifications for merchants who ask: {@code v1a} an Ed25519
 *     key, {@code v1sm2} an SM2 key
 */
public record KeysConfig(KeyRingConfig secrets, KeyRingConfig archive, Map<String, String> webhooks) {
    public KeysConfig {
        webhooks = Map.copyOf(webhooks);
        if (!Set.of("v1a", "v1sm2").containsAll(webhooks.keySet())) {
            throw new IllegalArgumentException("webhooks has keys for v1a and v1sm2 only");
        }
    }
}
